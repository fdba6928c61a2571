#!/usr/bin/env node
// check reads the golden vectors of NUMERICS.md, computes them and says what differs: node check.mjs FOLDER.. takes those of every .json
// file in the folders. Whoever wrote it had the page and the vectors, and nothing else; commitments were added later, by someone else. It
// needs Node 20 and no package.
import fs from "node:fs";
import path from "node:path";
import { apply, type, Unknown } from "./types.mjs";
import { operators, fields } from "./operators.mjs";
import { named } from "./names.mjs";
import { committed } from "./commitments.mjs";

const hex = (word) => BigInt("0x" + word);
const digits = (name) => type(name).bytes * 2;
const show = (raw, name) => raw.toString(16).padStart(digits(name), "0");

function tensor({ type: name, shape, elements, ...more }, others = []) {
  const data = elements.split(" ");
  const extents = shape.reduce((a, b) => a * b, 1);
  const odd = Object.keys(more).filter((key) => !others.includes(key));
  if (data.length !== extents || data.some((w) => w.length !== digits(name)) || odd.length) throw new Unknown(`a tensor ${name}[${shape}] ${odd}`);
  return { type: name, shape, data: data.map(hex) };
}

// Each of these gives a vector's name, what it comes to and what it should, in words.

// operation is a name of sections 1 and 2 and its lines.
function operation([name, lines]) {
  const f = named(name);
  const all = lines.map((line) => line.split(" "));
  const want = all.map((words) => words.pop());
  return { name, got: all.map((words, i) => f(...words.map(hex)).toString(16).padStart(want[i].length, "0")), want };
}

// scalarFunction is a function of section 4 of given types.
function scalarFunction({ func, from, to, lines }) {
  const all = lines.map((line) => line.split(" "));
  const want = all.map((words) => words.pop());
  return { name: `${func} of ${from} to ${to}`, got: all.map((words) => show(apply(func, from, to, words.map(hex)), to)), want };
}

function node(v) {
  if (!Object.hasOwn(operators, v.op)) throw new Unknown(`operator ${v.op}`);
  for (const field of Object.keys(v)) if (!fields.includes(field)) throw new Unknown(`field ${field}`);
  const want = tensor(v.output);
  const got = operators[v.op]({ ...v, operands: v.operands.map((t) => tensor(t)), output: { type: want.type, shape: want.shape } });
  const kind = (t) => `${t.type}[${t.shape}]`;
  if (kind(got) !== kind(want)) return { name: v.name, got: [kind(got)], want: [kind(want)] };
  return { name: v.name, got: got.data.map((raw) => show(raw, got.type)), want: want.data.map((raw) => show(raw, want.type)) };
}

function traceList(v) {
  const want = [...v.nodes.flatMap((n) => [n.root, n.commitment]), v.trace];
  return { name: v.name, got: committed(v.nodes.map((n) => tensor(n, ["root", "commitment"]))), want };
}

// vectors lists those of a file, as functions that compute them.
function vectors(file) {
  const all = JSON.parse(fs.readFileSync(file, "utf8"));
  if (!Array.isArray(all)) return Object.entries(all).map((v) => () => operation(v));
  const kind = { functions: scalarFunction, commitments: traceList }[path.basename(file, ".json")] ?? node;
  return all.map((v) => () => kind(v));
}

// wrong says what is wrong with a vector, or nothing, and how many elements it has.
function wrong(compute) {
  try {
    const { name, got, want } = compute();
    const at = want.findIndex((w, i) => w !== got[i]);
    if (at >= 0) return { elements: want.length, reason: `${name}: element ${at} is ${got[at]}, not ${want[at]}` };
    return { elements: want.length, reason: got.length === want.length ? "" : `${name}: ${got.length} elements, not ${want.length}` };
  } catch (e) {
    if (!(e instanceof Unknown)) throw e;
    return { elements: 0, reason: `unknown: ${e.message}` };
  }
}

function main(folders) {
  let failed = 0;
  for (const folder of folders)
    for (const file of fs.readdirSync(folder).filter((f) => f.endsWith(".json")).sort()) {
      const title = path.basename(file, ".json");
      const results = vectors(path.join(folder, file)).map(wrong);
      for (const { reason } of results.filter((r) => r.reason)) {
        failed++;
        console.log(`${title}: ${reason}`);
      }
      console.log(`${title}: ${results.length} vectors, ${results.reduce((sum, r) => sum + r.elements, 0)} elements`);
    }
  console.log(`${failed} differ`);
  return failed || !folders.length ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
