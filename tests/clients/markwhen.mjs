// Prints as JSON what markwhen's parser reads in a file: node markwhen.mjs FILE
import { readFileSync } from "node:fs";
import { isEvent, parse, toArray } from "@markwhen/parser";

const read = parse(readFileSync(process.argv[2], "utf8"));
const nodes = toArray(read.events).map(({ eventy }) => eventy);
console.log(JSON.stringify({
  header: read.header,
  messages: [...read.parseMessages, ...read.documentMessages],
  groups: nodes.filter((one) => !isEvent(one)).map((one) => one.title).slice(1),
  events: nodes.filter(isEvent).map((one) => ({
    id: one.id, title: one.firstLine.restTrimmed, tags: one.tags, properties: one.properties,
    from: one.dateRangeIso.fromDateTimeIso, to: one.dateRangeIso.toDateTimeIso,
    percent: one.percent ?? null, completed: one.completed ?? null, recurrence: one.recurrence ?? null,
    lines: one.supplemental.map((part) => part.raw ?? part.type),
    items: one.matchedListItems.length,
  })),
}));
