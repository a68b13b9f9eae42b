// The sentence over the picture and the formula under it. Maps are counted from 0.

import { figures } from "../activation_curves/figures.js";

export function sentence({ maps, at }, { neighbours, energy }) {
  const own = maps[at] ** 2;
  const others = energy ? `${Math.round((100 * (energy - own)) / energy)} %` : "none";
  const group = neighbours.length === 1 ? "itself alone" : `maps ${neighbours[0]} to ${neighbours.at(-1)}`;
  return `Map ${at} is divided by what ${group} respond; ${others} of that sum comes from other maps.`;
}

// The paper's formula with the learner's numbers: pieces of text, each with the role that colours it.
export function formula({ maps, at, k, alpha, beta }, { neighbours, paper }) {
  const squares = neighbours.flatMap((j, index) => [[index ? " + " : ""], [`${maps[j]}²`, j === at ? "input" : "window"]]);
  return [
    [`b${subscript(at)} = `], [String(maps[at]), "input"], [" / ("], [figures(k), "output"], [` + ${figures(Number(alpha))} · (`],
    ...squares, ["))"], [figures(beta), "power"], [" = "], [figures(paper[at]), "output"],
  ];
}

const subscript = (number) => [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
