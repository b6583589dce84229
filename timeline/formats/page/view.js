// What of time the chart shows: all that fits, or a stretch, which stands in the address; and what
// of the list that leaves.

const PRINTED = { width: 800, most: 60, tall: 16, whole: true }; // made smaller there to fit
const FARTHEST = 4e17; // microseconds: somewhat more than all years from 1 to 9999
const PRESSED = 50; // events in so small a part of what was asked for are better seen by themselves
const ROW = matchMedia("(pointer: coarse)").matches ? 24 : 20; // pixels
const BURST = 1000; // milliseconds between two steps that Back undoes as one
const chart = new Chart(byId("chart"), {
  chosen: (number) => {
    picked = number;
    goTo(data.events[number].id);
  },
  pointed: (mark, x) => tooltip.point(mark, x),
  walked: (mark) => bring(mark),
});
const tooltip = new Tooltip(byId("pointed"), chart);
const legend = new Legend(byId("legend"));
const hands = { moved, settled, whole };
const gestures = new Gestures(chart, hands);
const minimap = new Minimap(byId("minimap"), hands);

let zoomed = null; // a stretch of the chart, else what fits the events
let listed = []; // the numbers of the events that the list has
let width = 0;
let drawn = null; // what the chart shows
let small = null; // what the minimap shows
let frame = 0; // in which the chart is drawn
let settledAt = -BURST;
let picked = null; // the event whose mark led to the list
let late = null; // the events of a chart that is drawn when the list has been seen
let scrolled = false; // whether the page is

// Draw the chart anew, where it shows other events or another stretch than it does.
function redraw() {
  const same = (one, two) => one.length === two.length && one.every((it, at) => it === two[at]);
  const kept = drawn && drawn.face === face && drawn.zoomed === String(zoomed);
  const like = kept && drawn.stretch === state.stretch && drawn.lanes === state.lanes;
  if (like && same(drawn.numbers, numbers)) return;
  if (!drawn || numbers.length <= ELEMENTS) return draw();
  const wanted = (late = numbers);
  seen(() => late === wanted && draw()); // the list answers first
}

function draw() {
  cancelAnimationFrame(frame);
  frame = 0;
  late = null;
  drawn = { face, zoomed: String(zoomed), numbers, stretch: state.stretch, lanes: state.lanes };
  const { low } = reach(face);
  const dated = numbers.filter((number) => !Number.isNaN(low[number]));
  byId("figure").hidden = byId("key").hidden = !dated.length;
  if (!dated.length) return;
  width ||= Math.max(280, Math.round(byId("chart").clientWidth));
  const size = printing ? PRINTED : { width, most: state.lanes ? 60 : 44, tall: ROW };
  const stretch = zoomed ?? fit(dated);
  const outside = chart.draw(face, dated, stretch, { ...size, kind: state.lanes });
  tooltip.show(null);
  if (small?.numbers !== numbers || small.face !== face || small.width !== width) {
    small = { numbers, face, width };
    minimap.draw(face, dated, domain(), width);
  }
  minimap.show(stretch);
  legend.tell(chart.used);
  const undated = numbers.length - dated.length;
  const unseen = [
    outside ? `${counts(outside, "event")} outside of this stretch.` : "",
    undated ? `${counts(undated, "event")} without a known time: ${following() ? "not listed" : "in the list only"}.` : "",
    data.query.calendar && face.key !== ELAPSED ? "The axis is Gregorian." : "",
  ];
  byId("unseen").textContent = unseen.filter(Boolean).join(" ");
  byId("follow").hidden = !zoomed || !(outside + undated);
  byId("follow").textContent = following() ? "List all of them" : "List only what is in view";
  follow();
}

// Whether the list has only what the chart shows.
function following() {
  return zoomed !== null && state.list !== "all";
}

function inView(candidates) {
  if (!following()) return candidates;
  const { low, high } = reach(face);
  const [from, to] = zoomed;
  return candidates.filter((number) => low[number] <= to && high[number] >= from);
}

