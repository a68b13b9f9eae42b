import { keepMounted } from "../shared/mounting.js";
import { denseEdges, differentWeights, layerCounts, reachOf, sparseEdges, tapsOf } from "./counts.js";
import { largest, shuffle, twoWays } from "./shifts.js";
import { Panel } from "./panel.js";

const arithmetic = {
  denseEdges, differentWeights, largest, layerCounts, reachOf, shuffle, sparseEdges, tapsOf, twoWays,
};

export default function mount(component) {
  return keepMounted(component, ".cx", (root, data) => new Panel(root, data), arithmetic);
}
