// What the page shows: the filters, the clock, the address that says both, and the chart's stretch.

const PRINTED = { width: 800, most: 60, tall: 16 }; // a chart on paper, made smaller there to fit
const FARTHEST = 4e17; // microseconds: somewhat more than all years from 1 to 9999
const PRESSED = 50; // events in so small a part of what was asked for are better seen by themselves
const LISTED = 150; // events at a time: browsers and screen readers stumble over thousands
const EDGE = 8; // how far what is told of a mark stays from it and from the edge of the window
const WAIT = 150; // milliseconds between a key in the text field and its answer
const NOTHING = { actor: "", stretch: "", text: "", clock: data.faces[0].key, event: "" };
const NAMES = { actor: "actor", stretch: "day", text: "text", clock: "clock", event: "event" };
const state = { ...NOTHING };
const list = new List(byId("events"), byId("shelf"));
const chart = new Chart(byId("chart"), {
  chosen: (number) => goTo(data.events[number].id),
  zoomed: (stretch) => zoom(stretch),
  pointed: (mark, x) => point(mark, x),
});

let face = null; // the one that the page has been turned to
let beside = null; // the one whose times stand beside
let now = []; // what the filters say of each event
let numbers = []; // of the events that they let pass
let from = 0; // the first of these that the list shows
let zoomed = null; // a stretch of the chart, else what fits the events
let complaint = ""; // what in the address is unknown here
let width = 0;
let printing = false;
let drawn = null; // what the chart shows
let pointed = null; // the mark that is told of
let waiting = null; // until the text field is answered

// Bring the page in line with the state.
function update() {
  const wanted = data.faces.find(({ key }) => key === state.clock) ?? data.faces[0];
  if (wanted !== face) turn(wanted);
  if (state.stretch && !hasOption(byId("stretch"), state.stretch)) {
    complain(`${state.stretch} is nothing on this clock`);
    state.stretch = "";
  }
  for (const name of ["actor", "stretch", "text", "clock"]) {
    if (byId(name).value !== state[name]) byId(name).value = state[name];
  }
  now = verdicts();
  numbers = data.events.map((_, number) => number).filter((number) => now[number]);
  if (state.event) {
    const at = numbers.indexOf(data.numbers.get(state.event));
    from = Math.max(0, at - (at % LISTED));
  }
  enlist();
  redraw();
  tell();
}

// Draw the chart anew, where it shows other events or another stretch than it does.
function redraw() {
  const same = (one, two) => one.length === two.length && one.every((it, at) => it === two[at]);
  const kept = drawn && drawn.face === face && drawn.zoomed === zoomed;
  if (kept && drawn.stretch === state.stretch && same(drawn.numbers, numbers)) return;
  draw();
}

// List the events that are in the answer; on paper all of them, else some at a time.
function enlist() {
  const to = printing ? numbers.length : Math.min(from + LISTED, numbers.length);
  const start = printing ? 0 : from;
  list.show(face, beside, now, numbers, start, to);
  list.items.forEach(({ node }, number) => {
    node.classList.toggle("chosen", data.events[number].id === state.event);
  });
  byId("before").hidden = start === 0;
  byId("after").hidden = to === numbers.length;
  byId("before").textContent = `${counts(start, "event")} before these`;
  byId("after").textContent = `${counts(numbers.length - to, "event")} after these`;
}

function leaf(way) {
  state.event = "";
  from += way * LISTED;
  enlist();
  byId("events").focus({ preventScroll: true });
  byId("before").parentElement.scrollIntoView({ block: "start" });
}

// Turn the page to a face, with the time on the other kind of clock beside.
function turn(wanted) {
  const zone = face && face.key !== ELAPSED ? face : data.faces[0];
  face = wanted;
  zoomed = null;
  beside = face.key === ELAPSED ? zone : data.faces.find(({ key }) => key === ELAPSED);
  const counted = face.key === ELAPSED;
  byId("stretch-label").textContent = counted ? "Elapsed" : "Day";
  const options = face.stretches.map(([key, label]) => new Option(label, key));
  if (face.groups.some(([key]) => key === UNDATED)) options.push(new Option("Undated", UNDATED));
  byId("stretch").replaceChildren(new Option(counted ? "All" : "All days", ""), ...options);
}

