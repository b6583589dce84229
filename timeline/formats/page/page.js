// What the page shows: the filters, the clock, and the address that says both.

const LISTED = 150; // events at a time: browsers and screen readers stumble over thousands
const LOWEST = 60; // pixels of the lowest entry
const WAIT = 150; // milliseconds between a key in the text field and its answer
const NOTHING = {
  ...UNFILTERED, clock: data.faces[0].key, event: "", read: "", filters: "", zoom: "", lanes: "", list: "",
};
const NAMES = Object.fromEntries(Object.keys(NOTHING).map((name) => [name, name]));
NAMES.stretch = "day";
const state = { ...NOTHING };
const list = new List(byId("events"), byId("shelf"));
const reader = new Reader(list, { turned: (number) => turnTo(number), left: () => leave() });

let face = null; // the one that the page has been turned to
let beside = null; // the one whose times stand beside
let now = []; // what the filters say of each event
let numbers = []; // of the events that they let pass
let from = 0; // the first of these that the list shows
let chosen = null; // the entry of the event that the address names
let complaint = ""; // what in the address is unknown here
let owed = null; // an address that is still to be told
let printing = false;
let waiting = null; // until the text field is answered

// Bring the page in line with the state; of the list ``most`` events at once, the others after it.
function update(most = Infinity) {
  const wanted = data.faces.find(({ key }) => key === state.clock) ?? data.faces[0];
  if (wanted !== face) turn(wanted);
  if (state.stretch && !hasOption(byId("stretch"), state.stretch)) {
    complain(`${state.stretch} is nothing on this clock`);
    state.stretch = "";
  }
  zoomed = state.zoom ? readStretch(state.zoom) : null;
  if (state.zoom && !zoomed) {
    complain(`no stretch \u201c${state.zoom}\u201d here`);
    state.zoom = "";
  }
  if (state.read) giveWay(state.read);
  document.documentElement.classList.toggle("filters", state.filters !== "");
  setFields();
  byId("lanes").value = state.lanes;
  now = verdicts();
  numbers = [];
  for (let number = 0; number < now.length; number += 1) if (now[number]) numbers.push(number);
  listed = inView(numbers);
  if (state.event) {
    const number = data.numbers.get(state.event);
    if (!listed.includes(number)) [zoomed, state.zoom, listed] = [null, "", numbers];
    from = Math.max(0, pageOf(listed.indexOf(number)));
  }
  enlist(most);
  redraw();
  tell();
  readOn();
}

// Show the event that is read, or the list again.
function readOn() {
  const number = state.read ? data.numbers.get(state.read) : null;
  reader.show(number, numbers, face, beside, now[number]);
}

// Read an event, one by one from there.
function startReading(id) {
  Object.assign(state, { read: id, event: "" });
  remember("pushState");
  update();
}

function turnTo(number) {
  state.read = data.events[number].id;
  remember("replaceState");
  readOn();
}

// Back to the list, at the event that was read.
function leave() {
  const id = state.read;
  state.read = "";
  goTo(id);
}

// So many events are in sight at most, whatever they are.
function inSight() {
  return Math.ceil((window.scrollY + window.innerHeight) / LOWEST);
}

// List the events that are in the answer; on paper all of them, else some at a time, and ``most``
// of these at once.
function enlist(most = Infinity) {
  const to = printing ? listed.length : Math.min(from + LISTED, listed.length);
  const start = printing ? 0 : from;
  list.show(face, beside, now, listed, start, to, most);
  chosen?.classList.remove("chosen");
  chosen = list.items[data.numbers.get(state.event)]?.node ?? null;
  chosen?.classList.add("chosen");
  byId("before").hidden = start === 0;
  byId("after").hidden = to === listed.length;
  byId("before").textContent = `${counts(start, "event")} before these`;
  byId("after").textContent = `${counts(listed.length - to, "event")} after these`;
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
  beside = face.key === ELAPSED ? zone : data.faces.find(({ key }) => key === ELAPSED);
  const counted = face.key === ELAPSED;
  byId("stretch-label").textContent = counted ? "Elapsed" : "Day";
  const options = face.stretches.map(([key, label]) => new Option(label, key));
  if (face.groups.some(([key]) => key === UNDATED)) options.push(new Option("Undated", UNDATED));
  byId("stretch").replaceChildren(new Option(counted ? "All" : "All days", ""), ...options);
}

