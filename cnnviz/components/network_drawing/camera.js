// Zoom and place along the network. Zoom 1 shows all of it; the height never changes.

export const CLOSEST = 40;
const clamp = (number, least, most) => Math.min(most, Math.max(least, number));

export class Camera {
  constructor() {
    this.zoom = 1;
    this.x = 0;
  }

  // The largest zoom of a network of so many columns in so much room.
  limit(columns, width) {
    this.most = clamp((columns * 110) / width, 1, CLOSEST);
    this.zoom = clamp(this.zoom, 1, this.most);
  }

  // `factor` above 1 enlarges; what is under `at` stays there. Says whether anything changed.
  zoomBy(factor, at) {
    const before = this.zoom;
    this.zoom = clamp(this.zoom * factor, 1, this.most);
    if (this.zoom === before) return false;
    this.x = ((this.x + at) * this.zoom) / before - at;
    return true;
  }

  pan(by) {
    this.x += by;
  }

  keepInside(total, width) {
    this.x = clamp(this.x, 0, Math.max(0, total - width));
  }

  // Moves just far enough that a column is on screen.
  follow(left, right, width) {
    if (left - 40 < this.x) this.x = left - 40;
    else if (right + 60 > this.x + width) this.x = right + 60 - width;
  }

  all() {
    this.zoom = 1;
    this.x = 0;
  }
}
