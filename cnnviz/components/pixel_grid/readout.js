// The right column: one pixel in numbers, and how often each value occurs.

import { drawHistogram } from "./histogram.js";
import { CHANNELS, histograms, pixelAt } from "./pixels.js";
import { placeWords, setWords, storyWords } from "./words.js";

export class Readout {
  constructor(root) {
    this.at = (selector) => root.querySelector(selector);
    this.bins = null;
  }

  // Count again: another picture, size or channel.
  count(picture, { channel, shuffled }) {
    const together = channel === "rgb" || channel === "apart";
    this.bins = histograms(picture, together ? Object.keys(CHANNELS) : [channel]);
    this.at(".set").textContent = setWords(this.bins, shuffled);
    for (const row of this.at(".values").children) {
      row.classList.toggle("off", !together && row.dataset.value !== channel);
    }
  }

  show(at, picture, channel) {
    const pixel = pixelAt(picture, at);
    this.at(".place").textContent = placeWords(at);
    this.at(".story").textContent = storyWords(at, picture, channel);
    this.at(".swatch").style.background = `rgb(${pixel.red} ${pixel.green} ${pixel.blue})`;
    for (const row of this.at(".values").children) {
      const value = pixel[row.dataset.value];
      row.querySelector(".value").textContent = value;
      row.querySelector(".bar").style.width = `${(100 * value) / 255}%`;
    }
    drawHistogram(this.at(".histogram"), this.bins, pixel);
  }
}
