import { keepMounted } from "../shared/mounting.js";
import { Lab } from "./lab.js";
import { allMaps, mapSize } from "./numbers.js";

export default function mount(component) {
  return keepMounted(component, ".lab", (root) => new Lab(root), { allMaps, mapSize });
}
