import { keepMounted } from "../shared/mounting.js";
import { shifted } from "../shared/shift.js";
import { adaptiveSpans, changeBetween, poolMap, poolingSpans } from "./pooling.js";
import { PoolingLab } from "./lab_widget.js";

const arithmetic = { adaptiveSpans, changeBetween, poolMap, poolingSpans, shifted };

export default function mount(component) {
  return keepMounted(component, ".lab", (root, { limits }) => new PoolingLab(root, limits), arithmetic);
}
