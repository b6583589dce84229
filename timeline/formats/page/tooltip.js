// What is told of a mark beside it: by pointer and by keys, within the window, to be pointed at
// itself, gone with Escape (WCAG 2.2, 1.4.13).

const EDGE = 8; // how far it stays from its mark and from the edge of the window
const LINGER = 200; // milliseconds on the way from a mark to it

class Tooltip {
  constructor(root, chart) {
    Object.assign(this, { root, chart, mark: null, leaving: null });
    root.addEventListener("pointerenter", () => clearTimeout(this.leaving));
    root.addEventListener("pointerleave", () => this.leave());
    window.addEventListener("scroll", () => this.place(), { passive: true });
    window.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.show(null);
    });
  }

  // Tell of a mark, near the pixel ``x`` of the window if there is one; of none after a while.
  point(mark, x) {
    clearTimeout(this.leaving);
    if (!mark) return this.leave();
    this.show(mark, x);
  }

  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.show(null), LINGER);
  }

  show(mark, x = null) {
    clearTimeout(this.leaving);
    Object.assign(this, { mark, x });
    this.root.hidden = !mark;
    if (!mark) return;
    this.root.replaceChildren(...this.told(mark.number));
    this.place();
  }

  told(number) {
    const event = data.events[number];
    const [, , full, accounts] = readingOf(face, number);
    const asides = [event.status, event.disputed ? "disputed" : null];
    const apart = data.named[number].apart.map(([source], place) => {
      const name = source === null ? "the author" : said(data.sources.get(source)?.name || source);
      return element("li", {}, `${accounts[place]} `, element("bdi", {}, name));
    });
    return [
      element("p", { class: "when" }, [full, ...asides].filter(Boolean).join(" \u00b7 ")),
      " ",
      element("p", { class: "title", dir: "auto" }, said(data.titles[number])),
      apart.length ? element("ul", {}, ...apart) : null,
    ].filter(Boolean);
  }

  place() {
    if (!this.mark) return;
    const { left, right, top, bottom } = this.chart.boxOf(this.mark);
    const { width, height } = this.root.getBoundingClientRect();
    const within = (at, size, whole) => Math.max(EDGE, Math.min(at, whole - size - EDGE));
    const room = document.documentElement.clientWidth;
    const at = this.x === null ? left : Math.max(left, Math.min(this.x, right));
    const below = bottom + EDGE;
    const high = below + height + EDGE <= window.innerHeight ? below : top - height - EDGE;
    this.root.style.left = `${within(at, width, room)}px`;
    this.root.style.top = `${within(high, height, window.innerHeight)}px`;
  }
}