// How much is shown and what is left out, for eyes, ears and paper.
function tell() {
  const { events } = data;
  const possible = numbers.filter((at) => now[at] === "possible" && !events[at].status).length;
  const others = state.stretch ? verdicts("") : []; // only a day leaves out what has none
  const undated = others.filter((one, at) => one && !now[at] && isUndated(at)).length;
  const outside = numbers.length - listed.length;
  const parts = [
    `${numbers.length} of ${counts(events.length, "event") || "0 events"}`,
    outside ? `${listed.length} in view` : "",
    possible ? `${possible} only possibly` : "",
    undated ? `${undated} without a known time left out` : "",
  ].filter(Boolean);
  const text = (complaint ? `${complaint}. ` : "") + parts.join(", ");
  if (byId("count").textContent !== text) byId("count").textContent = text;
  complaint = "";
  byId("nothing").hidden = numbers.length > 0;
  byId("sources").hidden = !numbers.some((number) => cited(events[number]).length);
  byId("read").hidden = !numbers.length;
  const asides = [parts.join(", "), ...askedFor(), byId("clock").selectedOptions[0].label];
  byId("printed").textContent = said(asides.filter(Boolean).join(" \u00b7 "));
}

function complain(text) {
  complaint = complaint ? `${complaint}; ${said(text)}` : said(text);
}

// Show an event: where the filters hide it, they give way.
function goTo(id) {
  Object.assign(state, { event: id, read: "" });
  giveWay(id);
  remember("pushState");
  update();
  reveal();
}

// Where the filters hide an event, they give way.
function giveWay(id) {
  const number = data.numbers.get(id);
  if (number === undefined || verdicts()[number]) return;
  Object.assign(state, UNFILTERED);
  complain("All events are shown");
}

function reveal() {
  const number = data.numbers.get(state.event);
  const item = list.items[number];
  if (!item) return;
  item.details.open = true;
  list.fill(number);
  item.article.focus({ preventScroll: true });
  bringUp(item.node, state.event);
}

// Below what stays above the events; again when what lies in between has its real height.
function bringUp(node, id, again = 3) {
  dock();
  node.scrollIntoView({ block: "start" });
  if (again) seen(() => state.event === id && bringUp(node, id, again - 1));
}

// Put the state into the address, behind the page's own, so that it can be shared; with ``later``
// when the answer has been seen.
function remember(how, later = false) {
  const parameters = new URLSearchParams();
  for (const [name, key] of Object.entries(NAMES)) {
    if (state[name] !== NOTHING[name]) parameters.set(key, state[name]);
  }
  if (how === "pushState") pay();
  owed = `#${parameters}`;
  if (later) seen(pay);
  else pay(how);
}

function pay(how = "replaceState") {
  if (owed === null) return;
  try {
    history[how](null, "", owed);
  } catch {
    // A page inside another may have no address of its own; it works without.
  }
  owed = null;
}

// Read the state from the address; what is unknown here is said, never obeyed in silence.
function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  owed = null;
  from = 0;
  for (const [name, key] of Object.entries(NAMES)) {
    state[name] = parameters.get(key) ?? NOTHING[name];
  }
  const unknown = {
    actor: !hasOption(byId("actor"), state.actor),
    tag: !hasOption(byId("tag"), state.tag),
    source: !hasOption(byId("source"), state.source),
    lanes: state.lanes && !hasOption(byId("lanes"), state.lanes),
    clock: !hasOption(byId("clock"), state.clock),
    event: state.event && !data.numbers.has(state.event),
    read: state.read && !data.numbers.has(state.read),
  };
  for (const name of Object.keys(unknown)) {
    if (!unknown[name]) continue;
    complain(`no ${name === "read" ? "event" : name} \u201c${state[name]}\u201d here`);
    state[name] = NOTHING[name];
  }
  if (setBehind()) unfold(true);
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
  const counted = "clock" in changes && [changes.clock, face.key].includes(ELAPSED);
  if ("stretch" in changes || counted) state.zoom = "";
  const typing = Object.keys(changes).join() === "text";
  remember("replaceState", typing);
  update(typing ? inSight() : Infinity);
}

furnish();
listen(change, () => {
  clearTimeout(waiting);
  waiting = setTimeout(typed, WAIT);
}, typed);
byId("read").addEventListener("click", () => startReading(data.events[listed[from] ?? numbers[0]].id));
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (reader.number === null ? byId("events") : reader.root).focus();
});
byId("skip").parentElement.addEventListener("click", (event) => {
  const link = event.target.closest("[data-actor], [data-event], [data-read]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { actor, event: id, read: other } = link.dataset;
  if (actor) change({ actor });
  else if (id) goTo(id);
  else startReading(other);
});
byId("before").addEventListener("click", () => leaf(-1));
byId("after").addEventListener("click", () => leaf(1));
window.addEventListener("popstate", read);
window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
new ResizeObserver(() => {
  if (printing || Math.abs(byId("chart").clientWidth - width) <= 1) return;
  width = 0;
  draw();
}).observe(byId("chart"));
const docked = new ResizeObserver(dock); // what stays in sight above the events
for (const id of ["filters", "figure"]) docked.observe(byId(id));
read();
prepare();
tellHeight();

// On paper nothing can be opened: every event shows all its claims, and the chart fits the sheet.
function print(start) {
  if (start === printing || state.read) return; // what is read is on paper as it stands
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
