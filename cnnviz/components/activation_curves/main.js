import { keepMounted } from "../shared/mounting.js";
import { ACTIVATIONS, chainGradients, chainInputs, erfc, saturatedShare, shareBelow, silentShare } from "./arithmetic.js";
import { CurvesWidget } from "./widget.js";

const arithmetic = { ACTIVATIONS, chainGradients, chainInputs, erfc, saturatedShare, shareBelow, silentShare };

export default function mount(component) {
  return keepMounted(component, ".cv", (root, data) => new CurvesWidget(root, data), arithmetic);
}
