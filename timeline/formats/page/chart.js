// The chart: light where an event may have been, solid where it certainly was.

const TOP = 40, BAR = 10, POINT = 7, GAP = 10, LETTERS = 12;
const TALLEST = 640, SHORTEST = 48;
const LONGEST = 200; // letters of a label

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

class Chart {
  // ``chosen`` is called with the number of an event, ``zoomed`` with a stretch [from, to].
  constructor(root, { chosen, zoomed, pointed }) {
    this.root = root;
    this.pencil = document.createElement("canvas").getContext("2d");
    this.pencil.font = `${LETTERS}px system-ui, sans-serif`;
    root.addEventListener("click", (event) => {
      const mark = event.target.closest("a");
      if (!mark) return;
      event.preventDefault();
      if (!this.dragged) chosen(Number(mark.dataset.number));
    });
    for (const kind of ["pointerover", "focusin"]) {
      root.addEventListener(kind, (event) => pointed(event.target.closest("a"), event.clientX));
    }
    for (const kind of ["pointerleave", "focusout"]) {
      root.addEventListener(kind, () => pointed(null));
    }
    root.addEventListener("keydown", (event) => this.walk(event));
    this.brush(zoomed);
  }

  // Draw the events of these numbers on a face; how many lie outside of the stretch. Rows are
  // ``tall``; where all labels would take more than ``most`` of them, only those are written that
  // have room beside their marks.
  draw(face, numbers, [from, to], { width, most, tall }) {
    Object.assign(this, { face, from, to, width });
    const inside = numbers.filter((number) => this.extent(number) !== null);
    let marks = inside.map((number) => this.place(number, inside.length <= 4 * most));
    let rows = pack(marks);
    if (rows > most || inside.length > 4 * most) {
      marks = inside.map((number) => this.place(number, false));
      rows = pack(marks);
      tall = Math.min(16, Math.max(0.5, TALLEST / rows));
      if (tall > LETTERS) this.label(marks);
    } else {
      this.lengthen(marks);
    }
    const height = TOP + Math.max(1, rows) * tall + 8;
    const svg = drawing("svg", {
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      role: "group",
      "aria-label": `Chart of ${inside.length} events; arrow keys go from one to the next`,
    });
    svg.append(this.axis(height));
    for (const mark of marks) svg.append(this.mark(mark, tall));
    svg.append(this.labels(marks, tall));
    this.root.replaceChildren(svg);
    this.marks = [...svg.querySelectorAll("a")];
    this.marks[0]?.setAttribute("tabindex", "0");
    return numbers.length - inside.length;
  }

  x(moment) {
    return ((moment - this.from) / (this.to - this.from)) * this.width;
  }

  // From where to where an event may have been, an open end being as far as the chart goes.
  extent(number) {
    let low = Infinity, high = -Infinity;
    for (const [start, end] of this.face.moments[number]) {
      const last = end ? end[1] : start[1];
      if (start[0] === null && last === null && (end ? end[0] === null : true)) continue;
      low = Math.min(low, start[0] ?? -Infinity);
      high = Math.max(high, last ?? Infinity);
    }
    return low > this.to || high < this.from || low === Infinity ? null : [low, high];
  }

  // Where an event and its label go; rows come later.
  place(number, labels) {
    const [low, high] = this.extent(number);
    let left = Math.max(0, this.x(Math.max(low, this.from)));
    let right = Math.min(this.width, this.x(Math.min(high, this.to)));
    if (right - left < POINT) {
      const middle = Math.min(Math.max((left + right) / 2, POINT / 2), this.width - POINT / 2);
      [left, right] = [middle - POINT / 2, middle + POINT / 2];
    }
    const mark = { number, from: left, to: right, anchor: "start", at: right + 4 };
    if (!labels) return mark;
    mark.text = this.cut(this.named(number), Math.min(240, this.width * 0.45));
    const wide = this.wide(mark.text);
    if (right + 4 + wide <= this.width) {
      mark.to = right + 4 + wide;
    } else if (left - 4 - wide >= 0) {
      Object.assign(mark, { from: left - 4 - wide, at: left - 4, anchor: "end" });
    } else {
      const start = Math.max(0, Math.min(left + 14, this.width - wide));
      Object.assign(mark, { from: Math.min(left, start), at: start, plate: wide });
      mark.to = Math.max(right, start + wide);
    }
    return mark;
  }

