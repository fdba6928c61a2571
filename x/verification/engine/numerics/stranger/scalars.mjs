// Section 1 of NUMERICS.md: binary32 and the other formats. A binary32 number is a JavaScript number that happens to be one; NaN has
// no payload here, so it is canonical as soon as it is written.

const view = new DataView(new ArrayBuffer(8));
const round1 = Math.fround;

export const bits = (x) => (x !== x ? 0x7fc00000 : (view.setFloat32(0, x), view.getUint32(0)));
export const float = (u) => (view.setUint32(0, u), view.getFloat32(0));
export const bits64 = (x) => (view.setFloat64(0, x), view.getBigUint64(0));
export const float64 = (u) => (view.setBigUint64(0, u), view.getFloat64(0));

// Rounding the binary64 result again is harmless for these five: 53 >= 2*24 + 2 (Figueroa, 1995), and a product is exact.
export const add = (a, b) => round1(a + b);
export const sub = (a, b) => round1(a - b);
export const mul = (a, b) => round1(a * b);
export const div = (a, b) => round1(a / b);
export const sqrt = (a) => round1(Math.sqrt(a));

// The product is exact in binary64 and the sum's error is (Knuth's TwoSum), so the sum can be rounded to odd, and 53 >= 24 + 2 makes
// rounding that once more the same as rounding once (Boldo and Melquiond, 2008). Nothing over- or underflows binary64.
export function fma(a, b, c) {
  const p = a * b;
  const s = p + c;
  if (!Number.isFinite(s)) return round1(s);
  const t = s - p;
  const error = p - (s - t) + (c - t);
  return round1(error === 0 ? s : towardsOdd(s, error));
}

function towardsOdd(s, error) {
  const u = bits64(s);
  if (u & 1n) return s;
  return float64(error > 0 === s > 0 ? u + 1n : u - 1n);
}

export const neg = (a) => -a;
export const abs = Math.abs;
export const max = (a, b) => Math.max(a, b); // ECMAScript: NaN if either is, and +0 is above -0
export const min = (a, b) => Math.min(a, b);
export const relu = (a) => max(a, 0);
export const floor = Math.floor;
export const ceil = Math.ceil;
export const trunc = Math.trunc;
export const sign = (a) => (a > 0 ? 1 : a < 0 ? -1 : a === 0 ? 0 : NaN);

export function round(a) {
  if (!(Math.abs(a) < 2 ** 23)) return a;
  const below = Math.floor(a);
  const rest = a - below;
  const n = rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
  return n === 0 ? (a < 0 || Object.is(a, -0) ? -0 : 0) : n;
}

// Integers are BigInt.
const clamp = (n, low, high) => (n < low ? low : n > high ? high : n);
function saturated(a, low, high) {
  if (a !== a) return 0n;
  if (a === Infinity) return high;
  if (a === -Infinity) return low;
  return clamp(BigInt(a), low, high);
}
export const toInt32 = (a) => saturated(round(a), -(2n ** 31n), 2n ** 31n - 1n);
export const toInt64 = (a) => saturated(round(a), -(2n ** 63n), 2n ** 63n - 1n);
export const truncInt64 = (a) => saturated(trunc(a), -(2n ** 63n), 2n ** 63n - 1n);
export const truncUint64 = (a) => saturated(trunc(a), 0n, 2n ** 64n - 1n);

// format describes one row of the table: infinity is the code of what is too large without saturation (null: it always saturates).
const format = (e, m, bias, largest, infinity, nan, more) => ({ e, m, bias, largest, infinity, nan, width: 1 + e + m, ...more });
export const F32 = format(8, 23, 127, 0x7f7fffffn, 0x7f800000n, 0x7fc00000n, { standard: true });
export const formats = {
  F64: format(11, 52, 1023, 0x7fefffffffffffffn, 0x7ff0000000000000n, 0x7ff8000000000000n, { standard: true }),
  F16: format(5, 10, 15, 0x7bffn, 0x7c00n, 0x7e00n, { standard: true }),
  BF16: format(8, 7, 127, 0x7f7fn, 0x7f80n, 0x7fc0n, { standard: true }),
  E4M3FN: format(4, 3, 7, 0x7en, 0x7fn, 0x7fn, { nans: [0x7fn, 0xffn] }),
  E4M3FNUZ: format(4, 3, 8, 0x7fn, 0x80n, 0x80n, { nans: [0x80n], unsigned0: true }),
  E5M2: format(5, 2, 15, 0x7bn, 0x7cn, 0x7en, { standard: true }),
  E5M2FNUZ: format(5, 2, 16, 0x7fn, 0x80n, 0x80n, { nans: [0x80n], unsigned0: true }),
  E2M1: format(2, 1, 1, 0x7n, null, 0x8n, { nans: [] }),
};

