import { keepMounted } from "../shared/mounting.js";
import { MovingGrating } from "./widget.js";
import { aliasOf, mapOf, strongest, unpacked } from "./waves.js";

export default function mount(component) {
  return keepMounted(component, ".cv", (root) => new MovingGrating(root), { aliasOf, mapOf, strongest, unpacked });
}