  // Write labels where the next mark of the row is far enough.
  label(marks) {
    const rows = [];
    for (const mark of marks) (rows[mark.row] ??= []).push(mark);
    for (const row of rows) {
      row.sort((a, b) => a.from - b.from);
      row.forEach((mark, place) => {
        const room = (row[place + 1]?.from ?? this.width) - mark.to - GAP;
        if (room >= SHORTEST) mark.text = this.cut(this.named(mark.number), room);
      });
    }
  }

  // Make labels that were cut longer, as far as the row has room.
  lengthen(marks) {
    const rows = [];
    for (const mark of marks) (rows[mark.row] ??= []).push(mark);
    for (const row of rows) {
      row.sort((a, b) => a.from - b.from);
      row.forEach((mark, place) => {
        const whole = this.named(mark.number);
        if (mark.text === whole) return;
        const before = place ? row[place - 1].to + GAP : 0;
        const after = row[place + 1] ? row[place + 1].from - GAP : this.width;
        const room = mark.anchor === "end" ? mark.at - before : after - mark.at;
        if (room <= this.wide(mark.text)) return;
        mark.text = this.cut(whole, room);
        const wide = this.wide(mark.text);
        if (mark.plate) mark.plate = wide;
        if (mark.anchor === "end") mark.from = Math.min(mark.from, mark.at - wide);
        else mark.to = Math.max(mark.to, mark.at + wide);
      });
    }
  }

  named(number) {
    const { status, disputed, alternative } = data.events[number];
    const told = [disputed ? "disputed" : null, alternative ? "alternatives" : null];
    const asides = [status, ...told].filter(Boolean);
    const title = said(data.titles[number]);
    return asides.length ? `${title} (${asides.join(", ")})` : title;
  }

  wide(text) {
    return this.pencil.measureText(text).width;
  }

  // A label as long as there is room for.
  cut(text, most) {
    if (text.length <= LONGEST && this.wide(text) <= most) return text;
    const letters = [...text.slice(0, LONGEST)];
    let few = Math.min(4, letters.length), many = letters.length;
    const shown = (count) => `${letters.slice(0, count).join("").trimEnd()}\u2026`;
    while (few < many) {
      const middle = Math.ceil((few + many) / 2);
      if (this.wide(shown(middle)) <= most) few = middle;
      else many = middle - 1;
    }
    return shown(few);
  }

  mark(mark, tall) {
    const event = data.events[mark.number];
    const middle = TOP + (mark.row + 0.5) * tall;
    const accounts = this.face.moments[mark.number];
    const bar = Math.min(Math.max(BAR, 3 * accounts.length), tall * 0.8);
    const one = bar / accounts.length;
    const parts = accounts.map((moments, place) =>
      this.account(moments, middle - bar / 2 + place * one, Math.max(one * 0.85, 0.5), event),
    );
    const kind = event.status ? "planned" : this.kind(event);
    const link = drawing("a", {
      href: `#event=${encodeURIComponent(event.id)}`,
      class: `mark ${kind}`,
      tabindex: "-1",
      "aria-label": this.spoken(mark.number),
      "data-number": mark.number,
    });
    const size = { x: mark.from, width: mark.to - mark.from, y: middle - tall / 2, height: tall };
    link.append(drawing("rect", { class: "hit", ...size }), ...parts.flat());
    return link;
  }

  kind(event) {
    if (event.disputed) return "disputed";
    return event.alternative ? "alternatives" : "plain";
  }

  // What is written beside the marks, for eyes alone: each mark has its whole name by itself.
  labels(marks, tall) {
    const found = drawing("g", { class: "labels", "aria-hidden": "true" });
    for (const mark of marks) {
      const middle = TOP + (mark.row + 0.5) * tall;
      if (mark.plate) {
        const plate = { x: mark.at - 3, width: mark.plate + 6, y: middle - 8, height: 16 };
        found.append(drawing("rect", { class: "plate", ...plate }));
      }
      if (mark.text) {
        const place = { x: mark.at, y: middle + LETTERS * 0.35, "text-anchor": mark.anchor };
        found.append(drawing("text", { class: "label", ...place }, mark.text));
      }
    }
    return found;
  }

