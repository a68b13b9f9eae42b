// What a screen reader hears: only the last of many quick changes.

const QUIET = 600; // ms without a change

export function createSpeaker(element) {
  let timer = 0;
  const hush = () => clearTimeout(timer);
  const say = (words) => {
    hush();
    timer = setTimeout(() => {
      element.textContent = words;
    }, QUIET);
  };
  return { say, hush };
}