// The stretch that shows these events: the day asked for here, else what the page was made for, but
// for one so long that it would press them together; else all known ends within the window.
function fit(dated) {
  const asked = face.stretches.find(([key]) => key === state.stretch);
  if (asked) return asked[2];
  const [first, stop] = face.asked;
  let [from, to] = endsOf(dated);
  if (face.window && from < face.window[1] && to >= face.window[0]) {
    [from, to] = [Math.max(from, face.window[0]), Math.min(to, face.window[1])];
  }
  if (first !== null) [from, to] = [Math.max(from, first), Math.max(to, first)];
  if (stop !== null) [from, to] = [Math.min(from, stop), Math.min(to, stop)];
  const longest = Math.max(2 * DAY, PRESSED * (to - from));
  if (first !== null && stop !== null && stop - first <= longest) return [first, stop];
  return around(from, to);
}

// The first and the last known end of the times of some events.
function endsOf(dated) {
  const { from, to } = reach(face);
  let [first, last] = [Infinity, -Infinity];
  for (const number of dated) {
    if (from[number] < first) first = from[number];
    if (to[number] > last) last = to[number];
  }
  return [first, last];
}

function around(from, to) {
  const { course } = reach(face);
  const ends = [from, to].map((at) => course.press(at));
  const margin = Math.max((ends[1] - ends[0]) * 0.02, 5 * MINUTE);
  return [course.release(ends[0] - margin), course.release(ends[1] + margin)];
}

// All that the minimap shows, whatever the filters leave.
function domain() {
  const { first, last } = reach(face);
  const [from, to] = around(first, last);
  const [start, stop] = face.asked;
  return [Math.min(from, start ?? from), Math.max(to, stop ?? to)];
}

// Show a stretch, when the browser draws next: of what there is, no further than beside it.
function moved([from, to]) {
  const [first, last] = domain();
  const far = last - first;
  const length = Math.min(Math.max(to - from, 2 * SECOND), 3 * far);
  const middle = Math.min(Math.max((from + to) / 2, first), last);
  const ends = [middle - length / 2, middle + length / 2];
  zoomed = [Math.max(ends[0], -FARTHEST), Math.min(ends[1], FARTHEST)];
  frame ||= requestAnimationFrame(draw);
}

// What was moved stays: it stands in the address, where Back undoes it, and the list goes with it.
function settled() {
  if (frame || late) draw();
  const written = zoomed ? stretchText(zoomed) : "";
  if (written === state.zoom) return;
  state.zoom = written;
  const now = performance.now();
  remember(now - settledAt < BURST ? "replaceState" : "pushState");
  settledAt = now;
  relist();
}

function whole() {
  zoomed = null;
  draw();
  settled();
}

// Zoom and move by hand: by lengths of what is shown.
function look(shift, scale) {
  moved(chart.scale.moved(shift, scale));
  draw();
  settled();
}

// A stretch in the address: instants of UTC, or seconds since zero.
function stretchText(stretch) {
  const second = (at) => Math.round(at / SECOND);
  if (face.key === ELAPSED) return stretch.map(second).join("..");
  const text = (at) => new Date(second(at) * 1000).toISOString().replace(/(:00)?\.000Z$/, "Z");
  return stretch.map(text).join("..");
}

function readStretch(text) {
  const ends = text.split("..");
  const moment = (end) => {
    if (face.key === ELAPSED) return /^-?\d+$/.test(end) ? Number(end) * SECOND : NaN;
    return /^[-+\d]+T[\d:]+Z$/.test(end) ? Date.parse(end.replace(/T(\d\d:\d\d)Z$/, "T$1:00Z")) * 1000 : NaN;
  };
  const [from, to] = ends.map(moment);
  return ends.length === 2 && from < to && from >= -FARTHEST && to <= FARTHEST ? [from, to] : null;
}

