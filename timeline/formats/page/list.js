// The events under headings. Every text of the timeline becomes a text node, never markup.

// As escape.py has it: what cannot be seen, and what shapes the letter before it.
const UNSEEN =
  "\\0-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f" +
  "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\uffa0\\ufff0-\\ufffb" +
  "\\ufffe\\uffff\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}";
const SELECTORS = "\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";
const JOINERS = "\\u200c\\u200d";
const HIDDEN = new RegExp(
  `(?<=[0-9#*]|[^\\0-\\x7f${UNSEEN}${SELECTORS}${JOINERS}\\s])([${SELECTORS}])` +
    `|(?<=[^\\0-\\x7f${UNSEEN}${JOINERS}\\s])([${JOINERS}])` +
    `|[${UNSEEN}${SELECTORS}${JOINERS}]`,
  "gu",
);

const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/; // most texts have nothing of it

const LOOSE = `may have been ${data.query.reverse ? "after" : "before"} the one above`;

// A text on one line, with what cannot be seen in it as visible escapes.
function said(text) {
  if (PLAIN.test(text)) return text;
  return text.trim().replace(/[ \t]*[\r\n]\s*/g, " ").replace(HIDDEN, (sign, selector, joiner) => {
    if (selector || joiner) return sign;
    const code = sign.codePointAt(0).toString(16);
    if (code.length > 4) return `\\U${code.padStart(8, "0")}`;
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });
}

// An element. Strings among its children are text; null and "" are left out.
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const key in attributes) {
    if (attributes[key] !== null) made.setAttribute(key, attributes[key]);
  }
  for (const child of children) if (child !== null && child !== "") made.append(child);
  return made;
}

// A name or a text from the timeline, kept apart from the direction of the text around it.
function named(text, attributes = {}) {
  return element("bdi", attributes, said(text));
}

// Bring the children of a node in line with a list; what stays is not touched.
function align(parent, nodes) {
  const kept = new Set(nodes);
  const gone = [...parent.children].filter((child) => !kept.has(child));
  if (gone.length === parent.childElementCount) return parent.replaceChildren(...nodes);
  for (const child of gone) child.remove();
  let next = parent.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else parent.insertBefore(node, next);
  }
}

function between(items, separator) {
  return items.flatMap((item, place) => (place ? [separator, item] : [item]));
}

// A link only to the web: a text that names another scheme stays a text.
function webLink(address, ...children) {
  let target = null;
  try {
    target = new URL(address);
  } catch {
    return null;
  }
  if (target.protocol !== "https:" && target.protocol !== "http:") return null;
  return element("a", { href: target.href, rel: "noopener noreferrer", target: BESIDE }, ...children);
}

function address(url) {
  return webLink(url, named(url)) ?? named(url);
}

const BESIDES = 60; // events that are shown in one go when nobody waits for them
const citations = new Map(); // of events, looked up again and again

class List {
  constructor(root, shelf) {
    this.root = root;
    this.shelf = this.references(shelf);
    this.items = []; // made when they are first shown
    this.sections = new Map();
    this.turn = 0; // of showing: what an earlier one has left for later is not wanted any more
  }

  // Show the events numbers[from] to numbers[to - 1] under the headings that they have on a face,
  // with the time on another face beside. ``verdicts`` tell which are only possible. Only the first
  // ``most`` are shown at once, the others while nobody waits.
  show(face, beside, verdicts, numbers, from, to, most = Infinity) {
    if (this.face !== face) this.sections = new Map();
    Object.assign(this, { face, beside, verdicts, numbers, from });
    this.above = this.rowsAbove(from, Math.min(to, numbers.length));
    this.turn += 1;
    this.begin(Math.min(from + most, to, numbers.length), Math.min(to, numbers.length));
    const used = new Set();
    for (const number of numbers) {
      if (used.size === this.shelf.size) break;
      for (const id of cited(data.events[number])) used.add(id);
    }
    for (const [id, { node }] of this.shelf) {
      if (node.hidden === used.has(id)) node.hidden = !used.has(id);
    }
  }

