// Sections 3.1 and 4 of NUMERICS.md: element types and scalar functions. An element is its bits, a BigInt; a number is a BigInt for
// integers and Bool, else a JavaScript number.
import * as s from "./scalars.mjs";
import * as fn from "./functions.mjs";

export class Unknown extends Error {}

const types = { Float32: { kind: "float", bytes: 4 }, Bool: { kind: "bool", bytes: 1, width: 1 }, Float8E8M0: { kind: "stored", bytes: 1, width: 8 } };
const integer = (name, width, signed) => (types[name] = { kind: "integer", bytes: Math.ceil(width / 8), width, signed });
for (const width of [2, 4, 8, 16, 32, 64]) {
  integer(`Int${width}`, width, true);
  integer(`Uint${width}`, width, false);
}
const stored = { Float16: "F16", Bfloat16: "BF16", Float64: "F64", Float4E2M1: "E2M1" };
for (const f of ["E4M3FN", "E4M3FNUZ", "E5M2", "E5M2FNUZ"]) stored[`Float8${f}`] = f;
for (const [name, f] of Object.entries(stored)) {
  const format = s.formats[f];
  types[name] = { kind: "stored", format, width: format.width, bytes: Math.ceil(format.width / 8) };
}

// The type numbers of section 3.1, from 1.
const numbers =
  "Float32 Int32 Uint8 Int8 Bool Int16 Uint16 Uint32 Int64 Uint64 Int4 Uint4 Int2 Uint2 Float16 Bfloat16 Float64 Float8E4M3FN " +
  "Float8E4M3FNUZ Float8E5M2 Float8E5M2FNUZ Float8E8M0 Float4E2M1";
numbers.split(" ").forEach((name, i) => (types[name].number = i + 1));

export function type(name) {
  if (!Object.hasOwn(types, name)) throw new Unknown(`type ${name}`);
  return types[name];
}
export const isInteger = (name) => type(name).kind === "integer";

const low = (n, t) => (t.signed ? BigInt.asIntN(t.width, n) : BigInt.asUintN(t.width, n));
const lowest = (t) => (t.signed ? -(1n << BigInt(t.width - 1)) : 0n);
const highest = (t) => (1n << BigInt(t.signed ? t.width - 1 : t.width)) - 1n;
const clamp = (n, t) => (n < lowest(t) ? lowest(t) : n > highest(t) ? highest(t) : n);

// read gives an element's number; a stored type's is widened.
export function read(name, raw) {
  const t = type(name);
  if (t.kind === "integer") return low(raw, t);
  if (t.kind === "bool") return raw === 0n ? 0n : 1n;
  if (t.kind === "float") return s.float(Number(raw));
  if (name === "Float8E8M0") return s.fromE8M0(raw);
  const a = s.widen(BigInt.asUintN(t.width, raw), t.format);
  return name === "Float64" ? s.oddFromF64(a) : a;
}

// write gives an element that is an integer of the type, a Bool or a Float32.
export function write(name, number) {
  const t = type(name);
  if (t.kind === "float") return BigInt(s.bits(number));
  if (t.kind === "bool") return number ? 1n : 0n;
  return BigInt.asUintN(8 * t.bytes, low(number, t));
}

function narrowed(name, a, saturate) {
  if (name === "Float8E8M0") return s.toE8M0(a, "up", saturate);
  return s.narrow(a, type(name).format, saturate);
}

function cast(from, to, raw, saturate) {
  const target = type(to);
  const source = type(from);
  const exact = source.kind === "integer" || source.kind === "bool";
  const a = read(from, raw);
  if (target.kind === "bool") return write(to, exact ? a !== 0n : a !== 0);
  if (target.kind === "integer") {
    if (exact) return write(to, saturate ? clamp(a, target) : a);
    if (saturate) return write(to, a !== a ? 0n : clamp(whole(a), target));
    return write(to, to === "Uint64" ? s.truncUint64(a) : s.truncInt64(a));
  }
  const b = exact ? s.fromInteger(a) : a;
  if (target.kind === "stored") return narrowed(to, b, saturate);
  if (from === "Float64") return write(to, s.fromF64(s.float64(raw)));
  return write(to, b);
}

// whole is a float without its fraction; infinities are beyond every type.
function whole(a) {
  if (Math.abs(a) === Infinity) return a > 0 ? 1n << 70n : -(1n << 70n);
  return BigInt(Math.trunc(a));
}

