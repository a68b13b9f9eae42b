import { keepMounted } from "../shared/mounting.js";
import { batchMoments, batchNorm, runningMoments } from "./arithmetic.js";
import { BatchWidget } from "./widget.js";

const arithmetic = { batchMoments, batchNorm, runningMoments };

export default function mount(component) {
  return keepMounted(component, ".cv", (root, data) => new BatchWidget(root, data), arithmetic);
}
