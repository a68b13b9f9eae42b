// The whole network on one screen; choosing a map dives. Python sends data and hears of a choice.

import { keepMounted } from "../shared/mounting.js";
import { NetworkView } from "./view.js";

export default function mount(component) {
  return keepMounted(component, ".network", (root) => new NetworkView(root));
}
