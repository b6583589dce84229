// Where the marks of a chart go: rows, lanes, labels as long as there is room for them.

const GAP = 10, LETTERS = 12, HEAD = 22;
const TALLEST = 560, SHORTEST = 48;
const LONGEST = 200; // letters of a label
const LENGTHS = [240, 140, 80]; // pixels of labels at first; they grow where there is room
const MANY = 8; // events for a row that are too many to try

// Letters are measured once: there are few texts, and they are drawn again and again.
const pencil = document.createElement("canvas").getContext("2d");
const measured = new Map();
pencil.font = `${LETTERS}px system-ui, sans-serif`;

function wide(text) {
  let found = measured.get(text);
  if (found === undefined) measured.set(text, (found = pencil.measureText(text).width));
  if (measured.size > 5000) measured.clear();
  return found;
}

// A label as long as there is room for.
function cutText(text, most) {
  if (text.length <= LONGEST && wide(text) <= most) return text;
  const letters = [...text.slice(0, LONGEST)];
  const least = Math.min(4, letters.length);
  const fits = (count) => wide(shown(count)) <= most;
  const shown = (count) => `${letters.slice(0, count).join("").trimEnd()}\u2026`;
  const share = Math.floor((letters.length * most) / wide(letters.join("")));
  let count = Math.max(least, Math.min(share, letters.length));
  while (count > least && !fits(count)) count -= 1;
  while (count < letters.length && fits(count + 1)) count += 1;
  return shown(count);
}

class Layout {
  // ``lanes`` have the numbers of their events; rows are ``tall``, the first of them ``top`` down. Where all labels, made shorter,
  // would take more than ``most`` rows, only those are written that have room beside their marks.
  constructor(face, lanes, scale, { most, tall, top }) {
    Object.assign(this, { face, scale, tall });
    this.reach = reach(face);
    const headed = lanes.length > 1 || lanes[0].name ? HEAD : 0;
    const count = lanes.reduce((sum, lane) => sum + lane.numbers.length, 0);
    const tried = count > MANY * most ? [] : LENGTHS;
    const labelled = tried.some((length) => this.arrange(lanes, length) <= most);
    if (!labelled) {
      const rows = this.arrange(lanes, 0);
      this.tall = Math.min(16, Math.max(0.5, (headed ? 1.4 * TALLEST : TALLEST) / rows));
      if (this.tall > LETTERS) for (const lane of this.lanes) this.label(lane);
    } else {
      for (const lane of this.lanes) this.lengthen(lane);
    }
    let y = top;
    for (const lane of this.lanes) {
      lane.y = y;
      y += headed;
      for (const mark of lane.marks) mark.y = y + (mark.row + 0.5) * this.tall;
      y += Math.max(lane.rows, headed ? 1 : 0) * this.tall + (headed ? 4 : 0);
      lane.height = y - lane.y;
    }
    this.height = Math.max(Math.ceil(y + 4), 24);
    this.marks = this.lanes.flatMap((lane) => lane.marks);
  }

  // Give every mark its place, and labels of so many pixels; how many rows that takes.
  arrange(lanes, length) {
    this.lanes = lanes.map((lane) => {
      const marks = lane.numbers.map((number) => this.place(number, lane, length));
      return { ...lane, marks, rows: pack(marks, length ? GAP : 2) };
    });
    return this.lanes.reduce((sum, lane) => sum + lane.rows, 0);
  }