function draw() {
  drawn = { face, zoomed, numbers, stretch: state.stretch };
  const dated = numbers.filter((number) => known(face.moments[number]));
  byId("figure").hidden = !dated.length;
  if (!dated.length) return;
  width = Math.max(280, Math.round(byId("chart").clientWidth));
  const size = printing ? PRINTED : { width, most: 44, tall: 20 };
  const outside = chart.draw(face, dated, zoomed ?? fit(dated), size);
  point(null);
  const undated = numbers.length - dated.length;
  const unseen = [
    outside ? `${counts(outside, "event")} outside of this stretch.` : "",
    undated ? `${counts(undated, "event")} without a known time: in the list only.` : "",
    data.query.calendar && face.key !== ELAPSED ? "The axis is Gregorian." : "",
  ];
  byId("unseen").textContent = unseen.filter(Boolean).join(" ");
  for (const item of byId("legend").children) {
    item.hidden = !byId("chart").querySelector(item.dataset.shows);
  }
}

// Tell of a mark beside it, inside the window; of none, tell nothing.
function point(mark, x) {
  const tip = byId("pointed");
  pointed = mark;
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.getAttribute("aria-label");
  const within = (at, size, whole) => Math.max(EDGE, Math.min(at, whole - size - EDGE));
  const shape = mark.querySelector(".may, .point") ?? mark;
  const { left, right, top, bottom } = shape.getBoundingClientRect();
  const { width: wide, height: tall } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const at = x > 0 ? Math.max(left, Math.min(x, right)) : left;
  const below = bottom + EDGE;
  const high = below + tall + EDGE <= window.innerHeight ? below : top - tall - EDGE;
  tip.style.left = `${within(at, wide, room)}px`;
  tip.style.top = `${within(high, tall, window.innerHeight)}px`;
}

// The stretch that shows these events: the day asked for here, else what the page was made for, but
// for one so long that it would press them together; else all known ends within the window.
function fit(dated) {
  const asked = face.stretches.find(([key]) => key === state.stretch);
  if (asked) return asked[2];
  const [first, stop] = face.asked;
  const every = dated.flatMap((number) => face.moments[number].flat(2));
  const ends = every.filter((at) => at !== null);
  let [from, to] = [ends[0], ends[0]];
  for (const at of ends) [from, to] = [Math.min(from, at), Math.max(to, at)];
  if (face.window && from < face.window[1] && to >= face.window[0]) {
    [from, to] = [Math.max(from, face.window[0]), Math.min(to, face.window[1])];
  }
  if (first !== null) [from, to] = [Math.max(from, first), Math.max(to, first)];
  if (stop !== null) [from, to] = [Math.min(from, stop), Math.min(to, stop)];
  const longest = Math.max(2 * DAY, PRESSED * (to - from));
  if (first !== null && stop !== null && stop - first <= longest) return [first, stop];
  const margin = Math.max((to - from) * 0.02, 5 * MINUTE);
  return [from - margin, to + margin];
}

function zoom([from, to]) {
  const middle = (from + to) / 2;
  const half = Math.max(to - from, 2 * SECOND) / 2;
  zoomed = [Math.max(middle - half, -FARTHEST), Math.min(middle + half, FARTHEST)];
  if (zoomed[0] < zoomed[1]) draw();
}

// Zoom and move by hand: the new middle and the new length, in lengths of what is shown.
function look(shift, scale) {
  const length = chart.to - chart.from;
  const middle = (chart.from + chart.to) / 2 + shift * length;
  zoom([middle - (scale * length) / 2, middle + (scale * length) / 2]);
}

// How much is shown and what is left out, for eyes, ears and paper.
function tell() {
  const { events } = data;
  const possible = numbers.filter((at) => now[at] === "possible" && !events[at].status).length;
  const undated = verdicts("").filter((one, at) => one && !now[at] && isUndated(at)).length;
  const parts = [
    `${numbers.length} of ${counts(events.length, "event") || "0 events"}`,
    possible ? `${possible} only possibly` : "",
    undated ? `${undated} without a known time left out` : "",
  ].filter(Boolean);
  const text = (complaint ? `${complaint}. ` : "") + parts.join(", ");
  if (byId("count").textContent !== text) byId("count").textContent = text;
  complaint = "";
  byId("nothing").hidden = numbers.length > 0;
  byId("sources").hidden = !numbers.some((number) => cited(events[number]).length);
  byId("clear").hidden = !(state.actor || state.stretch || state.text);
  const asides = [
    parts.join(", "),
    state.actor ? `actor: ${data.actors.get(state.actor).name}` : "",
    state.stretch ? byId("stretch").selectedOptions[0].label : "",
    state.text ? `text: ${state.text}` : "",
    byId("clock").selectedOptions[0].label,
  ];
  byId("printed").textContent = said(asides.filter(Boolean).join(" \u00b7 "));
}

function complain(text) {
  complaint = complaint ? `${complaint}; ${said(text)}` : said(text);
}

