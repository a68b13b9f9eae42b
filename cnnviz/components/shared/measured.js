// A drawing that knows the size of its room and of its text; asking for them at every redraw would cost a layout each.

export class Measured {
  constructor(svg) {
    this.svg = svg;
    this.size = [0, 0];
  }

  measure() {
    const box = this.svg.parentElement.getBoundingClientRect();
    this.size = [Math.round(box.width), Math.round(box.height)];
    this.em = parseFloat(getComputedStyle(this.svg).fontSize);
  }

  get visible() {
    return this.size.every((length) => length > 0);
  }
}
