import { ACTIVATIONS, chainGradients, chainInputs, erfc, saturatedShare, shareBelow, silentShare } from "./arithmetic.js";
import { CurvesWidget } from "./widget.js";
import { keepMounted } from "./mounting.js";

const arithmetic = { ACTIVATIONS, chainGradients, chainInputs, erfc, saturatedShare, shareBelow, silentShare };

export default function mount(component) {
  return keepMounted(component, (root, data) => new CurvesWidget(root, data), arithmetic);
}
