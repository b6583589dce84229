// Prints as JSON what edtf.js reads in each line: node edtf.mjs FILE
import { readFileSync } from "node:fs";
import edtf from "edtf";

const day = (time) => (Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : null);
const lines = readFileSync(process.argv[2], "utf8").trim().split("\n");
console.log(JSON.stringify(lines.map((line) => {
  const read = edtf(line);
  return { line, type: read.type, min: day(read.min), max: day(read.max) };
})));
