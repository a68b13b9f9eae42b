// The current picture as a file, made here in the browser: colours and fonts are written into every node.

const KEPT = [
  "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline",
  "shape-rendering", "paint-order", "visibility", "font-variant-numeric",
];
const LEFT_OUT = ["class", "style", "tabindex", "role", "aria-roledescription", "aria-describedby"];
const SHARPNESS = 3; // pixels of the PNG per pixel of the page

// A browser writes a mixed colour as color(srgb 0.4 0.4 0.4), which drawing programs and slides take for black.
const MIXED = /color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)\)/g;
const inRgb = (value) => value.replace(MIXED, (_, ...parts) => `rgb(${parts.slice(0, 3).map((part) => Math.round(255 * part)).join(", ")})`);

export function standalone(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((made, index) => {
    const style = getComputedStyle(originals[index]);
    for (const name of KEPT) made.setAttribute(name, inRgb(style.getPropertyValue(name)));
    for (const name of LEFT_OUT) made.removeAttribute(name);
  });
  const { width, height } = svg.viewBox.baseVal;
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  const paper = getComputedStyle(svg).getPropertyValue("--paper-now");
  for (const [name, value] of Object.entries({ width, height, fill: paper })) ground.setAttribute(name, value);
  copy.prepend(ground);
  copy.setAttribute("xmlns", svg.namespaceURI);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(svg, name) {
  download(new Blob([standalone(svg)], { type: "image/svg+xml" }), `${name}.svg`);
}

export async function savePng(svg, name) {
  const { width, height } = svg.viewBox.baseVal;
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width * SHARPNESS,
    height: height * SHARPNESS,
  });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  download(blob, `${name}.png`);
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
