// Print, as JSON, each change from an older document to the newer one that breaks a caller.
// Usage: node openapi/breaks.mjs newer.json older.json [newer.json older.json]...
import { readFileSync } from "node:fs";
import { apiCompare } from "api-smart-diff";

const withoutExamples = (key, value) => (key === "example" ? undefined : value);
const read = (path) => JSON.parse(readFileSync(path, "utf8"), withoutExamples);

// The library calls another type in an answer harmless, as it is in what callers send.
const isRetyped = ({ action, path }) =>
  action === "replace" && path.includes("responses") && path.at(-1) === "type";

const breaks = (newer, against) =>
  apiCompare(read(against), read(newer))
    .diffs.filter((diff) => diff.path[0] === "paths")
    .filter((diff) => diff.type === "breaking" || isRetyped(diff))
    .map(({ action, path, before, after }) => ({ against, action, path, before, after }));

const paths = process.argv.slice(2);
const newer = paths.filter((_, at) => at % 2 === 0);
console.log(JSON.stringify(newer.flatMap((path, at) => breaks(path, paths[2 * at + 1]))));
