// The signs that the chart has, in words: one grammar with the terminal and the pictures.

// What the chart draws, the sign of the grammar that it is, and a sample of it.
const SIGNS = [
  ["point", "instant", "point"],
  ["may", "possibly", "may"],
  ["sure", "certainly", "sure"],
  ["planned", "never", "planned point"],
  ["disputed", "claim", "disputed diamond"],
  ["join", "joined", "alternatives join"],
  ["on", "before", "on"],
  ["silence", "silence", "silence"],
  ["cut", "cut", "cut"],
];

// A list of all signs, of which ``tell`` shows those that occur.
class Legend {
  constructor(root) {
    this.root = root;
    const statuses = [...new Set(data.events.map(({ status }) => status).filter(Boolean))].sort();
    for (const [key, name, kind] of SIGNS) {
      const word = key === "planned" ? statuses.join(" or ") : data.signs[name] || name;
      const item = element("li", {}, sample(kind), word);
      if (key === "disputed") item.append(`, \u2260 ${data.signs.disputed}`);
      item.dataset.shows = key;
      root.append(item);
    }
  }

  tell(used) {
    for (const item of this.root.children) item.hidden = !used.has(item.dataset.shows);
  }
}

function sample(kind) {
  const around = { class: `mark ${kind}`, width: 26, height: 12, "aria-hidden": "true" };
  const middle = { y: 6, r: 4.5, height: 10 };
  const line = (x) => drawing("line", { class: "cut", x1: x, x2: x + 7, y1: 12, y2: 0 });
  if (kind === "silence") {
    const bars = [2, 24].map((x) => drawing("line", { class: "bar", x1: x, x2: x, y1: 2, y2: 10 }));
    const quiet = drawing("line", { class: "quiet", x1: 2, x2: 24, y1: 6, y2: 6 });
    return drawing("svg", { ...around, class: "silence" }, ...bars, quiet);
  }
  if (kind === "cut") return drawing("svg", around, line(6), line(12));
  const one = { may: "may", sure: "sure", on: "on" }[kind];
  if (one === "on") return drawing("svg", around, shape({ kind: "on", x: 10, way: 1, ...middle, y: 1 }));
  if (one) return drawing("svg", around, shape({ kind: one, x: 1, width: 24, ...middle, y: 1 }));
  if (kind.includes("join")) {
    const ends = [4, 22].map((x) => shape({ kind: "point", x, ...middle, r: 3.5 }));
    return drawing("svg", around, shape({ kind: "join", x: 4, to: 22, y: 6 }), ...ends);
  }
  const sign = kind.includes("diamond") ? "diamond" : "point";
  return drawing("svg", around, shape({ kind: sign, x: 13, ...middle }));
}
