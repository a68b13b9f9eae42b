import { keepMounted } from "../shared/mounting.js";
import { inserted, looseEnds, moved, removed, taken, written } from "./model.js";
import { Widget } from "./widget.js";

const arithmetic = { inserted, looseEnds, moved, removed, taken, written };

export default function mount(component) {
  return keepMounted(component, ".nb", (root) => new Widget(root), arithmetic);
}
