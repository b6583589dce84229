// The chart: light where an event may have been, solid where it certainly was. Few marks are
// elements; many are painted, and the one that the keys have reached is an element.

const TOP = 40; // pixels of the axis
const ELEMENTS = 600; // marks that are elements of their own

class Chart {
  // ``chosen`` is called with the number of an event, ``pointed`` with what is told of a mark.
  constructor(root, { chosen, pointed, walked }) {
    Object.assign(this, { root, pointed, walked, cursor: 0, layout: null });
    this.axis = element("div", { class: "axis-box" });
    this.pane = element("div", { class: "pane" });
    this.root.append(this.axis, this.pane);
    root.addEventListener("click", (event) => {
      const mark = this.markAt(event);
      if (event.target.closest("a")) event.preventDefault();
      if (mark && !this.dragged) chosen(mark.number);
    });
    root.addEventListener("pointermove", (event) => this.hover(event));
    root.addEventListener("focusin", (event) => {
      const mark = this.markAt(event);
      if (mark) pointed(mark, null);
    });
    root.addEventListener("pointerleave", () => this.hover(null));
    root.addEventListener("focusout", () => pointed(null));
    root.addEventListener("keydown", (event) => this.walk(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // Draw the events of these numbers in lanes of a kind; how many lie outside of the stretch.
  draw(face, numbers, stretch, { width, most, tall, kind, whole }) {
    const { low, high, course } = reach(face);
    const scale = new Scale(course, stretch, width);
    const inside = numbers.filter((number) => low[number] <= scale.to && high[number] >= scale.from);
    const silences = inside.length > ELEMENTS ? [] : silencesOf(face, inside, scale);
    const top = silences.length ? QUIET + 4 : 4;
    const layout = new Layout(face, lanesOf(kind, inside), scale, { most, tall, top });
    const focused = this.root.contains(document.activeElement);
    const last = this.layout?.marks[this.cursor]?.number;
    Object.assign(this, { face, scale, layout, painted: !whole && layout.marks.length > ELEMENTS });
    this.last = null;
    this.used = new Set(scale.cuts().length ? ["cut"] : []);
    if (silences.length) this.used.add("silence");
    this.cursor = Math.max(0, layout.marks.findIndex(({ number }) => number === last));
    this.axis.replaceChildren(this.ruler(scale));
    const svg = drawing("svg", {
      viewBox: `0 0 ${width} ${layout.height}`,
      role: "group",
      "aria-label": `Chart of ${inside.length} events; arrow keys go from one to the next`,
    });
    svg.append(this.grid(scale, layout.height));
    svg.append(drawing("g", { class: "axis", "aria-hidden": "true" }, ...silences.map(silence)));
    for (const lane of layout.lanes) svg.append(this.lane(lane));
    svg.append(this.labels());
    const canvas = this.painted ? this.paint(width) : null;
    this.pane.replaceChildren(element("div", { class: "rows" }, canvas, svg));
    this.svg = svg;
    if (this.painted) this.stand(false);
    else this.nodes = new Map([...svg.querySelectorAll("a")].map((node) => [node.mark, node]));
    this.nodes.get(layout.marks[this.cursor])?.setAttribute("tabindex", "0");
    if (focused) this.nodes.get(layout.marks[this.cursor])?.focus({ preventScroll: true });
    return numbers.length - inside.length;
  }

  // A lane: its name with its colour, and its marks unless they are painted.
  lane(lane) {
    const name = `${lane.name}, ${counts(lane.numbers.length, "event") || "no event"}`;
    const found = drawing("g", lane.name ? { role: "group", "aria-label": name } : {});
    if (lane.name) {
      const { width } = this.scale;
      const title = cutText(lane.name, width - 90);
      found.append(
        drawing("line", { class: "between", x1: 0, x2: width, y1: lane.y + 1, y2: lane.y + 1 }),
        drawing("rect", { class: `swatch hue-${lane.hue}`, x: 0, y: lane.y + 7, width: 10, height: 10 }),
        drawing(
          "text",
          { class: "lane", x: 16, y: lane.y + 16 },
          title,
          drawing("tspan", { class: "count", dx: 6 }, lane.numbers.length),
        ),
      );
    }
    if (!this.painted) for (const mark of lane.marks) found.append(this.mark(mark));
    return found;
  }

  mark(mark) {
    const event = data.events[mark.number];
    const { tall } = this.layout;
    const node = drawing("a", {
      href: `#event=${encodeURIComponent(event.id)}`,
      class: `mark ${kindOf(event)} hue-${mark.hue}`,
      tabindex: "-1",
      "aria-label": this.spoken(mark.number),
      "data-number": mark.number,
    });
    const size = { x: mark.from, width: mark.to - mark.from, y: mark.y - tall / 2, height: tall };
    node.append(drawing("rect", { class: "hit", ...size }), ...this.signs(mark).map(shape));
    node.mark = mark;
    return node;
  }

  signs(mark) {
    const { scale, face, layout } = this;
    const event = data.events[mark.number];
    const found = signsOf(momentsOf(face, mark.number), event, scale, mark.y, layout.tall);
    const kind = kindOf(event);
    for (const sign of found) {
      if (kind === "disputed" || (kind === "planned" && sign.kind !== "on")) this.used.add(kind);
      else this.used.add(sign.kind);
    }
    return found;
  }

  // Many marks at once, on a canvas below the labels.
  paint(width) {
    const sharp = window.devicePixelRatio || 1;
    const { height } = this.layout;
    this.canvas ??= element("canvas", { "aria-hidden": "true" });
    const { canvas } = this;
    const context = canvas.getContext("2d");
    Object.assign(canvas, { width: width * sharp, height: height * sharp }); // this clears it too
    context.scale(sharp, sharp);
    const brush = new Brush(context, getComputedStyle(this.root));
    const points = [];
    for (const mark of this.layout.marks) {
      const kind = kindOf(data.events[mark.number]);
      if (kind === "plain" && this.isPoint(mark)) points.push(mark);
      else for (const sign of this.signs(mark)) brush.take(sign, kind, mark.hue);
    }
    brush.paint();
    if (points.length) this.used.add("point");
    brush.points(points, radius(Math.min(BAR, this.layout.tall * 0.8)));
    return canvas;
  }

  // Whether a mark is nothing but a point, as most of many are: what is known of it is in sight.
  isPoint({ point, number }) {
    const { low, high } = this.layout.reach;
    const inside = low[number] >= this.scale.from && high[number] <= this.scale.to;
    return point && inside && momentsOf(this.face, number).length === 1;
  }

  // Of painted marks the one that the keys have reached is an element.
  stand(focus) {
    const mark = this.layout.marks[this.cursor];
    this.svg.querySelector("a")?.remove();
    this.nodes = new Map();
    if (!mark) return;
    const node = this.mark(mark);
    node.setAttribute("tabindex", "0");
    this.nodes.set(mark, node);
    this.svg.append(node);
    if (focus) node.focus({ preventScroll: this.stuck });
  }

  // What is written beside the marks, for eyes alone: each mark has its whole name by itself.
  labels() {
    const found = drawing("g", { class: "labels", "aria-hidden": "true" });
    for (const mark of this.layout.marks) {
      if (!mark.text) continue;
      if (mark.plate) {
        const plate = { x: mark.at - 3, width: mark.plate + 6, y: mark.y - 8, height: 16 };
        found.append(drawing("rect", { class: "plate", ...plate }));
      }
      const place = { x: mark.at, y: mark.y + LETTERS * 0.35, "text-anchor": mark.anchor };
      found.append(drawing("text", { class: "label", ...place }, mark.text));
    }
    return found;
  }

  spoken(number) {
    return `${readingOf(this.face, number)[2]}: ${spokenName(number)}`;
  }

  // The mark of an element, or the one that is painted where the pointer is.
  markAt(event) {
    const node = event.target.closest?.("a");
    if (node) return node.mark;
    if (!this.painted || !this.pane.contains(event.target)) return null;
    const box = this.svg.getBoundingClientRect();
    return this.layout.hit(event.clientX - box.left, event.clientY - box.top);
  }

  hover(event) {
    const mark = event ? this.markAt(event) : null;
    this.root.classList.toggle("over", Boolean(mark));
    if (mark === this.hovered) return;
    this.hovered = mark;
    this.pointed(mark, event?.clientX);
  }

  // Where a mark is seen in the window.
  boxOf(mark) {
    const box = this.svg.getBoundingClientRect();
    const node = this.nodes.get(mark)?.querySelector(".may, .point");
    if (node) return node.getBoundingClientRect();
    const [left, top] = [box.left + mark.from, box.top + mark.y - POINT];
    return new DOMRect(left, top, Math.max(mark.to - mark.from, POINT), 2 * POINT);
  }

  // The first mark of an event, if it is in sight.
  markOf(number) {
    return this.layout?.marks.find((mark) => mark.number === number) ?? null;
  }

  focus(number) {
    const at = this.layout.marks.findIndex((mark) => mark.number === number);
    if (at >= 0) this.go(at);
    return at >= 0;
  }

  // Arrow keys, Home and End move the focus among the marks, which are one stop for Tab.
  walk(event) {
    const node = event.target.closest("a");
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: this.layout.marks.length - 1 };
    if (!node || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = ends[event.key] ?? this.cursor + (steps[event.key] ?? 0);
    if (!(event.key in steps || event.key in ends) || !this.layout.marks[next]) return;
    event.preventDefault();
    this.go(next);
  }

  go(next) {
    this.nodes.get(this.layout.marks[this.cursor])?.setAttribute("tabindex", "-1");
    this.cursor = next;
    this.walked(this.layout.marks[next]);
    if (this.painted) return this.stand(true);
    const node = this.nodes.get(this.layout.marks[next]);
    node.setAttribute("tabindex", "0");
    node.focus({ preventScroll: this.stuck });
  }

  // Show which mark is read about; of none, nothing.
  ring(mark) {
    this.svg.querySelector(".ring")?.remove();
    if (!mark) return;
    const { tall } = this.layout;
    const size = { x: mark.from - 3, width: mark.to - mark.from + 6, y: mark.y - tall / 2, height: tall };
    this.svg.querySelector(".labels").before(drawing("rect", { class: "ring", rx: 3, ...size }));
  }

  // Let the rows down where their first ``hidden`` pixels are out of sight, so that a mark is seen.
  slide(hidden, mark) {
    const room = this.layout.height - hidden;
    this.stuck = hidden > 0;
    if (mark) this.last = mark;
    const down = mark && hidden ? hidden + room / 2 - mark.y : 0;
    this.svg.parentElement.style.transform = `translateY(${Math.max(0, Math.min(down, hidden))}px)`;
  }

  // The axis above the marks, and its lines through them.
  ruler(scale) {
    const found = drawing("svg", {
      viewBox: `0 0 ${scale.width} ${TOP}`,
      class: "axis",
      "aria-hidden": "true",
    });
    this.ticks = scale.sections().map((section) => new Ticks(this.face, scale, section));
    for (const ticks of this.ticks) found.append(...ticks.drawn());
    for (const cut of scale.cuts()) {
      const [left, right] = cut.map((at) => Math.max(0, Math.min(scale.x(at), scale.width)));
      const x = Math.max(8, Math.min((left + right) / 2, scale.width - 8));
      for (const shift of [-3, 3]) {
        const ends = { x1: x + shift - 4, x2: x + shift + 4, y1: 38, y2: 22 };
        found.append(drawing("line", { class: "cut", ...ends }));
      }
    }
    return found;
  }

  grid(scale, height) {
    const found = drawing("g", { class: "axis", "aria-hidden": "true" });
    for (const ticks of this.ticks) found.append(...ticks.lines(height));
    for (const cut of scale.cuts()) {
      const [left, right] = cut.map((at) => Math.max(-1, Math.min(scale.x(at), scale.width + 1)));
      found.append(drawing("rect", { class: "left-out", x: left, width: right - left, y: 0, height }));
    }
    return found;
  }
}

function kindOf(event) {
  if (event.status) return "planned";
  if (event.disputed) return "disputed";
  return event.alternative ? "alternatives" : "plain";
}
