// The whole of time in small: how many events certainly or possibly were when, and above it the
// stretch that the chart shows, to be dragged and stretched by hand or by keys.

const LOW = 44; // pixels of its height
const BIN = 3; // pixels of a bar
const GRIP = 24; // pixels of what takes hold of an edge, and at least of the window (WCAG 2.2, 2.5.8)
const BY = 0.1; // of the shown length is one press of an arrow key

class Minimap {
  // ``moved`` is called with a stretch while it is dragged, ``settled`` when that is over, ``whole``
  // to show everything.
  constructor(root, { moved, settled, whole }) {
    Object.assign(this, { root, moved, settled, whole });
    this.picture = element("div", { class: "picture" });
    this.frame = element("div", { class: "shown" });
    this.window = this.slider("window", "What the chart shows");
    this.edges = ["first", "last"].map((name, at) => {
      return this.slider(`edge ${name}`, at ? "End of what the chart shows" : "Start of what the chart shows");
    });
    root.append(this.picture, this.frame, this.window, ...this.edges);
    root.addEventListener("pointerdown", (event) => this.take(event));
    root.addEventListener("keydown", (event) => this.step(event));
  }

  slider(kind, label) {
    const shown = { class: kind, role: "slider", tabindex: "0", "aria-label": label };
    return element("div", { ...shown, "aria-valuemin": "0", "aria-valuemax": "1000" });
  }

  // Draw the events of these numbers, and of the chart's stretch where it is.
  draw(face, numbers, domain, width) {
    const { course } = reach(face);
    if (this.face !== face || this.width !== width || String(this.domain) !== String(domain)) {
      Object.assign(this, { face, width, domain });
      this.scale = new Scale(course, domain, width);
      this.axis = new Axis(face, ...domain, width);
      this.bins = binned(face, this.scale, Math.max(1, Math.floor(width / BIN)));
    }
    const { sure, may } = density(numbers, this.bins);
    const most = may.reduce((high, one) => Math.max(high, one), 1);
    const bars = (counts, kind) => {
      const top = (count) => LOW - (count && Math.max(1.5, (count / most) * (LOW - 4)));
      const step = width / counts.length;
      const path = [...counts].map((count, at) => `V${top(count).toFixed(1)}H${((at + 1) * step).toFixed(1)}`);
      return drawing("path", { class: kind, d: `M0,${LOW}${path.join("")}V${LOW}Z` });
    };
    const svg = drawing("svg", { viewBox: `0 0 ${width} ${LOW}`, "aria-hidden": "true" });
    for (const [from, to] of this.scale.cuts()) {
      const x = this.scale.x(from);
      svg.append(drawing("rect", { class: "left-out", x, width: this.scale.x(to) - x, y: 0, height: LOW }));
    }
    svg.append(bars(may, "may"), bars(sure, "sure"));
    this.reading = drawing("line", { class: "reading", y1: 0, y2: LOW });
    svg.append(this.reading);
    this.picture.replaceChildren(svg);
    this.read(null);
  }

  // Show the stretch of the chart.
  show([from, to]) {
    this.shown = [from, to];
    const { width } = this.scale;
    const places = [from, to].map((at) => Math.max(0, Math.min(this.scale.x(at), width)));
    const [left, right] = places;
    const first = Math.max(0, Math.min(left - GRIP, width - 3 * GRIP));
    const last = Math.min(width - GRIP, Math.max(right, first + 2 * GRIP));
    lay(this.frame, left, right - left);
    lay(this.window, first + GRIP, last - first - GRIP);
    [first, last].forEach((x, at) => {
      lay(this.edges[at], x, GRIP);
      this.tell(this.edges[at], places[at], this.said([from, to][at]));
    });
    this.tell(this.window, (left + right) / 2, `${this.said(from)} to ${this.said(to)}`);
  }

  tell(slider, x, text) {
    slider.setAttribute("aria-valuenow", String(Math.round((1000 * x) / this.scale.width)));
    slider.setAttribute("aria-valuetext", text);
  }

  said(at) {
    const length = this.shown[1] - this.shown[0];
    return this.axis.said(at, length < 10 * MINUTE ? SECOND : length < 60 * DAY ? MINUTE : DAY);
  }

  // Where the event is that one reads.
  read(moment) {
    this.reading.setAttribute("visibility", moment === null ? "hidden" : "visible");
    if (moment === null) return;
    const x = Math.max(1, Math.min(this.scale.x(moment), this.scale.width - 1));
    this.reading.setAttribute("x1", x);
    this.reading.setAttribute("x2", x);
  }

  x(event) {
    const box = this.root.getBoundingClientRect();
    return Math.max(0, Math.min(event.clientX - box.left, box.width));
  }

