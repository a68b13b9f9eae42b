// The left column: photo, size, channels, shuffle. It shows a state and asks for another.

export class Controls {
  // `change(partial, final)`: the learner asks; `final` once the hand is off the control.
  constructor(root, change) {
    this.photo = root.querySelector(".photo");
    this.side = root.querySelector(".side");
    this.shuffled = root.querySelector(".shuffled");
    this.channels = [...root.querySelectorAll("[data-channel]")];
    this.sides = [];
    this.photo.onchange = () => change({ photo: this.photo.value }, true);
    this.side.oninput = () => change({ side: this.#chosenSide() }, false);
    this.side.onchange = () => change({ side: this.#chosenSide() }, true);
    this.shuffled.onchange = () => change({ shuffled: this.shuffled.checked }, true);
    for (const button of this.channels) {
      button.onclick = () => change({ channel: button.dataset.channel }, true);
    }
  }

  #chosenSide() {
    return this.sides[Number(this.side.value)];
  }

  offer({ photos, sides }) {
    this.sides = sides;
    this.side.max = sides.length - 1;
    if (this.photo.options.length === photos.length) return;
    this.photo.replaceChildren(...photos.map(([name, title]) => new Option(title, name)));
  }

  show({ photo, side, channel, shuffled }) {
    this.photo.value = photo;
    const index = this.sides.indexOf(side);
    this.side.value = index;
    this.side.style.setProperty("--part", `${(100 * index) / (this.sides.length - 1)}%`);
    this.side.setAttribute("aria-valuetext", `${side} pixels`);
    this.shuffled.checked = shuffled;
    for (const button of this.channels) button.setAttribute("aria-pressed", button.dataset.channel === channel);
  }
}
