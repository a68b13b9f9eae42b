// The description of the picture: words and plain numbers. A state is never changed, only replaced.

export const LAB_WORDS = {
  op: ["max", "average"],
  kind: ["window", "adaptive", "global"],
  ceil: ["off", "on"],
  count: ["all", "real"],
  border: ["wrap", "zeros"],
  view: ["values", "winners", "changes"],
};
const LAB_START = { size: 2, stride: 2, padding: 0, target: 3, repeat: 1, shift: [0, 0], at: [0, 0] };

const whole = (value, [least, most]) => Math.min(most, Math.max(least, Math.round(Number(value) || 0)));

// `partial` laid over `base`, every word known and every number whole and inside its limits.
export function completedLab(partial, base, limits, sources) {
  const merged = { ...LAB_START, ...base, ...partial };
  const state = { source: sources.includes(merged.source) ? merged.source : sources[0] };
  for (const [name, known] of Object.entries(LAB_WORDS)) {
    state[name] = known.includes(merged[name]) ? merged[name] : known[0];
  }
  for (const [name, start] of Object.entries(LAB_START)) {
    const value = merged[name];
    state[name] = Array.isArray(start) ? start.map((_, axis) => whole(value[axis], limits[name])) : whole(value, limits[name]);
  }
  return state;
}