// List what is in view, without a jump of what one reads.
function relist() {
  const read = reading();
  const before = read === null ? 0 : list.items[read].node.getBoundingClientRect().top;
  const scrolled = byId("events").getBoundingClientRect().top < sticky();
  listed = inView(numbers);
  from = read !== null && scrolled ? Math.max(0, pageOf(listed.indexOf(read))) : 0;
  enlist();
  tell();
  const node = scrolled && read !== null ? list.items[read].node : null;
  if (node?.isConnected) window.scrollBy(0, node.getBoundingClientRect().top - before);
  else if (scrolled) byId("events").scrollIntoView({ block: "start" });
  follow();
}

function pageOf(at) {
  return at - (at % LISTED);
}

// How much of the window what stays above the events takes.
function sticky() {
  const style = getComputedStyle(document.documentElement);
  return parseFloat(style.getPropertyValue("--bar")) + parseFloat(style.getPropertyValue("--dock"));
}

// The number of the event that one reads: the first of the list that is not above the window.
function reading() {
  const top = sticky() + 12;
  const seen = [...byId("events").querySelectorAll(".event")].find((one) => {
    return one.getBoundingClientRect().bottom > top;
  });
  return seen ? Number(seen.querySelector("h3").id.split("-")[1]) : null;
}

// While one reads, the lower part of the chart and the minimap stay, and show where one is.
function dock() {
  const { style } = document.documentElement;
  const filters = byId("filters");
  const bar = getComputedStyle(filters).position === "sticky" ? filters.offsetHeight : 0;
  const room = window.innerHeight < 600 || window.innerWidth < 640 ? 0 : Math.min(150, window.innerHeight * 0.18);
  const rows = room ? TOP + Math.min(room, chart.layout?.height ?? 0) : 0;
  const figure = byId("figure");
  const tall = figure.hidden ? 0 : byId("minimap").offsetHeight + rows;
  style.setProperty("--bar", `${bar}px`);
  style.setProperty("--dock", `${tall}px`);
  style.setProperty("--figure", `${figure.offsetHeight}px`);
  follow();
}

function follow() {
  if (printing || byId("figure").hidden) return;
  const stuck = scrolled && byId("events").getBoundingClientRect().top < sticky() + 1;
  const number = stuck ? reading() : null;
  const mark = number === null ? null : chart.markOf(number);
  chart.ring(mark);
  bring(mark ?? chart.last);
  const { low, high } = reach(face);
  const ends = number === null ? [] : [low[number], high[number]].filter(Number.isFinite);
  minimap.read(ends.length ? ends.reduce((sum, one) => sum + one) / ends.length : null);
}

// Move a mark into the part of the chart that is in sight.
function bring(mark) {
  if (!scrolled) return chart.slide(0, mark); // nothing need be measured
  const top = chart.pane.getBoundingClientRect().top;
  const bar = parseFloat(document.documentElement.style.getPropertyValue("--bar"));
  chart.slide(Math.max(0, bar + TOP - top), mark);
}

for (const [kind, { label }] of Object.entries(KINDS)) {
  byId("lanes").append(new Option(label, kind));
}
byId("lanes").addEventListener("change", (event) => {
  state.lanes = event.target.value;
  remember("replaceState");
  draw();
});
byId("earlier").addEventListener("click", () => look(-0.5, 1));
byId("later").addEventListener("click", () => look(0.5, 1));
byId("closer").addEventListener("click", () => look(0, 0.5));
byId("farther").addEventListener("click", () => look(0, 2));
byId("whole").addEventListener("click", whole);
byId("follow").addEventListener("click", () => {
  state.list = following() ? "all" : "";
  remember("replaceState");
  relist();
  draw();
});
byId("events").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || picked === null || !chart.focus(picked)) return;
  picked = null; // back at the mark that led here
});
window.addEventListener("scroll", () => {
  scrolled = window.scrollY > 0;
  requestAnimationFrame(follow);
}, { passive: true });
window.addEventListener("resize", dock);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.painted && draw());
