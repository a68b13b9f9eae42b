import { keepMounted } from "../shared/mounting.js";
import { blockMeans, counts, grayValue, shuffledOrder } from "./arithmetic.js";
import { Widget } from "./widget.js";

const arithmetic = { blockMeans, counts, grayValue, shuffledOrder };

export default function mount(component) {
  return keepMounted(component, ".pixels", (root) => new Widget(root), arithmetic);
}
