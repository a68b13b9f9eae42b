// One unit's signal on its way down; stepping and playing happen here, Python hears where the learner stopped.

import { keepMounted } from "../shared/mounting.js";
import { WayWidget } from "./widget.js";

export default function mount(component) {
  return keepMounted(component, ".way", (root) => new WayWidget(root));
}
