// What the filters say of each event, as the core has it.

const searched = data.events.map((event) => fold(wordsOf(event)));

// A text for comparison: accents and case aside.
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
}

// What text: looks through on the command line: all that is written about an event, and names.
function wordsOf(event) {
  const every = (text) => (typeof text === "string" ? [text] : Object.values(text ?? {}));
  const claims = event.when.flatMap(({ quote, text }) => [quote, text]);
  const sources = event.sources.map((id) => data.sources.get(id)?.name || id);
  const actors = event.actors.map(({ id }) => data.actors.get(id).name);
  const texts = [event.title, event.text, event.note].flatMap(every);
  const rest = [event.id, event.quote, event.place, ...event.tags];
  return [...texts, ...rest, ...claims, ...sources, ...actors].filter(Boolean).join("\n");
}

// Whether each event is in the answer to the filters: "certain", "possible" or null.
function verdicts(stretch = state.stretch) {
  const members = state.actor ? membersOf(state.actor) : null;
  const sought = fold(state.text.trim());
  return data.events.map((event, number) => {
    if (members && !event.actors.some(({ id }) => members.has(id))) return null;
    if (sought && !searched[number].includes(sought)) return null;
    const inside = within(number, stretch);
    return inside === "certain" ? event.verdict : inside;
  });
}

// Whether an event is in a stretch: certain under every account, possible under some.
function within(number, stretch) {
  if (!stretch) return "certain";
  if (stretch === UNDATED) return isUndated(number) ? "certain" : null;
  const at = face.stretches.findIndex(([key]) => key === stretch);
  const spans = face.readings[number].at(-1);
  const may = spans.filter(([first, last]) => first <= at && at <= last);
  const sure = spans.filter(([, , first, last]) => first <= at && at <= last);
  if (!may.length) return null;
  return sure.length === spans.length ? "certain" : "possible";
}

function isUndated(number) {
  return face.groups[face.readings[number][0]][0] === UNDATED;
}

function hasOption(select, value) {
  return [...select.options].some((option) => option.value === value);
}
