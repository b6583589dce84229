// What does not change while the page is read: the data, their names, what is left out of them.

const NO_LANGUAGES = ["", "", ""], NOTHING_SHOWN = [];
const CLAIM_TEXTS = ["is", "from", "to", "for", "at", "via", "text", "url", "quote", "rejected"];
const byId = (id) => document.getElementById(id);
const page = JSON.parse(byId("document").textContent);
const data = { ...page, ...JSON.parse(byId("view").textContent) };
data.actors = new Map(Object.entries(data.actors));
data.sources = new Map(Object.entries(data.sources));
const { names, texts } = page;
const rows = page.events;
data.events = rows.map(eventOf);
data.languages = rows.map(({ languages }) => languages ?? NO_LANGUAGES);
data.named = rows.map(namedOf);
data.media = rows.map(({ shown }) => shown ?? NOTHING_SHOWN);
data.numbers = new Map(data.events.map(({ id }, number) => [id, number]));
data.titles = data.events.map(({ id, title }, number) => {
  return chosenText(title, data.languages[number][0]) || id;
});

const UNDATED = "undated", ELAPSED = "elapsed";
const locale = knownLocale(data.lang);

// An event as its row has it, and what is usual where the row says nothing (page_packed.py).
function eventOf(row) {
  const { file = 0, when = [] } = row;
  return {
    id: row.id,
    title: written(row.title),
    disputed: row.disputed ?? false,
    agreement: row.agreement ?? null,
    conflicted: row.conflicted ?? false,
    alternative: row.alternative ?? false,
    when: Array.isArray(when) ? when.map(claimOf) : [{ is: written(when), source: null }],
    verdict: row.verdict ?? "certain",
    ordered: row.ordered ?? true,
    follows: row.follows ?? NOTHING_SHOWN,
    status: row.status ?? null,
    actors: (row.actors ?? []).map((part) => {
      const [number, role] = Array.isArray(part) ? part : [part, null];
      return { id: names.actors[number], role };
    }),
    sources: (row.sources ?? []).map((number) => names.sources[number]),
    tags: (row.tags ?? []).map((number) => names.tags[number]),
    caused_by: row.caused_by ?? [],
    part_of: row.part_of ?? null,
    text: written(row.text),
    note: written(row.note),
    quote: written(row.quote),
    place: written(row.place),
    url: written(row.url),
    media: row.media ?? NOTHING_SHOWN,
    free: row.free ?? null,
    origin: { file: names.files[file], line: row.line },
  };
}

// A text that stands here or, where it comes again, among all that do.
function written(text) {
  return typeof text === "number" ? texts[text] : (text ?? null);
}

function claimOf(row) {
  const claim = { ...row, source: names.sources[row.source] ?? null };
  for (const key of CLAIM_TEXTS) if (key in claim) claim[key] = written(claim[key]);
  return claim;
}

// Who is named at the time of an event, who at its title, and who is told apart.
function namedOf({ named }, number) {
  if (!named) return { time: [], title: data.events[number].sources, apart: [] };
  const [time, title, apart] = named;
  const name = (source) => (source === null ? null : names.sources[source]);
  return {
    time: time.map(name),
    title: title.map(name),
    apart: apart.map(([source, fate]) => [name(source), fate]),
  };
}

// What a face tells of an event: its group, its time in the group and in full, the times of
// accounts and of claims, and the stretches that each account touches, possibly and certainly.
function readingOf(face, number) {
  face.told ??= [];
  return (face.told[number] ??= columnsOf(face, number));
}

function columnsOf(face, number) {
  face.own ??= face.groups.map(([group]) => face.stretches.findIndex(([key]) => key === group));
  const [group, when] = [face.group[number], face.when[number]];
  const own = face.own[group];
  return [
    group,
    when,
    face.full[number] ?? face.leads[group] + when,
    face.accounts[number] ?? [],
    face.claims[number] ?? data.events[number].when.map(({ is }) => (face.says && is) || ""),
    face.spans[number] ?? [[own, own, own, own]],
  ];
}

// The start and the end of each account of an event on a face; those of all zones are the same.
function momentsOf(face, number) {
  const kept = face.less === undefined && !face.moments ? data : face;
  kept.known ??= [];
  return (kept.known[number] ??= accountsOf(face.moments ?? data.moments, face.less ?? 0, number));
}

function accountsOf({ base, step, at }, less, number) {
  const moment = (count) => (count === null ? null : base + count * step - less);
  const times = (ends) => {
    const [start, stop, first, last] = ends.map(moment);
    return [[start, stop], ends.length > 2 ? [first, last] : null];
  };
  const found = at[number];
  if (!Array.isArray(found)) return [times([found, found])];
  return found.length && !Array.isArray(found[0]) ? [times(found)] : found.map(times);
}

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

// What an actor or a source is called among the others: with its id where two have one name.
function called(known, id) {
  const name = (one) => known.get(one)?.name || one;
  if (!shared.has(known)) {
    const seen = new Set();
    const twice = [...known.keys()].map(name).filter((text) => seen.has(text) || !seen.add(text));
    shared.set(known, new Set(twice));
  }
  return shared.get(known).has(name(id)) ? `${name(id)} [${id}]` : name(id);
}

const shared = new Map();

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
