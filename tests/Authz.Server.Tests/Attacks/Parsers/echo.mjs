// Reads queries, a line each, and answers what qs (Express's "extended" parser) and Node's own parser read under a name.
import { createInterface } from "node:readline";
import qs from "qs";
const name = process.argv[2];
for await (const query of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify([qs.parse(query)[name] ?? null, qs.parse(query, { allowDots: true })[name] ?? null]));
}
