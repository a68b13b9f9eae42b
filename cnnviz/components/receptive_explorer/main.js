import { keepMounted } from "../shared/mounting.js";
import { makeWindow } from "../sliding_window/arithmetic.js";
import { hulls, reaches, seenBy, whoSees } from "./receptive.js";
import { Widget } from "./widget.js";

const arithmetic = { hulls, makeWindow, reaches, seenBy, whoSees };

export default function mount(component) {
  return keepMounted(component, ".rf", (root, { limits }) => new Widget(root, limits), arithmetic);
}
