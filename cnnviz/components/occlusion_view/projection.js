// Panel (c): the watched map's strongest unit at the pixels, here and in the other photos.

import { amount } from "./words.js";

export function showProjection(root, map) {
  const at = (selector) => root.querySelector(selector);
  const { projection } = map;
  const there = projection !== null && projection.picture !== null;
  at(".projected").textContent = there ? "That map, projected" : "Projection";
  at(".elsewhere").textContent = "The same map in the other photos";
  const signal = at("img.signal");
  signal.hidden = !there;
  if (there && signal.src !== projection.picture) signal.src = projection.picture;
  at(".surface.projection .nothing").textContent = there ? "" : projection?.words ?? "";
  at(".caption").textContent = there ? projection.words : "";
  at(".others").hidden = projection === null;
  at(".note").textContent = projection?.note ?? "";
  showField(at(".field"), map, there ? projection.box : null);
  showPairs(at(".pairs"), projection?.others ?? []);
}

// The pixels that the unit can see.
function showField(element, map, box) {
  element.hidden = box === null;
  if (box === null) return;
  const share = (pixels) => `${(100 * pixels) / map.side}%`;
  const [top, left, bottom, right] = box.map((edge) => Math.min(Math.max(edge, 0), map.side));
  Object.assign(element.style, {
    left: share(left), top: share(top), width: share(right - left), height: share(bottom - top),
  });
}

// A photo's pair: the projection above what the unit sees of the photo.
function showPairs(list, others) {
  while (list.childElementCount > others.length) list.lastElementChild.remove();
  others.forEach((other, k) => {
    const item = list.children[k] ?? list.appendChild(emptyPair());
    const [signal, patch] = item.querySelectorAll("img");
    for (const [image, address] of [[signal, other.picture], [patch, other.patch]]) {
      image.hidden = address === null;
      if (address !== null && image.getAttribute("src") !== address) image.src = address;
    }
    item.querySelector(".name").textContent = other.title;
    item.title = other.value === null ? other.title : `${other.title}: ${amount(other.value)} at its strongest unit`;
  });
}

function emptyPair() {
  const item = document.createElement("li");
  for (const name of ["signal", "patch"]) {
    const frame = document.createElement("span");
    const image = document.createElement("img");
    frame.className = "frame";
    image.className = name;
    image.alt = "";
    frame.append(image);
    item.append(frame);
  }
  const words = document.createElement("span");
  words.className = "name";
  item.append(words);
  return item;
}
