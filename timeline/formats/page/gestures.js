// Wheel, pointers and keys over the chart. The page keeps its scrolling: only a wheel with Ctrl (as
// a trackpad's pinch is told) zooms, and only one to the side moves.

const START = 6; // pixels before a press is a drag
const NOTCH = 0.002; // how much closer for a pixel of the wheel

class Gestures {
  // ``moved`` is called with a stretch during a gesture, ``settled`` when it is over.
  constructor(chart, { moved, settled, whole }) {
    Object.assign(this, { chart, moved, settled, whole, pointers: new Map() });
    const { root } = chart;
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    root.addEventListener("pointerdown", (event) => this.down(event));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("dblclick", (event) => {
      if (event.target.closest("a")) return;
      this.moved(chart.scale.moved(0, 0.5, this.x(event)));
      this.settled();
    });
    window.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of ["pointerup", "pointercancel"]) {
      window.addEventListener(kind, (event) => this.up(event));
    }
  }

  x(event) {
    const box = this.chart.root.getBoundingClientRect();
    const { width } = this.chart.scale;
    return Math.max(0, Math.min(((event.clientX - box.left) / box.width) * width, width));
  }

  wheel(event) {
    const pixels = event.deltaMode ? 16 : 1;
    const [across, along] = [event.deltaX * pixels, event.deltaY * pixels];
    const { scale } = this.chart;
    if (event.ctrlKey || event.metaKey) {
      const by = Math.exp(Math.max(-300, Math.min(along, 300)) * NOTCH);
      this.moved(scale.moved(0, by, this.x(event)));
    } else if (event.shiftKey || Math.abs(across) > Math.abs(along)) {
      this.moved(scale.moved((across || along) / scale.width, 1));
    } else {
      return;
    }
    event.preventDefault();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settled(), 250);
  }

  // One pointer moves what is shown, or on the axis and with Shift chooses a stretch of it; two
  // pinch it.
  down(event) {
    if (event.button) return;
    this.chart.dragged = false;
    if (this.pointers.size > 1) return;
    const choosing = event.shiftKey || this.chart.axis.contains(event.target);
    this.pointers.set(event.pointerId, { x: this.x(event), now: this.x(event) });
    Object.assign(this, { scale: this.chart.scale, choosing, under: false });
    for (const each of this.pointers.values()) each.x = each.now;
  }

  move(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    pointer.now = this.x(event);
    const [one, other] = [...this.pointers.values()];
    if (!this.under && !other && Math.abs(one.now - one.x) < START) return;
    this.under = this.chart.dragged = true;
    this.chart.root.classList.add("dragged");
    if (other) return this.pinch(one, other);
    if (this.choosing) return this.shade(one.x, one.now);
    this.moved(this.scale.moved((one.x - one.now) / this.scale.width, 1));
  }

  pinch(one, other) {
    const before = Math.max(Math.abs(one.x - other.x), 8);
    const after = Math.max(Math.abs(one.now - other.now), 8);
    const [start, now] = [(one.x + other.x) / 2, (one.now + other.now) / 2];
    const by = before / after;
    this.moved(this.scale.moved((start - now * by) / this.scale.width, by, 0));
  }

  up(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    this.pointers.delete(event.pointerId);
    for (const each of this.pointers.values()) each.x = each.now;
    this.scale = this.chart.scale;
    if (this.pointers.size) return;
    this.chart.root.classList.remove("dragged");
    this.shaded?.remove();
    this.shaded = null;
    if (!this.under) return;
    this.under = false;
    const ends = [pointer.x, pointer.now].sort((a, b) => a - b);
    if (this.choosing && event.type === "pointerup") this.moved(ends.map((x) => this.scale.at(x)));
    this.settled();
  }

  shade(from, to) {
    this.shaded ??= this.chart.root.appendChild(element("div", { class: "brush" }));
    this.shaded.style.left = `${Math.min(from, to)}px`;
    this.shaded.style.width = `${Math.abs(to - from)}px`;
  }

  key(event) {
    const { scale } = this.chart;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const wanted = {
      "+": () => scale.moved(0, 0.5),
      "=": () => scale.moved(0, 0.5),
      "-": () => scale.moved(0, 2),
      ArrowLeft: event.shiftKey ? () => scale.moved(-0.25, 1) : null,
      ArrowRight: event.shiftKey ? () => scale.moved(0.25, 1) : null,
    }[event.key];
    if (!wanted && event.key !== "0") return;
    event.preventDefault();
    if (!wanted) return this.whole();
    this.moved(wanted());
    this.settled();
  }
}
