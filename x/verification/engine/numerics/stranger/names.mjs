// The operations, conversions and functions of sections 1 and 2 of NUMERICS.md by the names that their vectors have. Operands and results
// are codes, of 32 bits where nothing else is said.
import * as s from "./scalars.mjs";
import * as fn from "./functions.mjs";
import { Unknown } from "./types.mjs";

const f32 = (raw) => s.float(Number(raw));
const to32 = (a) => BigInt(s.bits(a));
const int = (width, f) => (...raw) => BigInt.asUintN(width, f(...raw.map(f32)));
const truth = (f) => (...raw) => to32(f(...raw.map(f32)) ? 1 : 0);

const plain = "add sub mul div sqrt fma neg abs max min relu floor ceil trunc round sign".split(" ").map((name) => [name, s[name]]);
const names = {};
for (const [name, f] of [...plain, ...Object.entries(fn)]) names[name] = (...raw) => to32(f(...raw.map(f32)));
Object.assign(names, {
  less: truth((a, b) => a < b), lessEqual: truth((a, b) => a <= b), equal: truth((a, b) => a === b), isNaN: truth((a) => a !== a),
  toInt32: int(32, s.toInt32), toInt64: int(64, s.toInt64), truncInt64: int(64, s.truncInt64), truncUint64: int(64, s.truncUint64),
  fromInt32: (r) => to32(s.fromInteger(BigInt.asIntN(32, r))), fromInt64: (r) => to32(s.fromInteger(BigInt.asIntN(64, r))),
  fromUint64: (r) => to32(s.fromInteger(r)), fromF64: (r) => to32(s.fromF64(s.float64(r))), oddFromF64: (r) => to32(s.oddFromF64(s.float64(r))),
  toF64: (r) => s.narrow(f32(r), s.formats.F64), fromE8M0: (r) => to32(s.fromE8M0(r)),
});
for (const [name, format] of Object.entries(s.formats)) {
  if (name === "F64") continue;
  names[`from${name}`] = (r) => to32(s.widen(r, format));
  names[`to${name}`] = (r) => s.narrow(f32(r), format);
  if (name !== "F16" && name !== "BF16") names[`to${name}Saturated`] = (r) => s.narrow(f32(r), format, true);
}
for (const way of ["Up", "Down", "Nearest"]) {
  names[`toE8M0${way}`] = (r) => s.toE8M0(f32(r), way.toLowerCase(), false);
  names[`toE8M0${way}Saturated`] = (r) => s.toE8M0(f32(r), way.toLowerCase(), true);
}

export function named(name) {
  if (!Object.hasOwn(names, name)) throw new Unknown(`operation ${name}`);
  return names[name];
}
