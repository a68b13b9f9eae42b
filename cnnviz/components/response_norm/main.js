import { keepMounted } from "../shared/mounting.js";
import { energy, neighbours, responseNorm } from "./arithmetic.js";
import { NormWidget } from "./widget.js";

const arithmetic = { energy, neighbours, responseNorm };

export default function mount(component) {
  return keepMounted(component, ".cv", (root, data) => new NormWidget(root, data), arithmetic);
}
