// A widget whose picture Python computes: while a slider moves, the state is sent as fast as answers come back.

import { Held } from "./held.js";

const PATIENCE = 4000; // ms; an answer that is later than that was lost

export class Asking extends Held {
  constructor(root) {
    super(root);
    this.asked = 0;
  }

  // The learner has changed the state; `final`: the hand is off the control.
  ask(final) {
    this.later = { final: final || Boolean(this.later?.final) };
    if (!this.waiting || performance.now() - this.sentAt > PATIENCE) this.#send();
  }

  // One question at a time: while Python answers, the newest state waits.
  #send() {
    const state = JSON.stringify(this.forPython);
    const { final } = this.later;
    this.later = null;
    if (state === this.reported && !(final && this.loose)) return;
    this.reported = state;
    this.loose = !final;
    this.asked += 1;
    this.waiting = true;
    this.sentAt = performance.now();
    this.tell({ seq: this.asked, final });
  }

  // New data from Python: the answer to what was asked last, or a state from outside. Says whether it is the latter.
  take(data, send) {
    Object.assign(this, { data, send });
    if (data.revision !== this.revision) {
      this.adopt(structuredClone(data.state), data.revision);
      this.waiting = false;
      return true;
    }
    if (data.seq !== this.asked) return false;
    this.waiting = false;
    if (JSON.stringify(this.forPython) === this.reported) this.tidy(data.state); // unless the learner has gone on
    return false;
  }

  // Python may have tidied what it was told.
  tidy(state) {
    this.adopt(structuredClone(state), this.revision);
  }

  // After an answer: what has waited meanwhile is asked now.
  goOn() {
    if (!this.waiting && this.later) this.#send();
  }
}