function bitcast(from, to, raw) {
  const whole = (t) => t.kind !== "bool" && (t.width ?? 32) >= 8;
  if (!whole(type(from)) || !whole(type(to)) || type(from).bytes !== type(to).bytes) throw new Unknown(`bitcast of ${from} to ${to}`);
  return raw;
}

const truncatedDiv = (a, b) => (b === 0n ? 0n : a / b);
const fmodInteger = (a, b) => (b === 0n ? 0n : a % b);
function modInteger(a, b) {
  const r = fmodInteger(a, b);
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
}
function modFloat(a, b) {
  const r = fn.fmod(a, b);
  return r !== 0 && r < 0 !== b < 0 ? s.add(r, b) : r;
}
function shift(left) {
  return (a, b, t) => {
    const by = BigInt.asUintN(t.width, b);
    if (by >= BigInt(t.width)) return !left && a < 0n ? -1n : 0n;
    return left ? a << by : a >> by;
  };
}

const floats = {
  add: s.add, sub: s.sub, mul: s.mul, div: s.div, mod: modFloat, fmod: fn.fmod, max: s.max, min: s.min, neg: s.neg, abs: s.abs,
  sign: s.sign, relu: s.relu, sqrt: s.sqrt, floor: s.floor, ceil: s.ceil, round: s.round, trunc: s.trunc, pow: fn.pow, fma: s.fma,
  exp: fn.exp, log: fn.log, sigmoid: fn.sigmoid, tanh: fn.tanh, erf: fn.erf, sin: fn.sin, cos: fn.cos, tan: fn.tan, asin: fn.asin,
  acos: fn.acos, atan: fn.atan, sinh: fn.sinh, cosh: fn.cosh, asinh: fn.asinh, acosh: fn.acosh, atanh: fn.atanh,
};
const integers = {
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: truncatedDiv, mod: modInteger, fmod: fmodInteger,
  max: (a, b) => (a > b ? a : b), min: (a, b) => (a < b ? a : b), neg: (a) => -a, abs: (a) => (a < 0n ? -a : a),
  sign: (a) => (a > 0n ? 1n : a < 0n ? -1n : 0n), not: (a) => ~a, and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b,
  shl: shift(true), shr: shift(false),
};
const bools = { not: (a) => 1n - a, and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b };
const comparisons = { equal: (a, b) => a === b, less: (a, b) => a < b, lessEqual: (a, b) => a <= b };

function scale(a, b, c) {
  const by = c < 0n ? 0n : c > 95n ? 95n : c;
  const product = a * b;
  let q = product >> by;
  if (by > 0n) {
    const rest = product - (q << by);
    const half = 1n << (by - 1n);
    if (rest > half || (rest === half && q & 1n)) q++;
  }
  return clamp(q, type("Int64"));
}

// where picks: a float's bits as they are, the other types as numbers.
function where(name, a, b, c) {
  const raw = read("Bool", a) ? b : c;
  const kind = type(name).kind;
  return kind === "float" || kind === "stored" ? raw : write(name, read(name, raw));
}

const same = (from) => from.every((t) => t === from[0]);

// apply computes one function of elements of the types from to one of type to.
export function apply(func, from, to, raw) {
  if (func === "cast") return cast(from[0], to, raw[0], false);
  if (func === "castSaturate") return cast(from[0], to, raw[0], true);
  if (func === "bitcast") return bitcast(from[0], to, raw[0]);
  const [first, ...rest] = from;
  if (func === "where" && first === "Bool" && same([to, ...rest])) return where(to, ...raw);
  const numbers = raw.map((r, i) => read(from[i], r));
  const scaled = ["Int32", "Int64"].includes(first) && rest.join() === "Int32,Int32" && to === "Int64";
  if (func === "scale" && scaled) return write(to, scale(...numbers));
  const { kind } = type(first);
  const compared = same(from) && to === "Bool" && kind !== "stored";
  if (Object.hasOwn(comparisons, func) && compared) return write(to, comparisons[func](...numbers));
  const table = kind === "integer" ? integers : kind === "bool" ? bools : kind === "float" ? floats : {};
  if (!Object.hasOwn(table, func) || !same([to, ...from])) throw new Unknown(`function ${func} of ${from} to ${to}`);
  return write(to, table[func](...numbers, type(to)));
}

// before tells whether a comes before b in sort order, descending or ascending.
export function before(a, b, descending) {
  if (!descending) [a, b] = [b, a];
  return b < a || (a !== a && b === b);
}
