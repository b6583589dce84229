// Reading: one event after the other, large, with what each source says of it.

// A time on a face in words: "between 12:00 and 12:19", "about 12:00", "from 9:00 until 11:00".
function inWords(when) {
  const bound = (text, lasts) => {
    const range = /^(.*?)\u2013(.*)$/.exec(text);
    if (range) return `${lasts ? "some time " : ""}between ${range[1].trim()} and ${range[2].trim()}`;
    if (text === "some time") return "some time that day";
    return text.replace(/(^|, | )~\s*/, (_, before) => `${before}about `);
  };
  const one = (text) => {
    const [start, end] = text.split(" \u2192 ");
    if (end === undefined) return bound(start);
    return start ? `from ${bound(start)} until ${bound(end)}` : `until ${bound(end)}`;
  };
  return when.split(" or ").map(one).join(", or ");
}

class Reader {
  // ``turned`` is called with the number of the event to turn to, ``left`` when reading ends.
  constructor(list, { turned, left }) {
    this.list = list;
    this.root = byId("reading");
    this.turned = turned;
    this.number = null;
    this.numbers = [];
    for (const [id, way] of [["previous", -1], ["next", 1], ["previous-below", -1], ["next-below", 1]]) {
      byId(id).addEventListener("click", () => this.turn(this.at() + way));
    }
    byId("leave").addEventListener("click", left);
    document.addEventListener("keydown", (event) => this.key(event, left));
  }

  at() {
    return this.numbers.indexOf(this.number);
  }

  turn(at) {
    const number = this.numbers[at];
    if (number !== undefined && number !== this.number) this.turned(number);
  }

  // Arrows, Home, End and Escape anywhere but in fields; letters only where one reads.
  key(event, left) {
    if (this.root.hidden || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest?.("input, select, textarea")) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    const letters = this.root.contains(document.activeElement) ? { k: -1, j: 1 } : {};
    const ends = { Home: 0, End: this.numbers.length - 1 };
    const step = steps[event.key] ?? letters[event.key];
    if (event.key === "Escape") left();
    else if (step !== undefined) this.turn(this.at() + step);
    else if (event.key in ends) this.turn(ends[event.key]);
    else return;
    event.preventDefault();
  }

