// Silences: where in the chart no event that it has may have been, if that is seen.

const QUIET = 14; // pixels of their row
const SEEN = 64; // pixels of the shortest

// The silences among these events, each from where the one may have ended to where the next may
// have begun, with its length in words. What has a status, as planned or denied, breaks none.
function silencesOf(face, numbers, scale) {
  const { low, high } = reach(face);
  const happened = numbers.filter((number) => !data.events[number].status);
  const sorted = happened.sort((one, other) => low[one] - low[other]);
  const found = [];
  let end = null;
  for (const number of sorted) {
    if (end !== null && end < low[number]) {
      const [from, to] = [Math.max(end, scale.from), Math.min(low[number], scale.to)];
      const [left, right] = [scale.x(from), scale.x(to)];
      const text = lengthText(low[number] - end);
      if (right - left >= SEEN) found.push({ left, right, text });
    }
    end = end === null ? high[number] : Math.max(end, high[number]);
  }
  return found;
}

// A length, never longer than it is: 26 d, 3 h 20 min.
function lengthText(micros) {
  const units = [[DAY, "d"], [HOUR, "h"], [MINUTE, "min"], [SECOND, "s"]];
  const first = units.findIndex(([size]) => micros >= size);
  if (first < 0) return "< 1 s";
  const [size, unit] = units[first];
  const whole = Math.floor(micros / size);
  const rest = units[first + 1];
  const more = rest && whole < 10 ? Math.floor((micros % size) / rest[0]) : 0;
  return more ? `${whole} ${unit} ${more} ${rest[1]}` : `${whole} ${unit}`;
}

// Two bars with a dashed line between, and the length on it.
function silence({ left, right, text }) {
  const middle = QUIET / 2 + 1;
  const half = wide(text) / 2 + 5;
  const centre = (left + right) / 2;
  const line = (x1, x2, y1, y2, kind) => drawing("line", { class: kind, x1, x2, y1, y2 });
  return drawing(
    "g",
    { class: "silence" },
    line(left + 1, left + 1, middle - 4, middle + 4, "bar"),
    line(right - 1, right - 1, middle - 4, middle + 4, "bar"),
    line(left + 1, centre - half, middle, middle, "quiet"),
    line(centre + half, right - 1, middle, middle, "quiet"),
    drawing("text", { x: centre, y: middle + 4, "text-anchor": "middle" }, text),
  );
}