  // Show the first of the events, up to one place, and after a moment those up to another.
  begin(stop, to) {
    const focused = document.activeElement;
    align(this.root, this.grouped(this.from, stop).map((group) => this.section(...group)));
    if (document.activeElement !== focused && this.root.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
    this.goOn(stop, to);
  }

  // Show those behind them, some at a time, unless something else is to be shown by then.
  goOn(at, to) {
    if (at === to) return;
    const { turn } = this;
    idly(() => {
      if (turn !== this.turn) return;
      const stop = Math.min(at + BESIDES, to);
      for (const group of this.grouped(at, stop)) {
        const section = this.section(...group, true);
        if (!section.isConnected) this.root.append(section);
      }
      this.goOn(stop, to);
    });
  }

  // By the number of each event from one place to another that of the one shown above it.
  rowsAbove(from, to) {
    const { numbers, face } = this;
    const groups = new Map();
    for (let at = from; at < to; at += 1) {
      const group = face.group[numbers[at]];
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(numbers[at]);
    }
    let last = from ? numbers[from - 1] : null;
    return new Map([...groups.values()].flat().map((number) => {
      const above = last;
      last = number;
      return [number, above];
    }));
  }

  // The entries of the events from one place to another, by the group of each.
  grouped(from, to) {
    const { numbers, verdicts, face, beside } = this;
    const groups = new Map();
    for (let at = from; at < to; at += 1) {
      const number = numbers[at];
      const item = (this.items[number] ??= this.item(data.events[number], number));
      if (item.face !== face || item.other !== beside) this.time(number, beside);
      this.doubt(item, number, verdicts[number], this.above.get(number));
      const group = face.group[number];
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(item.node);
    }
    return [...groups];
  }

  // Give the section of a group its entries, touching none that stay in sight.
  section(group, nodes, more = false) {
    if (!this.sections.has(group)) this.sections.set(group, this.headed(group));
    const section = this.sections.get(group);
    const list = section.lastElementChild;
    if (!section.isConnected) list.replaceChildren(...nodes);
    else if (more) list.append(...nodes);
    else align(list, nodes);
    return section;
  }

  headed(group) {
    const id = `group-${group}`;
    const heading = element("h2", { id, dir: "auto" }, this.face.groups[group][1]);
    return element("section", {}, heading, element("ol", { "aria-labelledby": id }));
  }

  // What depends on the others: whether it is only possible, and whether it may be before the one
  // ``above``.
  doubt(item, number, verdict, above) {
    const possible = verdict === "possible" && data.events[number].status === null;
    if (possible) item.possible ??= this.possible(item);
    if (item.possible) item.possible.hidden = !possible;
    item.marks.hidden = !possible && item.marks.childElementCount === (item.possible ? 1 : 0);
    const loose = above !== null && !this.ordered(above, number);
    if (loose) item.loose ??= this.loose(item);
    if (item.loose) item.loose.hidden = !loose;
  }

  possible(item) {
    item.marks.prepend(badge("possible"));
    return item.marks.firstElementChild;
  }

  loose(item) {
    const sign = element("span", { "aria-hidden": "true" }, "\u2195");
    const words = element("span", { class: "unseen" }, `, ${LOOSE}`);
    const node = element("span", { class: "loose", title: LOOSE, lang: "en" }, sign, words);
    item.beside.before(node);
    return node;
  }

  // Tell the times of an event on the face; of claims only what they do not say so themselves.
  time(number, beside) {
    const item = this.items[number];
    const [, when, , accounts, claims] = readingOf(this.face, number);
    item.when.textContent = when;
    item.accounts.forEach((node, place) => (node.textContent = accounts[place]));
    item.claims.forEach(({ node, phrase }, place) => {
      const text = claims[place];
      node.textContent = text && text !== phrase ? ` (${text})` : "";
    });
    const other = known(momentsOf(this.face, number)) ? beside && readingOf(beside, number)[2] : "";
    item.beside.textContent = other ?? "";
    item.other = beside;
    item.face = this.face;
  }

  // Whether an event certainly does not come before the one shown above it, in reverse not after.
  ordered(above, number) {
    const { events, faces } = data;
    const [first, second] = [momentsOf(faces[0], above), momentsOf(faces[0], number)];
    if (!known(first) || !known(second)) return true;
    const [early, late] = data.query.reverse ? [second, first] : [first, second];
    if (startsBy(early, late) || events[number].follows.includes(above)) return true;
    if (above > number) return false;
    for (let at = above + 1; at <= number; at += 1) {
      if (!events[at].ordered) return false;
    }
    return true;
  }

  item(event, number) {
    const item = { accounts: [], claims: [] };
    const id = `event-${number}`;
    item.when = element("span", { class: "when" });
    item.beside = element("span", { class: "beside" });
    const [titleTag, textTag, noteTag] = data.languages[number];
    const { time, title, apart } = data.named[number];
    const heading = element(
      "h3",
      { id, dir: "auto", lang: this.foreign(titleTag) },
      said(data.titles[number]),
    );
    item.marks = element("p", { class: "marks", lang: "en" });
    if (event.status) item.marks.append(badge(event.status));
    if (event.disputed) item.marks.append(badge("disputed"));
    if (event.alternative) item.marks.append(badge("alternatives"));
    if (event.conflicted) item.marks.append(badge("in conflict"));
    item.article = element(
      "article",
      { "aria-labelledby": id, tabindex: "-1" },
      element(
        "p",
        { class: "time" },
        item.when,
        ...time.map((source) => this.cite(source)),
        item.beside,
      ),
      element(
        "div",
        { class: "body" },
        element("div", { class: "headline" }, heading, ...title.map((id) => this.cite(id))),
        item.marks,
        ...this.paragraphs("text", chosenText(event.text, textTag), textTag),
        event.quote ? element("blockquote", { dir: "auto" }, said(event.quote)) : null,
        ...this.paragraphs("note", chosenText(event.note, noteTag), noteTag),
        ...pictures(number),
        this.who(event),
        this.disagreement(event, apart, item),
        this.particulars(event, number, item),
      ),
    );
    item.node = element("li", { class: "event" }, item.article);
    return item;
  }

  foreign(tag) {
    return tag && tag !== data.lang ? tag : null;
  }

  paragraphs(name, text, tag) {
    const parts = (text ?? "").split(/\n\s*\n/).filter((part) => part.trim());
    const lang = this.foreign(tag);
    return parts.map((part) => element("p", { class: name, dir: "auto", lang }, said(part)));
  }

  who(event) {
    if (!event.actors.length && !event.place) return null;
    const actors = event.actors.map(({ id, role }) => {
      const name = data.actors.get(id).name;
      const href = `#actor=${encodeURIComponent(id)}`;
      const link = element("a", { href, "data-actor": id, title: "All events of this actor" });
      link.append(named(name));
      return role ? element("span", {}, link, " (", named(role), ")") : link;
    });
    const place = event.place ? [element("span", { class: "place" }, named(event.place))] : [];
    return element("p", { class: "who" }, ...between([...actors, ...place], ", "));
  }

  // What those say whose time it is not is always in sight, each with its source.
  disagreement(event, apart, item) {
    if (!apart.length) return null;
    const told = event.disputed
      ? "Accounts that cannot all be true"
      : event.agreement === "differing"
        ? "Accounts that differ"
        : "What else is said of it";
    const accounts = apart.map(([source, fate]) => {
      const time = element("span", { class: "reading" });
      item.accounts.push(time);
      const doubt = fate ? [" ", badge(fate)] : []; // "ruled out", or "in conflict"
      return element("li", {}, time, " ", this.source(source), this.cite(source), ...doubt);
    });
    const kind = event.disputed ? "accounts disputed" : "accounts";
    return element(
      "div",
      { class: kind },
      element("p", { lang: "en" }, told),
      element("ul", {}, ...accounts),
    );
  }

  // Every source that is cited, once and with a number, behind the events.
  references(shelf) {
    const ids = new Set(data.events.flatMap(cited));
    const listed = [...data.sources.keys()].filter((id) => ids.has(id));
    const all = [...listed, ...[...ids].filter((id) => !data.sources.has(id))];
    const found = all.map((id, place) => {
      const number = place + 1;
      return [id, { number, node: element("li", { value: number }, ...this.reference(id)) }];
    });
    shelf.append(...found.map(([, { node }]) => node));
    return new Map(found);
  }

  source(id) {
    if (id === null) return element("span", { lang: "en" }, "the author");
    return element("span", {}, named(data.sources.get(id)?.name || id));
  }

  // The number of a source behind what it says.
  cite(id) {
    if (id === null) return null;
    const title = said(data.sources.get(id)?.name || id);
    return element("span", { class: "cite", title }, ` [${this.shelf.get(id).number}]`);
  }

  // The same where only paper needs it: its address stands there only once.
  numbered(id) {
    return element("span", { class: "number" }, ` [${this.shelf.get(id).number}]`);
  }

  // Claims, sources and the rest, which are made when somebody opens them.
  particulars(event, number, item) {
    const sources = new Set(cited(event)).size;
    const counted = [counts(event.when.length, "claim"), counts(sources, "source")];
    const text = counted.filter(Boolean).join(", ") || "More";
    item.details = element("details", {}, element("summary", { lang: "en" }, text));
    item.details.addEventListener("toggle", () => this.fill(number));
    return item.details;
  }

  fill(number) {
    const [event, item] = [data.events[number], this.items[number]];
    if (item.filled) return;
    item.filled = true;
    const claims = event.when.map((claim) => this.claim(claim, item));
    const sources = [...new Set(cited(event))].map((id) =>
      element("li", {}, ...this.reference(id), this.numbered(id)),
    );
    if (claims.length) item.details.append(element("ul", { "aria-label": "Claims" }, ...claims));
    if (sources.length) {
      const shown = { class: "sources", "aria-label": "Sources" };
      item.details.append(element("ul", shown, ...sources));
    }
    const others = [
      ["Followed from", event.caused_by.map((id) => this.other(id))],
      ["Part of", event.part_of ? [this.other(event.part_of)] : []],
      ["Tags", event.tags.map((tag) => named(tag))],
      ["Address", event.url ? [address(event.url)] : []],
      ...(event.free ?? []).map(([name, text]) => [name, [address(text)]]),
    ];
    for (const [name, found] of others) {
      if (!found.length) continue;
      const label = element("span", { lang: "en" }, `${name}: `);
      item.details.append(element("p", {}, label, ...between(found, ", ")));
    }
    const { file, line } = event.origin;
    const link = element("a", { href: `#event=${encodeURIComponent(event.id)}` }, named(event.id));
    link.dataset.event = event.id;
    const read = element("a", { href: `#read=${encodeURIComponent(event.id)}`, lang: "en" }, "read on from here");
    read.dataset.read = event.id;
    const origin = named(`${file}:${line}`);
    item.details.append(element("p", { class: "origin" }, link, ", ", origin, ", ", read));
    this.time(number, item.other);
  }

  claim(claim, item) {
    const keys = ["from", "to", "for"].filter((key) => claim[key] !== undefined);
    const phrase = claim.is ?? keys.map((key) => `${key} ${claim[key]}`).join(" ");
    const node = element("span", { class: "reading" });
    item.claims.push({ node, phrase });
    const asides = [
      claim.at && ["at ", named(claim.at)],
      claim.via && ["via ", named(claim.via)],
      claim.confidence && [`${said(claim.confidence)} confidence`],
      claim.text && [named(claim.text)],
      claim.url && [address(claim.url)],
      ...(claim.free ?? []).map(([name, text]) => [`${name}: `, address(text)]),
    ].filter(Boolean);
    const reasons = claim.rejected
      ? [element("span", { class: "reason" }, "rejected: ", named(claim.rejected))]
      : [];
    return element(
      "li",
      { class: claim.rejected ? "rejected" : null },
      element(claim.rejected ? "s" : "span", { class: "phrase" }, named(phrase)),
      node,
      " \u2014 ",
      this.source(claim.source),
      claim.source === null ? null : this.numbered(claim.source),
      ...(claim.quote ? [" ", element("q", { dir: "auto" }, said(claim.quote))] : []),
      ...asides.flatMap((aside) => ["; ", ...aside]),
      ...reasons.flatMap((reason) => ["; ", reason]),
    );
  }

  // A source by name, with its title as a link where it has an address on the web.
  reference(id) {
    const { name, title, url, published, clock, free } = data.sources.get(id) ?? { name: id };
    const what = named(title || url || "");
    const link = url ? webLink(url, what) : null;
    const rest = [link ?? what, published ? ` (${said(published)})` : ""];
    if (url && !link && title) rest.push(" ", named(url));
    const after = title || url ? [": ", ...rest] : rest.slice(1);
    for (const [key, text] of free ?? []) after.push(`; ${key}: `, address(text));
    if (clock) after.push(element("span", { lang: "en" }, `; its clock ${clock}`));
    return [named(name || id), element("span", { class: "what" }, ...after)];
  }

  // Another event that this page may or may not hold: where it stands in the list, or to read it.
  other(id, how = "event") {
    const number = data.numbers.get(id);
    if (number === undefined) return named(id);
    const link = element("a", { href: `#${how}=${encodeURIComponent(id)}` });
    link.append(named(data.titles[number]));
    link.dataset[how] = id;
    return link;
  }
}

// The sources that an event names, and those of its claims.
function cited(event) {
  if (citations.has(event)) return citations.get(event);
  const ids = [...event.sources, ...event.when.map(({ source }) => source)];
  const found = ids.filter((id) => id !== null);
  citations.set(event, found);
  return found;
}

function badge(word) {
  return element("span", { class: `badge ${word.replace(" ", "-")}` }, word);
}

function counts(number, word) {
  if (!number) return "";
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

// Whether anything is known of when an event was.
function known(moments) {
  return moments.some(([start, end]) => [...start, ...(end ?? [])].some((at) => at !== null));
}

// Whether what begins at the first of these moments has begun when that of the others may begin.
function startsBy(moments, others) {
  const latest = moments.map(([[, high]]) => high);
  const earliest = others.map(([[low]]) => low);
  if ([...latest, ...earliest].includes(null)) return false;
  return Math.max(...latest) <= Math.min(...earliest);
}
