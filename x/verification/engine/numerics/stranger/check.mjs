#!/usr/bin/env node
// check reads the golden vectors of NUMERICS.md, computes them from the page alone and counts what differs. It was written from the
// page and the vectors only. Run: node numerics/stranger/check.mjs [-v] [engine folder]
import fs from "node:fs";
import path from "node:path";
import * as s from "./scalars.mjs";
import * as fn from "./functions.mjs";
import { apply, type, Unknown } from "./types.mjs";
import { operators, fields } from "./operators.mjs";

const verbose = process.argv.includes("-v");
const engine = process.argv.slice(2).find((a) => a !== "-v") ?? path.join(import.meta.dirname, "../..");
const load = (file) => JSON.parse(fs.readFileSync(path.join(engine, file), "utf8"));
const hex = (word) => BigInt("0x" + word);
const digits = (name) => type(name).bytes * 2;
const show = (raw, name) => raw.toString(16).padStart(digits(name), "0");

let faults = 0;
const tables = [];
function table(title) {
  const counts = new Map();
  tables.push({ title, counts });
  const of = (name) => counts.get(name) ?? (counts.set(name, { elements: 0, differ: 0 }), counts.get(name));
  return (name, differs, describe) => {
    of(name).elements++;
    if (!differs) return;
    if (of(name).differ++ < 5 || verbose) console.log(`${title}, ${name}: ${describe()}`);
  };
}
function fault(text) {
  faults++;
  console.log(text);
}
// guarded counts what throws because it is unknown as a fault, and goes on.
function guarded(where, f) {
  try {
    f();
  } catch (e) {
    if (!(e instanceof Unknown)) throw e;
    fault(`${where}: unknown: ${e.message}`);
  }
}

// Sections 1 and 2: a signature for each name of numerics-v1.json. Operands and results are codes; 32 bits where nothing else is said.
const f32 = (raw) => s.float(Number(raw));
const to32 = (a) => BigInt(s.bits(a));
const int = (width, f) => (...raw) => BigInt.asUintN(width, f(...raw.map(f32)));
const plain = Object.fromEntries(
  ["add", "sub", "mul", "div", "sqrt", "fma", "neg", "abs", "max", "min", "relu", "floor", "ceil", "trunc", "round", "sign"].map((n) => [n, s[n]]),
);
const scalar = {};
for (const [name, f] of Object.entries({ ...plain, ...fn })) scalar[name] = (...raw) => to32(f(...raw.map(f32)));
const truth = (f) => (...raw) => to32(f(...raw.map(f32)) ? 1 : 0);
Object.assign(scalar, {
  less: truth((a, b) => a < b), lessEqual: truth((a, b) => a <= b), equal: truth((a, b) => a === b),
  isNaN: truth((a) => a !== a), // not on the page
  toInt32: int(32, s.toInt32), toInt64: int(64, s.toInt64), truncInt64: int(64, s.truncInt64), truncUint64: int(64, s.truncUint64),
  fromInt32: (r) => to32(s.fromInteger(BigInt.asIntN(32, r))), fromInt64: (r) => to32(s.fromInteger(BigInt.asIntN(64, r))),
  fromUint64: (r) => to32(s.fromInteger(r)), fromF64: (r) => to32(s.fromF64(s.float64(r))), oddFromF64: (r) => to32(s.oddFromF64(s.float64(r))),
  toF64: (r) => s.narrow(f32(r), s.formats.F64), fromE8M0: (r) => to32(s.fromE8M0(r)),
});
for (const [name, format] of Object.entries(s.formats)) {
  if (name === "F64") continue;
  scalar[`from${name}`] = (r) => to32(s.widen(r, format));
  scalar[`to${name}`] = (r) => s.narrow(f32(r), format);
  if (name !== "F16" && name !== "BF16") scalar[`to${name}Saturated`] = (r) => s.narrow(f32(r), format, true);
}
for (const way of ["Up", "Down", "Nearest"]) {
  scalar[`toE8M0${way}`] = (r) => s.toE8M0(f32(r), way.toLowerCase(), false);
  scalar[`toE8M0${way}Saturated`] = (r) => s.toE8M0(f32(r), way.toLowerCase(), true);
}

function checkScalars() {
  const count = table("scalars");
  for (const [name, lines] of Object.entries(load("f32/testdata/numerics-v1.json"))) {
    if (!Object.hasOwn(scalar, name)) fault(`scalars: unknown: ${name}`);
    else
      for (const line of lines) {
        const words = line.split(" ");
        const want = words.pop();
        const got = scalar[name](...words.map(hex)).toString(16).padStart(want.length, "0");
        count(name, got !== want, () => `${line}, got ${got}`);
      }
  }
}

// Section 4: functions of every type.
function checkFunctions() {
  const count = table("functions");
  for (const { func, from, to, lines } of load("numerics/testdata/functions.json"))
    for (const line of lines)
      guarded("functions", () => {
        const words = line.split(" ");
        const want = words.pop();
        const got = show(apply(func, from, to, words.map(hex)), to);
        count(func, got !== want, () => `${from} to ${to}: ${line}, got ${got}`);
      });
}

// Section 5: nodes.
function tensor({ type: name, shape, elements, ...more }) {
  const data = elements.split(" ");
  const extents = shape.reduce((a, b) => a * b, 1);
  if (data.length !== extents || data.some((w) => w.length !== digits(name)) || Object.keys(more).length) throw new Unknown("tensor");
  return { type: name, shape, data: data.map(hex) };
}

function checkNode(count, file, node) {
  const where = `${file}, ${node.name}`;
  if (!Object.hasOwn(operators, node.op)) return fault(`${where}: unknown: operator ${node.op}`);
  for (const field of Object.keys(node)) if (!fields.includes(field)) fault(`${where}: unknown: field ${field}`);
  const want = tensor(node.output);
  const got = operators[node.op]({ ...node, operands: node.operands.map(tensor), output: { type: want.type, shape: want.shape } });
  const same = got.type === want.type && got.shape.join() === want.shape.join();
  if (!same) fault(`${where}: ${got.type}[${got.shape}], not ${want.type}[${want.shape}]`);
  want.data.forEach((w, i) =>
    count(node.op, !same || got.data[i] !== w, () => `${node.name}: element ${i}: ${show(got.data[i] ?? 0n, got.type)}, not ${show(w, want.type)}`),
  );
}

function checkNodes() {
  const count = table("operators");
  const folder = path.join(engine, "numerics/testdata");
  for (const file of fs.readdirSync(folder).filter((f) => f.endsWith(".json") && f !== "functions.json"))
    for (const node of load(`numerics/testdata/${file}`)) guarded(`${file}, ${node.name}`, () => checkNode(count, file, node));
}

function report() {
  let all = 0;
  let bad = 0;
  for (const { title, counts } of tables) {
    let elements = 0;
    let differ = 0;
    for (const [name, c] of counts) {
      console.log(`${title.padEnd(10)} ${name.padEnd(22)} ${String(c.elements).padStart(6)} computed ${String(c.differ).padStart(5)} differ`);
      elements += c.elements;
      differ += c.differ;
    }
    console.log(`${title.padEnd(10)} ${"total".padEnd(22)} ${String(elements).padStart(6)} computed ${String(differ).padStart(5)} differ\n`);
    all += elements;
    bad += differ;
  }
  console.log(`total: ${all} elements computed, ${bad} differ, ${faults} unknown or misshapen`);
  return bad === 0 && faults === 0;
}

checkScalars();
checkFunctions();
checkNodes();
process.exit(report() ? 0 : 1);
