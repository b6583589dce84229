// Lanes: the events of each actor, tag or source, those with most of them first.

const LANES = 12; // and one for all others
const HUES = 8, GREY = 9; // colours of their own, and that of all others
const KINDS = {
  actor: {
    label: "Actor",
    of: (event) => event.actors.map(({ id }) => id),
    name: (id) => called(data.actors, id),
  },
  tag: { label: "Tag", of: (event) => event.tags, name: (tag) => tag },
  source: { label: "Source", of: cited, name: (id) => called(data.sources, id) },
};
const ranked = new Map();

// What there is of a kind, by how many events have it; its colour is that of its rank.
function ranks(kind) {
  if (ranked.has(kind)) return ranked.get(kind);
  const counted = new Map();
  for (const event of data.events) {
    for (const id of new Set(KINDS[kind].of(event))) counted.set(id, (counted.get(id) ?? 0) + 1);
  }
  const order = [...counted].sort(([, one], [, other]) => other - one).map(([id]) => id);
  const found = new Map(order.map((id, rank) => [id, rank]));
  ranked.set(kind, found);
  return found;
}

// The lanes of a kind for these events, of which one may be in several; one without a name for no
// kind.
function lanesOf(kind, numbers) {
  if (!KINDS[kind]) return [{ name: "", hue: 0, numbers }];
  const rank = ranks(kind);
  const theirs = new Map();
  const none = [];
  for (const number of numbers) {
    const ids = new Set(KINDS[kind].of(data.events[number]));
    if (!ids.size) none.push(number);
    for (const id of ids) {
      if (!theirs.has(id)) theirs.set(id, []);
      theirs.get(id).push(number);
    }
  }
  const ids = [...theirs.keys()].sort((one, other) => rank.get(one) - rank.get(other));
  const lanes = ids.slice(0, LANES).map((id) => {
    const hue = rank.get(id) < HUES ? rank.get(id) + 1 : GREY;
    return { name: said(KINDS[kind].name(id)), hue, numbers: theirs.get(id) };
  });
  const others = [...new Set(ids.slice(LANES).flatMap((id) => theirs.get(id)))];
  const word = KINDS[kind].label.toLowerCase();
  if (others.length) {
    const name = `${ids.length - LANES} other ${word}s`;
    lanes.push({ name, hue: GREY, numbers: others.sort((one, other) => one - other) });
  }
  if (none.length) lanes.push({ name: `No ${word}`, hue: GREY, numbers: none });
  return lanes;
}
