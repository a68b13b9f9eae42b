import { keepMounted } from "../shared/mounting.js";
import { Widget } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".nd", (root) => new Widget(root));
}