// exactly takes a finite number apart: |a| = m * 2^e.
function exactly(a) {
  const u = bits64(Math.abs(a));
  const e = Number(u >> 52n);
  const f = u & (2n ** 52n - 1n);
  return e === 0 ? { m: f, e: -1074 } : { m: f + 2n ** 52n, e: e - 1075 };
}

// encodeExact rounds m * 2^e to the format: the code without its sign, as if the exponent had no end.
function encodeExact({ m, e }, f) {
  if (m === 0n) return 0n;
  const top = Math.max(e + m.toString(2).length - 1, 1 - f.bias);
  const down = top - f.m - e; // the last place is 2^down of m's
  let n = m << BigInt(Math.max(-down, 0));
  if (down > 0) {
    const d = BigInt(down);
    n = m >> d;
    const rest = m - (n << d);
    const half = 1n << (d - 1n);
    if (rest > half || (rest === half && n & 1n)) n++;
  }
  return n + (BigInt(top + f.bias - 1) << BigInt(f.m));
}

// narrow converts a number to a format's code.
export function narrow(a, f, saturate = false) {
  if (a !== a) return f.nan;
  const minus = a < 0 || Object.is(a, -0) ? 1n << BigInt(f.width - 1) : 0n;
  const code = Math.abs(a) === Infinity ? f.largest + 1n : encodeExact(exactly(a), f);
  if (code <= f.largest) return code === 0n && f.unsigned0 ? 0n : code | minus;
  if (f.infinity === null || (saturate && f !== formats.F16 && f !== formats.BF16)) return f.largest | minus;
  return f.infinity | minus;
}

// widen gives the number of a code, exactly. For F64 it is a binary64 number.
export function widen(code, f) {
  if (f.nans?.includes(code)) return NaN;
  const minus = code >> BigInt(f.width - 1) ? -1 : 1;
  const e = Number((code >> BigInt(f.m)) & ((1n << BigInt(f.e)) - 1n));
  const m = Number(code & ((1n << BigInt(f.m)) - 1n));
  if (f.standard && e === 2 ** f.e - 1) return m ? NaN : minus * Infinity;
  const last = 2 ** (Math.max(e, 1) - f.bias - f.m);
  return minus * (e ? m + 2 ** f.m : m) * last;
}

export const fromF64 = (a) => round1(a);

// oddFromF64 rounds a binary64 number to odd.
export function oddFromF64(a) {
  const near = round1(a);
  if (near === a || a !== a) return near;
  if (Math.abs(near) === Infinity) return Math.sign(a) * float(0x7f7fffff);
  const u = bits(near);
  if (u & 1) return near;
  if (near === 0) return a < 0 ? float(0x80000001) : float(1);
  return float(Math.abs(near) < Math.abs(a) ? u + 1 : u - 1);
}

// fromInteger rounds a BigInt once: fromInt32, fromInt64 and fromUint64.
export function fromInteger(n) {
  const code = encodeExact({ m: n < 0n ? -n : n, e: 0 }, F32);
  return float(Number(n < 0n ? code | 0x80000000n : code));
}

export function toE8M0(a, way, saturate) {
  if (a !== a || a < 0) return 0xffn;
  let power = a === 0 ? -Infinity : Infinity;
  if (a !== 0 && a !== Infinity) {
    const { m, e } = exactly(a);
    power = e + m.toString(2).length - 1;
    const rest = a / 2 ** power; // from 1 to 2, exact
    if ((way === "up" && rest > 1) || (way === "nearest" && rest >= 1.5)) power++;
  }
  const code = power + 127;
  if (code >= 0 && code <= 254) return BigInt(code);
  return saturate ? (code < 0 ? 0n : 0xfen) : 0xffn;
}

export const fromE8M0 = (code) => (code === 0xffn ? NaN : 2 ** (Number(code) - 127));
