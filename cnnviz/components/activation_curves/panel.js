// A drawing area with its two scales, and the lines and words along them.

import { node } from "../sliding_window/svg.js";

export class Panel {
  // `box`: x, y, width, height in pixels; `across` and `up`: least and most of the two scales.
  constructor(box, across, up) {
    Object.assign(this, box, { across, up });
  }

  px(value) {
    const [left, right] = this.across;
    return this.x + ((value - left) / (right - left)) * this.width;
  }

  py(value) {
    const [low, high] = this.up;
    return this.y + this.height - ((value - low) / (high - low)) * this.height;
  }

  // The value across under a pixel, kept inside.
  under(pixel) {
    const [left, right] = this.across;
    const value = left + ((pixel - this.x) / this.width) * (right - left);
    return Math.min(right, Math.max(left, value));
  }

  curve(value, steps = 180) {
    const [left, right] = this.across;
    const points = [];
    for (let i = 0; i <= steps; i += 1) {
      const x = left + ((right - left) * i) / steps;
      points.push(`${this.px(x).toFixed(2)} ${this.py(value(x)).toFixed(2)}`);
    }
    return `M${points.join("L")}`;
  }

  // The same, closed down to the floor of the panel.
  area(value, from, to, steps = 90) {
    const floor = this.y + this.height;
    const points = [];
    for (let i = 0; i <= steps; i += 1) {
      const x = from + ((to - from) * i) / steps;
      points.push(`${this.px(x).toFixed(2)} ${this.py(value(x)).toFixed(2)}`);
    }
    return `M${this.px(from)} ${floor}L${points.join("L")}L${this.px(to)} ${floor}z`;
  }

  frame({ title, ups, acrosses = [], em, named = String, upNamed = named }) {
    const { x, y, width, height } = this;
    const lines = [];
    const words = [];
    for (const value of ups) {
      lines.push(`M${x} ${this.py(value)}h${width}`);
      words.push(node("text", { class: "tick up", x: x - 0.5 * em, y: this.py(value) }, upNamed(value)));
    }
    for (const value of acrosses) {
      lines.push(`M${this.px(value)} ${y}v${height}`);
      words.push(node("text", { class: "tick", x: this.px(value), y: y + height + 1.15 * em }, named(value)));
    }
    const heading = node("text", { class: "title", x, y: y - 0.55 * em }, ...title.map(([text, kind]) => node("tspan", { class: kind }, text)));
    return node("g", {}, node("path", { class: "rule", d: lines.join("") }), ...words, heading);
  }
}
