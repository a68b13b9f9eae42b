import { keepMounted } from "../shared/mounting.js";
import { FilterPair } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".cv", (root) => new FilterPair(root));
}
