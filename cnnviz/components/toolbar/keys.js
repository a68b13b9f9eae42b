// Which key does what. Page Down and Page Up are what a presenter's clicker sends.
const KEYS = { n: "next", p: "previous" };
const CLICKER = { PageDown: "next", PageUp: "previous", Escape: "present" };
const TYPING = "input, textarea, select, [contenteditable='true'], [role='slider'], [role='application']";

export function meaning(event, presenting) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.composedPath()[0];
  if (target instanceof Element && target.closest(TYPING)) return null;
  return KEYS[event.key] ?? (presenting ? CLICKER[event.key] : null) ?? null;
}