  // A pointer takes an edge, the window, or what lies outside of it to choose a new one.
  take(event) {
    if (event.button) return;
    event.preventDefault();
    const start = this.x(event);
    const [left, right] = this.shown.map((at) => this.scale.x(at));
    const edge = this.edges.indexOf(event.target);
    const whole = left <= 1 && right >= this.scale.width - 1;
    const inside = event.target === this.window && !whole;
    let ends = null;
    const drag = (to) => {
      const x = this.x(to);
      if (edge >= 0) ends = edge ? [left, right + x - start] : [left + x - start, right];
      else if (inside) ends = [left + x - start, right + x - start];
      else if (Math.abs(x - start) > 4) ends = [start, x];
      else return;
      ends.sort((a, b) => a - b);
      if (ends[1] - ends[0] >= 1) this.moved(ends.map((at) => this.scale.at(at)));
    };
    const drop = () => {
      window.removeEventListener("pointermove", drag);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", drop);
      if (!ends && !inside && edge < 0 && !whole) {
        const half = (right - left) / 2;
        this.moved([start - half, start + half].map((at) => this.scale.at(at)));
      }
      this.settled();
    };
    window.addEventListener("pointermove", drag);
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", drop);
    (edge >= 0 ? this.edges[edge] : this.window).focus({ preventScroll: true });
  }

  // Arrow keys move an edge or the window; plus and minus zoom, Home and End show all up to there.
  step(event) {
    const ways = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    let [left, right] = this.shown.map((at) => this.scale.x(at));
    const length = right - left;
    const edge = this.edges.indexOf(event.target);
    const by = (ways[event.key] ?? 0) * BY * length;
    const factor = { "+": 0.5, "=": 0.5, "-": 2 }[event.key];
    if (event.key in ways) {
      if (edge !== 1) left += by;
      if (edge !== 0) right += by;
    } else if (event.key === "Home" || event.key === "End") {
      const to = event.key === "Home" ? 0 : this.scale.width;
      if (edge < 0) [left, right] = to ? [to - length, to] : [0, length];
      else if (edge) right = Math.max(to, left + 1);
      else left = Math.min(to, right - 1);
    } else if (factor) {
      [left, right] = [left + ((1 - factor) * length) / 2, right - ((1 - factor) * length) / 2];
    } else if (event.key === "0") {
      event.preventDefault();
      return this.whole();
    } else {
      return;
    }
    event.preventDefault();
    if (right - left < length / 1000) return;
    this.moved([left, right].map((at) => this.scale.at(at)));
    this.settled();
  }
}

function lay({ style }, left, width) {
  style.left = `${left}px`;
  style.width = `${width}px`;
}

// The bins from the first to the last in which an event may have been, -1 for none, and those in
// which it certainly was.
function binned(face, scale, bins) {
  const { low, high } = reach(face);
  const bin = (at) => Math.max(0, Math.min(Math.floor((scale.x(at) / scale.width) * bins), bins - 1));
  const none = () => new Int32Array(low.length).fill(-1);
  const found = { bins, first: none(), last: none(), from: none(), to: none() };
  for (let number = 0; number < low.length; number += 1) {
    if (!(low[number] <= scale.to && high[number] >= scale.from)) continue;
    const first = (found.first[number] = bin(Math.max(low[number], scale.from)));
    const last = (found.last[number] = bin(Math.min(high[number], scale.to)));
    if (data.events[number].status) continue;
    const sure = first === last ? [first, last] : certain(momentsOf(face, number))?.map(bin);
    if (sure) [found.from[number], found.to[number]] = sure;
  }
  return found;
}

// Of each bin, how many of these events certainly were in it and how many may have been.
function density(numbers, { bins, first, last, from, to }) {
  const [sure, may] = [new Float64Array(bins + 1), new Float64Array(bins + 1)];
  for (const number of numbers) {
    if (first[number] >= 0) {
      may[first[number]] += 1;
      may[last[number] + 1] -= 1;
    }
    if (from[number] >= 0) {
      sure[from[number]] += 1;
      sure[to[number] + 1] -= 1;
    }
  }
  for (const counts of [sure, may]) {
    for (let at = 1; at < counts.length; at += 1) counts[at] += counts[at - 1];
  }
  return { sure: sure.slice(0, -1), may: may.slice(0, -1) };
}

// The stretch in which an event certainly goes on; null where its time is told in several ways.
function certain(accounts) {
  const [[start, end]] = accounts;
  const lasts = accounts.length === 1 && end && start[1] !== null && end[0] !== null;
  return lasts && start[1] < end[0] ? [start[1], end[0]] : null;
}
