// The filters: what they offer, and what they say of each event, as the core has it.

const UNFILTERED = {
  actor: "", tag: "", source: "", stretch: "", text: "", disputed: "", certain: "",
};
const CHOICES = ["actor", "tag", "source", "stretch"]; // lists
const TICKS = ["disputed", "certain"];
const AT_ONCE = 200; // events whose words are folded while nobody waits for it
let told = null; // the last answer to the filters, and to what
const searched = []; // of each event all that the text field looks through, folded

// A text for comparison: accents and case aside.
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
}

// What text: looks through on the command line: all that is written about an event, and names.
function wordsOf(event) {
  const every = (text) => (typeof text === "string" ? [text] : Object.values(text ?? {}));
  const claims = event.when.flatMap(({ quote, text }) => [quote, text]);
  const shown = event.media.flatMap(({ caption, credit, alt }) => [caption, credit, alt]);
  const sources = event.sources.map((id) => data.sources.get(id)?.name || id);
  const actors = event.actors.map(({ id }) => data.actors.get(id).name);
  const texts = [event.title, event.text, event.note].flatMap(every);
  const rest = [event.id, event.quote, event.place, ...event.tags, ...shown];
  return [...texts, ...rest, ...claims, ...sources, ...actors].filter(Boolean).join("\n");
}

function wordsAt(number) {
  return (searched[number] ??= fold(wordsOf(data.events[number])));
}

// Fold the words of all events while the page is idle, so that the first letter has its answer.
function prepare(number = 0) {
  const stop = Math.min(number + AT_ONCE, data.events.length);
  for (let at = number; at < stop; at += 1) wordsAt(at);
  if (stop < data.events.length) idly(() => prepare(stop));
}

// Whether each event is in the answer to the filters: "certain", "possible" or null. Where a text
// has only become longer, what is left is among what there was.
function verdicts(stretch = state.stretch) {
  const sought = fold(state.text.trim());
  const others = JSON.stringify([face.key, stretch, ...TICKS.concat(CHOICES).map((name) => state[name])]);
  const narrower = told?.others === others && sought.includes(told.sought);
  const found = narrower ? told.found.slice() : everyVerdict(stretch);
  for (let number = 0; sought && number < found.length; number += 1) {
    if (found[number] && !wordsAt(number).includes(sought)) found[number] = null;
  }
  if (stretch === state.stretch) told = { others, sought, found };
  return found;
}

// The same by all filters but the text.
function everyVerdict(stretch) {
  const members = state.actor ? membersOf(state.actor) : null;
  return data.events.map((event, number) => {
    if (members && !event.actors.some(({ id }) => members.has(id))) return null;
    if (state.tag && !event.tags.includes(state.tag)) return null;
    if (state.source && !event.sources.includes(state.source)) return null;
    if (state.disputed && !event.disputed) return null;
    const inside = within(number, stretch);
    const verdict = inside === "certain" ? event.verdict : inside;
    return state.certain && verdict !== "certain" ? null : verdict;
  });
}

// Whether an event is in a stretch: certain under every account, possible under some.
function within(number, stretch) {
  if (!stretch) return "certain";
  if (stretch === UNDATED) return isUndated(number) ? "certain" : null;
  const at = face.stretches.findIndex(([key]) => key === stretch);
  const spans = readingOf(face, number).at(-1);
  const may = spans.filter(([first, last]) => first <= at && at <= last);
  const sure = spans.filter(([, , first, last]) => first <= at && at <= last);
  if (!may.length) return null;
  return sure.length === spans.length ? "certain" : "possible";
}

function isUndated(number) {
  return face.groups[face.group[number]][0] === UNDATED;
}

// What occurs in the events, each with how often: nothing else is offered.
function offer() {
  const above = (event) => reached(event.actors.map(({ id }) => id), (id) => data.actors.get(id)?.of);
  const kinds = [
    ["actor", "Everyone", above, (id) => called(data.actors, id)],
    ["tag", "All tags", (event) => new Set(event.tags), (tag) => tag],
    ["source", "All sources", (event) => new Set(event.sources), (id) => called(data.sources, id)],
  ];
  for (const [kind, all, found, name] of kinds) {
    const counted = new Map();
    for (const event of data.events) {
      for (const id of found(event)) counted.set(id, (counted.get(id) ?? 0) + 1);
    }
    const listed = [...counted].map(([id, count]) => [said(name(id)), id, count]);
    listed.sort(([a], [b]) => a.localeCompare(b, locale));
    const options = listed.map(([text, id, count]) => new Option(`${text} (${count})`, id));
    byId(kind).append(new Option(all, ""), ...options);
    byId(kind).parentElement.hidden = !options.length;
  }
  const disputed = data.events.filter((event) => event.disputed).length;
  byId("disputed").nextElementSibling.textContent = `Disputed only (${disputed})`;
  byId("disputed").parentElement.hidden = !disputed;
}

// Show in the fields what is asked for.
function setFields() {
  for (const name of [...CHOICES, "text", "clock"]) {
    if (byId(name).value !== state[name]) byId(name).value = state[name];
  }
  for (const name of TICKS) byId(name).checked = state[name] !== "";
  byId("clear").hidden = !isFiltered();
  const behind = setBehind();
  byId("more").textContent = behind ? `More filters (${behind})` : "More filters";
}

// How many of the fields that a narrow window keeps behind a button are set.
function setBehind() {
  return [...CHOICES, ...TICKS, "clock"].filter((name) => state[name] !== NOTHING[name]).length;
}

// Show or put away those fields; a wide window has all of them in sight in any case.
function unfold(open) {
  byId("more").setAttribute("aria-expanded", String(open));
}

function isFiltered() {
  return Object.keys(UNFILTERED).some((name) => state[name]);
}

// What is asked for, in words.
function askedFor() {
  const chosen = (name) => byId(name).selectedOptions[0].label.replace(/ \(\d+\)$/, "");
  return [
    ...["actor", "tag", "source"].map((name) => (state[name] ? `${name}: ${chosen(name)}` : "")),
    state.stretch ? chosen("stretch") : "",
    state.text ? `text: ${state.text}` : "",
    state.disputed ? "disputed only" : "",
    state.certain ? "certain only" : "",
  ].filter(Boolean);
}

function hasOption(select, value) {
  return [...select.options].some((option) => option.value === value);
}

// Hear of every change of a field; of the text field after a moment, or at once on Enter.
function listen(changed, typing, typed) {
  for (const name of [...CHOICES, "clock"]) {
    byId(name).addEventListener("change", (event) => changed({ [name]: event.target.value }));
  }
  for (const name of TICKS) {
    byId(name).addEventListener("change", (event) => changed({ [name]: event.target.checked ? "yes" : "" }));
  }
  byId("text").addEventListener("input", typing);
  byId("more").addEventListener("click", (event) => {
    unfold(event.currentTarget.getAttribute("aria-expanded") === "false");
  });
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    typed();
  });
  byId("clear").addEventListener("click", () => {
    changed({ ...UNFILTERED });
    byId("text").focus();
  });
}