  // One account: a point where it is too short to see, else light, and solid where it is certain;
  // nothing is certain of what was planned, missed, averted or denied, nor of one of several times.
  account([start, end], top, tall, { status, disputed, alternative }) {
    const [low, high] = [start[0], end ? end[1] : start[1]];
    if (low === null && high === null) return [];
    const from = low === null ? -Infinity : low, to = high === null ? Infinity : high;
    if (to < this.from || from > this.to) return [];
    const left = Math.max(-2, this.x(Math.max(from, this.from)));
    const right = Math.min(this.width + 2, this.x(Math.min(to, this.to)));
    const middle = top + tall / 2;
    if (right - left < POINT) {
      const at = Math.min(Math.max((left + right) / 2, POINT / 2), this.width - POINT / 2);
      const round = Math.min(POINT / 2 + 1, Math.max(tall / 2, 1));
      return [drawing("circle", { class: "point", cx: at, cy: middle, r: round })];
    }
    const size = { y: top, height: tall };
    const found = [drawing("rect", { class: "may", x: left, width: right - left, ...size })];
    const lasts = end && start[1] !== null && end[0] !== null && start[1] < end[0];
    if (lasts && !status && (disputed || !alternative)) {
      const first = Math.max(left, this.x(start[1])), last = Math.min(right, this.x(end[0]));
      if (last > first) {
        found.push(drawing("rect", { class: "sure", x: first, width: last - first, ...size }));
      }
    }
    const tip = (x, way) => `${x},${top} ${x + way * 6},${middle} ${x},${top + tall}`;
    if (from < this.from) found.push(drawing("polygon", { class: "on", points: tip(8, -1) }));
    if (to > this.to) {
      found.push(drawing("polygon", { class: "on", points: tip(this.width - 8, 1) }));
    }
    return found;
  }

  spoken(number) {
    return `${this.face.readings[number][2]}: ${this.named(number)}`;
  }

  // Arrow keys, Home and End move the focus among the marks, which are one stop for Tab.
  walk(event) {
    const at = this.marks.indexOf(event.target.closest("a"));
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: this.marks.length - 1 };
    const next = ends[event.key] ?? at + (steps[event.key] ?? 0);
    if (at < 0 || !(event.key in steps || event.key in ends) || !this.marks[next]) return;
    event.preventDefault();
    this.marks[at].setAttribute("tabindex", "-1");
    this.marks[next].setAttribute("tabindex", "0");
    this.marks[next].focus();
  }

  // Dragging a mouse over the chart zooms to what it went over.
  brush(zoomed) {
    let start = null;
    let shade = null;
    const at = (event) => {
      const box = this.root.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * this.width;
      return Math.min(Math.max(x, 0), this.width);
    };
    this.root.addEventListener("pointerdown", (event) => {
      this.dragged = false;
      if (event.pointerType === "mouse" && event.button === 0) start = at(event);
    });
    window.addEventListener("pointermove", (event) => {
      if (start === null || Math.abs(at(event) - start) < 6) return;
      shade ??= drawing("rect", { class: "brush", y: 0, height: "100%" });
      this.root.firstElementChild.append(shade);
      shade.setAttribute("x", Math.min(start, at(event)));
      shade.setAttribute("width", Math.abs(at(event) - start));
    });
    window.addEventListener("pointerup", (event) => {
      const moment = (x) => this.from + (x / this.width) * (this.to - this.from);
      if (shade) {
        const ends = [start, at(event)].sort((a, b) => a - b);
        shade.remove();
        this.dragged = true;
        zoomed(ends.map(moment));
      }
      start = shade = null;
    });
    this.root.addEventListener("dragstart", (event) => event.preventDefault());
  }

  axis(height) {
    const found = drawing("g", { class: "axis", "aria-hidden": "true" });
    const line = (x, kind, top) =>
      drawing("line", { class: kind, x1: x, x2: x, y1: top, y2: height - 4 });
    const { minor, major } = new Axis(this.face, this.from, this.to, this.width).ticks();
    let free = -Infinity;
    for (const { at, text } of minor) {
      const x = this.x(at);
      found.append(line(x, "minor", 22));
      const wide = this.wide(text);
      if (!text || x - wide / 2 < Math.max(free, 0) || x + wide / 2 > this.width) continue;
      found.append(drawing("text", { x, y: 33, "text-anchor": "middle" }, text));
      free = x + wide / 2 + GAP / 2;
    }
    major.forEach(({ at, texts }, number) => {
      const x = Math.max(0, this.x(at));
      const end = major[number + 1] ? this.x(major[number + 1].at) : this.width;
      if (at > this.from) found.append(line(x, "major", 4));
      const text = texts.find((one) => this.wide(one) + GAP <= end - x);
      const place = { class: "major", x: x + (at > this.from ? 5 : 0), y: 15 };
      if (text) found.append(drawing("text", place, text));
    });
    return found;
  }
}

// Give every mark the first row in which it has room; how many rows there are.
function pack(marks) {
  const ends = [];
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    let row = ends.findIndex((end) => end + GAP <= mark.from);
    if (row < 0) row = ends.push(0) - 1;
    ends[row] = mark.to;
    mark.row = row;
  }
  return ends.length;
}
