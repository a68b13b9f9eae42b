// Rows of a control column: a slider with a number field beside it, and a list to choose from.

const tag = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// `ask(value, final)`: the learner wants this value; `final` once the hand is off the control.
export function numberRow({ name, words, role, low, high, step, ask }) {
  const range = { min: low, max: high, step };
  const slider = tag("input", { type: "range", ...range, ariaLabel: words });
  const field = tag("input", { type: "number", inputMode: "decimal", ...range, ariaLabel: `${words}, as a number` });
  const row = tag("label", { className: `row ${role}` }, tag("span", { className: "name", textContent: words }));
  row.dataset.name = name;
  row.append(tag("span", { className: "axis" }, slider, field));
  const read = (from, final) => {
    const value = from.valueAsNumber;
    const valid = Number.isFinite(value) && value >= low && value <= high;
    if (valid) ask(low + Math.round((value - low) / step) * step, final);
    else if (final) ask(null, true); // what cannot be read leaves the last good number
  };
  for (const each of [slider, field]) {
    each.oninput = () => read(each, false);
    each.onchange = () => read(each, true);
  }
  const show = (value, force) => {
    slider.value = value;
    slider.style.setProperty("--part", `${(100 * (value - low)) / (high - low)}%`);
    if (force || !field.matches(":focus")) field.value = value;
  };
  const rename = (text) => (row.querySelector(".name").textContent = text);
  return { row, show, rename };
}

export function choiceRow({ name, words, options, ask }) {
  const select = tag("select", { ariaLabel: words }, ...options.map(([value, text]) => new Option(text, value)));
  const row = tag("label", { className: "row" }, tag("span", { className: "name", textContent: words }), select);
  row.dataset.name = name;
  select.onchange = () => ask(select.value, true);
  return { row, show: (value) => (select.value = value) };
}
