import { keepMounted } from "../shared/mounting.js";
import { explainFit, forwardTwin, leftover, makeWindow, outputSize, readers } from "./arithmetic.js";
import { fullPadding, reads, samePadding, stretchedSize, transposedSize, unseen } from "./arithmetic.js";
import { Widget } from "./widget.js";

const arithmetic = {
  explainFit, forwardTwin, fullPadding, leftover, makeWindow, outputSize, readers, reads, samePadding,
  stretchedSize, transposedSize, unseen,
};

export default function mount(component) {
  return keepMounted(component, ".sw", (root, { limits }) => new Widget(root, limits), arithmetic);
}
