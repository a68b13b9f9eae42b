import { keepMounted } from "../shared/mounting.js";
import { describe } from "./blocks.js";
import { Widget } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".cb", (root, { cases }) => new Widget(root, cases), { describe });
}
