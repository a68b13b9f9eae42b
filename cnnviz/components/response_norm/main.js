import { NormWidget } from "./widget.js";
import { energy, neighbours, responseNorm } from "./arithmetic.js";
import { keepMounted } from "../activation_curves/mounting.js";

const arithmetic = { energy, neighbours, responseNorm };

export default function mount(component) {
  return keepMounted(component, (root, data) => new NormWidget(root, data), arithmetic);
}
