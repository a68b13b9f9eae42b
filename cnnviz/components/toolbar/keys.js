// Which key does what. Page Down and Page Up are what a presenter's clicker sends.
const KEYS = { n: "next", p: "previous" };
const CLICKER = { PageDown: "next", PageUp: "previous", Escape: "present" };
// Letters are typed into fields and into lists; a slider or a drawing has its own use for the other keys only.
const TYPING = "input:not([type='range'], [type='checkbox'], [type='radio']), textarea, select, [contenteditable='true']";
const MOVING = "input, [role='slider'], [role='application']";

export function meaning(event, presenting) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.composedPath()[0];
  const within = (places) => target instanceof Element && target.closest(places);
  if (within(TYPING)) return null;
  if (event.key in KEYS) return KEYS[event.key];
  return presenting && !within(MOVING) ? CLICKER[event.key] ?? null : null;
}
