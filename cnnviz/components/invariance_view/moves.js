// How a picture is moved and how an amount is said, as in cnnviz/probes/invariance.py.

const signed = (text) => text.replace("-", "−");

export const MOVES = {
  shift: {
    name: "Shift",
    css: (amount, side) => `translateY(${(100 * amount) / side}%)`,
    says: (amount) => (amount === 0 ? "0 px" : `${Math.abs(amount)} px ${amount > 0 ? "down" : "up"}`),
    tick: (amount) => signed(String(amount)),
    axis: "pixels down",
    every: 4,
  },
  scale: {
    name: "Scale",
    css: (amount) => `scale(${amount})`,
    says: (amount) => `${amount.toFixed(2)} ×`,
    tick: (amount) => amount.toFixed(1),
    axis: "times larger",
    every: 4,
  },
  turn: {
    name: "Turn",
    css: (amount) => `rotate(${-amount}deg)`,
    says: (amount) => `${amount}°`,
    tick: (amount) => `${amount}°`,
    axis: "degrees, anticlockwise",
    every: 9,
  },
};

// Where the picture is as it was.
export const stillAt = (move, amounts) => amounts.indexOf(move === "scale" ? 1 : 0);
