// Cutting small pictures out of a sheet, or out of the photo, onto canvases of their own: pixel for pixel.

// A sheet as Python lays it out: `columns` cells in a row, one see-through pixel to the right of and below each.
export function cutTile(canvas, image, { columns, cell: [height, width] }, index) {
  const [row, column] = [Math.floor(index / columns), index % columns];
  cut(canvas, image, [row * (height + 1), column * (width + 1)], [height, width]);
}

// The window of the photo whose first pixel is `corner`; `side` is how many pixels of the network the photo shows.
export function cutWindow(canvas, photo, corner, window, side) {
  const scale = photo.naturalWidth / side;
  cut(canvas, photo, corner.map((at) => at * scale), window.map((length) => length * scale));
}

// At the border a window reaches further than its unit sees, `box` on the picture: there the patch fades to gray.
export function fade(canvas, { box: [top, left, bottom, right], corner }, window) {
  const scale = canvas.height / window[0];
  const seen = new Path2D();
  seen.rect(0, 0, canvas.width, canvas.height);
  seen.rect((left - corner[1]) * scale, (top - corner[0]) * scale, (right - left) * scale, (bottom - top) * scale);
  const context = canvas.getContext("2d");
  context.fillStyle = "rgb(128 128 128 / 82%)";
  context.fill(seen, "evenodd");
}

function cut(canvas, image, [top, left], [height, width]) {
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  canvas.getContext("2d").drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

// An image that is decoded, from an address; the same address gives the same one.
export class Pictures {
  constructor() {
    this.known = new Map();
  }

  async load(address) {
    if (!address) return null;
    if (!this.known.has(address)) {
      const image = new Image();
      image.src = address;
      this.known.set(address, image);
      if (this.known.size > 12) this.known.delete(this.known.keys().next().value);
    }
    const image = this.known.get(address);
    await image.decode();
    return image;
  }
}