  // Show an event of those that the filters let pass, or none.
  show(number, numbers, face, beside, verdict) {
    const before = this.number;
    [this.number, this.numbers] = [number, numbers];
    this.root.hidden = number === null;
    document.body.classList.toggle("reads", number !== null);
    if (number === null) return;
    const at = this.at();
    byId("place").textContent = [
      `${at + 1} of ${counts(numbers.length, "event")}`,
      ...askedFor().map(said),
    ].join(" \u00b7 ");
    this.neighbour("previous", numbers[at - 1]);
    this.neighbour("next", numbers[at + 1]);
    byId("leaf").replaceChildren(...this.leaf(number, face, beside, verdict));
    if (before !== null && before !== number) {
      const title = said(data.titles[number]);
      byId("heard").textContent = `${at + 1} of ${numbers.length}: ${title}, ${this.time(number, face)}`;
    }
    if (EMBEDDED && before === null && !navigator.userActivation?.hasBeenActive) return;
    if (!this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start" });
  }

  // The buttons to an event beside this one; who has pressed one stays on it, even at the end.
  neighbour(way, number) {
    const below = byId(`${way}-below`);
    const there = number !== undefined;
    byId(way).setAttribute("aria-disabled", String(!there));
    below.hidden = !there;
    if (there) below.lastElementChild.textContent = said(data.titles[number]);
  }

  // The day and the time in words.
  time(number, face) {
    const [group, when, full] = readingOf(face, number);
    const [key, heading] = face.groups[group];
    if (key === UNDATED || face.key === ELAPSED || key.startsWith("..")) return inWords(full);
    return full === when ? inWords(full) : `${heading}, ${inWords(when)}`;
  }

  leaf(number, face, beside, verdict) {
    const event = data.events[number];
    const [titleTag, textTag, noteTag] = data.languages[number];
    const { list } = this;
    const marks = [
      verdict === "possible" && !event.status ? "possible" : "",
      event.status,
      event.disputed ? "disputed" : "",
      event.alternative ? "alternatives" : "",
      event.conflicted ? "in conflict" : "",
    ].filter(Boolean);
    const other = known(momentsOf(face, number)) ? beside && readingOf(beside, number)[2] : "";
    const clocks = face.key === ELAPSED
      ? [`since ${face.label}`, other ? `${beside.label}: ${other}` : ""]
      : [face.label, other ? `elapsed ${other}` : ""];
    return [
      element("p", { class: "when", lang: "en" }, this.time(number, face)),
      element("p", { class: "beside" }, said(clocks.filter(Boolean).join(" \u00b7 "))),
      element(
        "h2",
        { id: "reading-title", dir: "auto", lang: list.foreign(titleTag) },
        said(data.titles[number]),
      ),
      marks.length ? element("p", { class: "marks", lang: "en" }, ...marks.map(badge)) : null,
      ...list.paragraphs("text", chosenText(event.text, textTag), textTag),
      event.quote ? element("blockquote", { dir: "auto" }, said(event.quote)) : null,
      ...pictures(number),
      ...list.paragraphs("note", chosenText(event.note, noteTag), noteTag),
      list.who(event),
      this.tellings(event, number, face),
      ...this.others(event),
    ].filter(Boolean);
  }

  // What each source says: its claims with their words, or that it happened.
  tellings(event, number, face) {
    const told = new Map();
    event.when.forEach((claim, place) => {
      if (!told.has(claim.source)) told.set(claim.source, []);
      told.get(claim.source).push(this.claim(claim, readingOf(face, number)[4][place]));
    });
    for (const source of event.sources) if (!told.has(source)) told.set(source, []);
    if (!told.size) return null;
    const items = [...told].map(([source, claims]) =>
      element("li", {}, element("p", { class: "teller" }, ...this.teller(source, claims)), ...claims),
    );
    const heading = element("h3", { lang: "en" }, "What each source says");
    return element("section", { class: "tellings" }, heading, element("ul", {}, ...items));
  }

  teller(source, claims) {
    const name = source === null
      ? [element("span", { lang: "en" }, "The author")]
      : this.list.reference(source);
    return claims.length ? name : [...name, element("span", { lang: "en" }, " tells of it")];
  }

  claim(claim, states) {
    const keys = ["from", "to", "for"].filter((key) => claim[key] !== undefined);
    const phrase = claim.is ?? keys.map((key) => `${key} ${claim[key]}`).join(" ");
    const asides = [
      claim.at && ["at ", named(claim.at)],
      claim.via && ["via ", named(claim.via)],
      claim.confidence && [`${said(claim.confidence)} confidence`],
      claim.url && [address(claim.url)],
      ...(claim.free ?? []).map(([name, text]) => [`${name}: `, address(text)]),
      claim.rejected && ["rejected: ", named(claim.rejected)],
    ].filter(Boolean);
    const time = states && states !== phrase ? ` (${inWords(states)})` : "";
    return element(
      "div",
      { class: claim.rejected ? "claim rejected" : "claim" },
      element("p", {}, this.phrase(phrase, claim.rejected), time),
      claim.quote ? element("blockquote", { dir: "auto" }, said(claim.quote)) : null,
      claim.text ? element("p", { dir: "auto" }, said(claim.text)) : null,
      asides.length ? element("p", { class: "who" }, ...between(asides, ["; "]).flat()) : null,
    );
  }

  // A phrase as it is written; the events that it names are links.
  phrase(phrase, rejected) {
    const parts = said(phrase).split(/(@[\p{L}\p{N}_-]+)/u).map((part) => {
      const id = part.slice(1);
      if (part[0] !== "@" || !data.numbers.has(id)) return part;
      const link = element("a", { href: `#read=${encodeURIComponent(id)}` }, part);
      link.title = said(data.titles[data.numbers.get(id)]);
      link.dataset.read = id;
      return link;
    });
    return element(rejected ? "s" : "span", { class: "phrase" }, element("bdi", {}, ...parts));
  }

  // Other events, tags and addresses; a link leads from event to event.
  others(event) {
    const effects = data.events.filter(({ caused_by: causes }) => causes.includes(event.id));
    const lines = [
      ["Followed from", event.caused_by.map((id) => this.list.other(id, "read"))],
      ["Led to", effects.map(({ id }) => this.list.other(id, "read"))],
      ["Part of", event.part_of ? [this.list.other(event.part_of, "read")] : []],
      ["Tags", event.tags.map((tag) => named(tag))],
      ["Address", event.url ? [address(event.url)] : []],
      ...(event.free ?? []).map(([name, text]) => [name, [address(text)]]),
    ];
    return lines.filter(([, found]) => found.length).map(([name, found]) => {
      const label = element("span", { lang: "en" }, `${name}: `);
      return element("p", { class: "others" }, label, ...between(found, ", "));
    });
  }
}
