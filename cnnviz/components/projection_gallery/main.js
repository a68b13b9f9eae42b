// Projections with their patches; the chosen one large beside them. Python sends pictures and hears of a choice.

import { keepMounted } from "../shared/mounting.js";
import { Gallery } from "./gallery.js";

export default function mount(component) {
  return keepMounted(component, ".gallery", (root) => new Gallery(root));
}
