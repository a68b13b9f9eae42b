import { copyText } from "./clipboard.js";
import { meaning } from "./keys.js";

const listeners = new WeakMap();
const SAID_MS = 2500;

function say(root, text) {
  const said = root.querySelector(".said");
  said.textContent = text;
  setTimeout(() => { if (said.textContent === text) said.textContent = ""; }, SAID_MS);
}

function offer(root, name, title, words) {
  const button = root.querySelector(`.${name}`);
  button.hidden = !title;
  button.textContent = words;
  button.title = title ?? "";
}

export default function ({ parentElement: root, data: [data], setTriggerValue }) {
  const { previous, next, presenting } = data;
  root.querySelector(".bar").classList.toggle("presenting", presenting);
  offer(root, "previous", previous && `Previous lesson: ${previous} (key P)`, "← Previous");
  offer(root, "next", next && `Next lesson: ${next} (key N)`, "Next →");
  const present = root.querySelector(".present");
  present.textContent = presenting ? "Leave presenter view" : "Presenter view";
  present.title = presenting ? "Key Escape" : "Large picture and type, no sidebar; keys N and P change the lesson";
  present.setAttribute("aria-pressed", String(presenting));

  const go = (where) => {
    if (where !== "present" && !data[where]) return;
    setTriggerValue("go", where);
  };
  for (const where of ["previous", "next", "present"]) {
    root.querySelector(`.${where}`).onclick = () => go(where);
  }
  root.querySelector(".copy").onclick = async () => {
    const done = await copyText(window.location.href);
    say(root, done ? "Link copied" : window.location.href);
  };

  document.removeEventListener("keydown", listeners.get(root));
  const onKey = (event) => {
    const where = meaning(event, presenting);
    if (!where) return;
    event.preventDefault();
    go(where);
  };
  listeners.set(root, onKey);
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
