import { keepMounted } from "../shared/mounting.js";
import { EvolutionWidget } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".cv", (root) => new EvolutionWidget(root));
}