// Show an event: where the filters hide it, they give way.
function goTo(id) {
  Object.assign(state, { event: id });
  const number = data.numbers.get(id);
  if (number !== undefined && !verdicts()[number]) {
    Object.assign(state, { actor: "", stretch: "", text: "" });
    complain("All events are shown");
  }
  remember("pushState");
  update();
  reveal();
}

function reveal() {
  const number = data.numbers.get(state.event);
  const item = list.items[number];
  if (!item) return;
  item.details.open = true;
  list.fill(number);
  item.article.focus({ preventScroll: true });
  item.node.scrollIntoView({ block: "start" });
}

// Put the state into the address, behind the page's own, so that it can be shared.
function remember(how) {
  const parameters = new URLSearchParams();
  for (const [name, key] of Object.entries(NAMES)) {
    if (state[name] !== NOTHING[name]) parameters.set(key, state[name]);
  }
  try {
    history[how](null, "", `#${parameters}`);
  } catch {
    // A page inside another may have no address of its own; it works without.
  }
}

// Read the state from the address; what is unknown here is said, never obeyed in silence.
function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  from = 0;
  for (const [name, key] of Object.entries(NAMES)) {
    state[name] = parameters.get(key) ?? NOTHING[name];
  }
  const unknown = {
    actor: state.actor && !hasOption(byId("actor"), state.actor),
    clock: !hasOption(byId("clock"), state.clock),
    event: state.event && !data.numbers.has(state.event),
  };
  for (const name of Object.keys(unknown)) {
    if (!unknown[name]) continue;
    complain(`no ${name} \u201c${state[name]}\u201d here`);
    state[name] = NOTHING[name];
  }
  update();
  reveal();
}

// Answer what stands in the text field, where that is something new.
function typed() {
  clearTimeout(waiting);
  waiting = null;
  if (byId("text").value !== state.text) change({ text: byId("text").value });
}

function change(changes) {
  if (waiting !== null && !("text" in changes)) changes = { text: byId("text").value, ...changes };
  clearTimeout(waiting);
  waiting = null;
  Object.assign(state, { event: "" }, changes);
  from = 0;
  if ("stretch" in changes || "clock" in changes) zoomed = null;
  remember("replaceState");
  update();
}

furnish();
for (const name of ["actor", "stretch", "clock"]) {
  byId(name).addEventListener("change", (event) => change({ [name]: event.target.value }));
}
byId("text").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(typed, WAIT);
});
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  typed();
});
byId("clear").addEventListener("click", () => {
  change({ actor: "", stretch: "", text: "" });
  byId("actor").focus();
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("events").focus();
});
byId("events").addEventListener("click", (event) => {
  const actor = event.target.closest("[data-actor]");
  const link = event.target.closest("[data-event]");
  if ((!actor && !link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (actor) change({ actor: actor.dataset.actor });
  else goTo(link.dataset.event);
});
byId("before").addEventListener("click", () => leaf(-1));
byId("after").addEventListener("click", () => leaf(1));
byId("earlier").addEventListener("click", () => look(-0.5, 1));
byId("later").addEventListener("click", () => look(0.5, 1));
byId("closer").addEventListener("click", () => look(0, 0.5));
byId("farther").addEventListener("click", () => look(0, 2));
byId("whole").addEventListener("click", () => {
  zoomed = null;
  draw();
});
window.addEventListener("scroll", () => point(pointed), { passive: true });
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") point(null);
});
window.addEventListener("popstate", read);
window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
new ResizeObserver(() => {
  if (!printing && Math.abs(byId("chart").clientWidth - width) > 1) draw();
}).observe(byId("chart"));
new ResizeObserver(() => {
  const tall = byId("filters").offsetHeight; // what stays in sight above the events
  document.documentElement.style.setProperty("--bar", `${tall}px`);
}).observe(byId("filters"));
read();

// On paper nothing can be opened: every event shows all its claims, and the chart fits the sheet.
function print(start) {
  if (start === printing) return;
  printing = start;
  if (!start) setLinks(true);
  enlist();
  draw();
  list.items.forEach((item, number) => {
    if (start) list.fill(number);
    if (start) item.opened = item.details.open;
    item.details.open = start || item.opened;
  });
  if (start) setLinks(false);
}

// Links within the page lead nowhere on paper, and thousands of them keep a printer waiting.
function setLinks(on) {
  for (const link of document.querySelectorAll(on ? "a[data-href]" : "a[href^='#']")) {
    if (!on) link.dataset.href = link.getAttribute("href");
    if (on) link.setAttribute("href", link.dataset.href);
    else link.removeAttribute("href");
  }
}
