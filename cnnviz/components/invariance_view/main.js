import { keepMounted } from "../shared/mounting.js";
import { MOVES, stillAt } from "./moves.js";
import { InvarianceWidget } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".cv", (root) => new InvarianceWidget(root), { MOVES, stillAt });
}
