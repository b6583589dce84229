// Prints as JSON what ical.js reads in a calendar: node ical.mjs FILE
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const root = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const events = root.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  const related = each.getAllProperties("related-to");
  return {
    uid: event.uid,
    days: event.startDate.isDate,
    begin: event.startDate.toString(),
    over: event.endDate.toString(),
    summary: event.summary,
    description: event.description,
    location: event.location,
    categories: each.getAllProperties("categories").flatMap((it) => it.getValues()),
    related: related.map((it) => [it.getParameter("reltype"), it.getFirstValue()]),
    own: Object.fromEntries(each.getAllProperties()
      .filter(({ name }) => name.startsWith("x-crisis-"))
      .map((it) => [it.name.slice("x-crisis-".length), it.getFirstValue()])),
  };
});
console.log(JSON.stringify(events));
