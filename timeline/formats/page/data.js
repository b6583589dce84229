// What does not change while the page is read: the data, their names, what is left out of them.

const byId = (id) => document.getElementById(id);
const page = JSON.parse(byId("document").textContent);
const data = { ...page, ...JSON.parse(byId("view").textContent) };
data.actors = new Map(Object.entries(data.actors));
data.sources = new Map(Object.entries(data.sources));
data.numbers = new Map(data.events.map(({ id }, number) => [id, number]));
data.titles = data.events.map(({ id, title }, number) => {
  return chosenText(title, data.languages[number][0]) || id;
});

const UNDATED = "undated", ELAPSED = "elapsed";
const locale = knownLocale(data.lang);

// The text of a language, where there are several.
function chosenText(text, tag) {
  return text !== null && typeof text === "object" ? text[tag] : text;
}

// How the browser writes days: as British English does for English, else by the language's custom.
function knownLocale(tag) {
  if (/^en\b/i.test(tag)) return "en-GB";
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en-GB";
  } catch {
    return "en-GB";
  }
}

// What a few lead to, step by step, and they themselves.
function reached(first, steps) {
  const found = new Set(first);
  for (const one of found) for (const next of steps(one) ?? []) found.add(next);
  return found;
}

// Do something while nobody waits for the page.
function idly(callback) {
  (window.requestIdleCallback ?? setTimeout)(callback);
}

// Do something when what has changed is seen.
function seen(callback) {
  requestAnimationFrame(() => setTimeout(callback));
}

// An actor and all that belong to it, directly or not.
function membersOf(actor) {
  const below = new Map();
  for (const [id, { of }] of data.actors) {
    for (const above of of) below.set(above, (below.get(above) ?? new Set()).add(id));
  }
  return reached([actor], (id) => below.get(id));
}

// What does not change: names, filters, what this page leaves out.
function furnish() {
  document.title = byId("title").textContent = said(data.title);
  offer();
  const options = data.faces.map(({ key, label }) => {
    return new Option(key === ELAPSED ? `Elapsed (since ${said(label)})` : said(label), key);
  });
  byId("clock").append(...options);
  byId("facts").append(...facts());
  for (const text of remarks()) byId("remarks").append(element("li", {}, text));
}

// One sentence on what this is, and one on what is not in it.
function facts() {
  const { shown, total, undated } = data.counts;
  const days = data.faces[0].groups.filter(([key]) => /^\d/.test(key)).sort();
  const [first, last] = [days[0], days.at(-1)].map((day) => (day ? named(day[1]) : ""));
  const span = days.length > 1 ? [" from ", first, " to ", last] : days.length ? [", ", first] : [];
  const sources = new Set(data.events.flatMap(cited)).size;
  const terms = data.query.terms.map(({ field, value, negated }) => {
    return `${negated ? "not " : ""}${field} ${said(value)}`;
  });
  if (data.query.certain) terms.push("certain ones only");
  if (data.counts.limited) terms.push(`${data.counts.limited} more left out by a limit`);
  const left = [
    undated ? `${undated} without a known time left out` : "",
    data.broken ? `${data.broken} could not be read` : "",
  ].filter(Boolean);
  const number = shown < total ? `${shown} of ${counts(total, "event")}` : counts(shown, "event");
  return [
    number || "No events",
    terms.length ? element("bdi", {}, ` (${terms.join(", ")})`) : "",
    ...span,
    sources ? `, told by ${counts(sources, "source")}` : "",
    left.length ? `. ${left.join(", ")}.` : ".",
  ];
}

function remarks() {
  const files = data.timeline.files.map(said).join(", ");
  return [
    ...data.notes.map(said),
    "Times are as uncertain as the sources leave them; ranges are rounded outwards.",
    files ? `Made by crisis from ${files}.` : "Made by crisis.",
  ];
}