  // Where an event and its label go; rows come later.
  place(number, lane, length) {
    const { scale } = this;
    let left = Math.max(0, scale.x(Math.max(this.reach.low[number], scale.from)));
    let right = Math.min(scale.width, scale.x(Math.min(this.reach.high[number], scale.to)));
    const point = right - left < POINT;
    if (point) {
      const middle = Math.min(Math.max((left + right) / 2, POINT / 2), scale.width - POINT / 2);
      [left, right] = [middle - POINT / 2, middle + POINT / 2];
    }
    const mark = { number, from: left, to: right, anchor: "start", at: right + 4, hue: lane.hue, point };
    if (!length) return mark;
    mark.text = cutText(labelOf(number), Math.min(length, scale.width * 0.45));
    const long = wide(mark.text);
    if (right + 4 + long <= scale.width) {
      mark.to = right + 4 + long;
    } else if (left - 4 - long >= 0) {
      Object.assign(mark, { from: left - 4 - long, at: left - 4, anchor: "end" });
    } else {
      const start = Math.max(0, Math.min(left + 14, scale.width - long));
      Object.assign(mark, { from: Math.min(left, start), at: start, plate: long });
      mark.to = Math.max(right, start + long);
    }
    return mark;
  }

  // Write labels where the next mark of the row is far enough.
  label(lane) {
    for (const row of rowsOf(lane.marks)) {
      row.forEach((mark, place) => {
        const room = (row[place + 1]?.from ?? this.scale.width) - mark.to - GAP;
        if (room >= SHORTEST) mark.text = cutText(labelOf(mark.number), room);
      });
    }
  }

  // Make labels that were cut longer, as far as the row has room.
  lengthen(lane) {
    for (const row of rowsOf(lane.marks)) {
      row.forEach((mark, place) => {
        const whole = labelOf(mark.number);
        if (mark.text === whole) return;
        const before = place ? row[place - 1].to + GAP : 0;
        const after = row[place + 1] ? row[place + 1].from - GAP : this.scale.width;
        const room = mark.anchor === "end" ? mark.at - before : after - mark.at;
        if (room <= wide(mark.text)) return;
        mark.text = cutText(whole, room);
        const long = wide(mark.text);
        if (mark.plate) mark.plate = long;
        if (mark.anchor === "end") mark.from = Math.min(mark.from, mark.at - long);
        else mark.to = Math.max(mark.to, mark.at + long);
      });
    }
  }

  // The mark at a place of the chart, if there is one.
  hit(x, y) {
    let best = null, least = Math.max(this.tall / 2, 4);
    for (const mark of this.marks) {
      const away = Math.max(Math.abs(mark.y - y), mark.from - x, x - mark.to);
      if (away < least) [best, least] = [mark, away];
    }
    return best;
  }
}

// The rows of marks, each from the left to the right.
function rowsOf(marks) {
  const rows = [];
  for (const mark of marks) (rows[mark.row] ??= []).push(mark);
  for (const row of rows) row.sort((a, b) => a.from - b.from);
  return rows;
}

// Give every mark the first row in which it has room; how many rows there are. Rows are the leaves
// of a tree that knows of each branch where its freest row ends.
function pack(marks, gap) {
  let size = 64, rows = 0;
  let tree = new Float64Array(2 * size).fill(-Infinity);
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    let node = 1;
    while (node < size) node = tree[2 * node] + gap <= mark.from ? 2 * node : 2 * node + 1;
    mark.row = node - size;
    rows = Math.max(rows, mark.row + 1);
    for (tree[node] = mark.to; node > 1; node >>= 1) {
      tree[node >> 1] = Math.min(tree[node], tree[node ^ 1]);
    }
    if (rows < size) continue;
    const leaves = tree.slice(size);
    size *= 2;
    tree = new Float64Array(2 * size).fill(-Infinity);
    tree.set(leaves, size);
    for (node = size - 1; node; node -= 1) {
      tree[node] = Math.min(tree[2 * node], tree[2 * node + 1]);
    }
  }
  return rows;
}

// What is written beside the mark of an event.
function labelOf(number) {
  const { status, disputed } = data.events[number];
  const title = said(data.titles[number]);
  return `${disputed ? "\u2260 " : ""}${title}${status ? ` (${status})` : ""}`;
}

// What is said of it to who does not see the mark.
function spokenName(number) {
  const { status, disputed, alternative } = data.events[number];
  const told = [disputed ? "disputed" : null, alternative ? "alternatives" : null];
  const asides = [status, ...told].filter(Boolean);
  const title = said(data.titles[number]);
  return asides.length ? `${title} (${asides.join(", ")})` : title;
}
