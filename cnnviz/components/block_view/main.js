// A block lesson's picture.

import { keepMounted } from "../shared/mounting.js";
import { BlockView } from "./view.js";

export default function mount(component) {
  return keepMounted(component, ".bv", (root) => new BlockView(root));
}
