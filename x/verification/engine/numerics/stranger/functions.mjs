// Section 2 of NUMERICS.md, step by step.
import { add, sub, mul, div, sqrt, fma, bits, float, fromInteger } from "./scalars.mjs";

const polynomial = (x, ...c) => c.slice(1).reduce((p, u) => fma(p, x, float(u)), float(c[0]));
const minus = (x) => x < 0 || Object.is(x, -0);
// odd applies f to |x| and gives the result x's sign, also of zero.
const odd = (f) => (x) => (x !== x ? NaN : minus(x) ? -f(-x) : f(x));
const number = (x) => fromInteger(BigInt(x));

// 2.1
const shifter = float(0x4b400000);
function scaled(p, e) {
  const h = Math.floor(e / 2);
  return mul(mul(p, 2 ** h), 2 ** (e - h));
}
const shifted = (t) => bits(t) - bits(shifter);
function expSteps(x, lower) {
  const t = fma(x, float(0x3fb8aa3b), shifter);
  const n = sub(t, shifter);
  const r = fma(n, float(0xb5bfbe8e), fma(n, float(0xbf317200), x));
  const p = polynomial(r, 0x39500d01, 0x3ab60b61, 0x3c088889, 0x3d2aaaab, 0x3e2aaaab, 0x3f000000, 0x3f800000, 0x3f800000);
  return scaled(p, shifted(t) - lower);
}
export function exp(x) {
  if (x !== x) return NaN;
  if (x > float(0x42b17217)) return Infinity;
  if (x < float(0xc2cff1b5)) return 0;
  return expSteps(x, 0);
}

// 2.2
export const tanh = odd((y) => {
  if (y >= float(0x41102cb4)) return 1;
  if (y < float(0x3f200000)) {
    const z = mul(y, y);
    const p = polynomial(z, 0xbbbaf0ea, 0x3ca9134e, 0xbd5c1e2d, 0x3e088393, 0xbeaaaa99);
    return fma(mul(p, z), y, y);
  }
  return fma(-2, div(1, add(exp(add(y, y)), 1)), 1);
});

// 2.3
export function sigmoid(x) {
  const e = exp(-Math.abs(x));
  return minus(x) ? div(e, add(1, e)) : div(1, add(1, e));
}

// 2.4
function apart(x) {
  let j = 0;
  if (x < float(0x00800000)) {
    x = mul(x, float(0x4b000000));
    j = -23;
  }
  const k = ((bits(x) - 0x3f3504f3) | 0) >> 23;
  const m = float(bits(x) - k * 2 ** 23);
  return { j, k, m };
}
const logPolynomial = (f) =>
  polynomial(f, 0x3d8a3d90, 0xbdef02c2, 0x3df35f4f, 0xbdfe140d, 0x3e119dd5, 0xbe2aae24, 0x3e4cd23b, 0xbe800003, 0x3eaaaaa4, 0xbf000000);
const logEnd = (n, r) => fma(n, float(0x3f317200), fma(n, float(0x35bfbe8e), r));
function logSteps(x, higher) {
  if (x === Infinity) return Infinity;
  const { j, k, m } = apart(x);
  const f = sub(m, 1);
  const r = fma(mul(f, f), logPolynomial(f), f);
  return logEnd(number(j + higher + k), r);
}
export function log(x) {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  return logSteps(x, 0);
}

// 2.5
export const erf = odd((y) => {
  if (y >= float(0x407ad445)) return 1;
  if (y < 1) {
    const p = polynomial(mul(y, y), 0x38a3b8fe, 0xba51a8af, 0x3ba9f912, 0xbcdbfb8d, 0x3de71673, 0xbec0939f, 0x3e0375d4);
    return fma(y, p, y);
  }
  return sub(1, exp(polynomial(y, 0x39436e36, 0xbb412d1e, 0x3cb2e58e, 0xbdd3298d, 0xbf235d78, 0xbf904475, 0xb9b30eab)));
});

// 2.6
const twoOverPi = 0x00000028be60db9391054a7f09d5f47d4d377036d8a5664f10e4107f9458eaf7n;
const low64 = 2n ** 64n - 1n;
function quarters(x) {
  const a = Math.abs(x);
  if (a < float(0x3f490fdb)) return { q: 0, r: a };
  const u = bits(a);
  const m = BigInt((u & 0x7fffff) | 0x800000);
  const i = BigInt((u >>> 23) - 126);
  const H = (twoOverPi >> (192n - i)) & low64;
  const L = (twoOverPi >> (128n - i)) & low64;
  const P = (m * H + ((m * L) >> 64n)) & low64;
  const q = ((P + 2n ** 61n) >> 62n) & 3n;
  const F = BigInt.asIntN(64, P - q * 2n ** 62n);
  const A = ((F < 0n ? -F : F) * 0xc90fdaa22168c235n) >> 64n;
  const r = mul(fromInteger(A), 2 ** -61);
  return { q: Number(q), r: F < 0n ? -r : r };
}
function S(r) {
  const z = mul(r, r);
  return fma(mul(polynomial(z, 0x363bf108, 0xb9502433, 0x3c0888b2, 0xbe2aaaab), z), r, r);
}
const C = (r) => polynomial(mul(r, r), 0x37ccf48a, 0xbab60615, 0x3d2aaaa5, 0xbf000000, 0x3f800000);
const turned = (q, r) => [S(r), C(r), -S(r), -C(r)][q];
const finite = (f) => (x) => (Number.isFinite(x) ? f(x) : NaN);
export const sin = finite(odd((y) => {
  const { q, r } = quarters(y);
  return turned(q, r);
}));
export const cos = finite((x) => {
  const { q, r } = quarters(x);
  return turned((q + 1) % 4, r);
});
export const tan = finite(odd((y) => {
  const { q, r } = quarters(y);
  const z = mul(r, r);
  const p = polynomial(z, 0x3b8f3184, 0x38d9718a, 0x3c31547d, 0x3cae6375, 0x3d5d6ca0, 0x3e0886d0, 0x3eaaaab0);
  const t = fma(mul(p, z), r, r);
  return q % 2 ? div(-1, t) : t;
}));

// 2.7
const K = float(0x3fc90fdb);
const k = float(0xb33bbd2e);
const Q = (z) => polynomial(z, 0x3d19ea19, 0x3c6bc926, 0x3d02579a, 0x3d36555b, 0x3d999c4f, 0x3e2aaaa6);
function arc(v) {
  const z = mul(v, v);
  return fma(mul(Q(z), z), v, v);
}
function halved(y) {
  const z = fma(-0.5, y, 0.5);
  const s = sqrt(z);
  return { s, t: mul(mul(Q(z), z), s) };
}
export const asin = odd((y) => {
  if (y > 1) return NaN;
  if (y <= 0.5) return arc(y);
  const { s, t } = halved(y);
  const d = fma(-2, s, K);
  const f = fma(-2, s, sub(K, d));
  return sub(d, sub(fma(2, t, -k), f));
});
export function acos(x) {
  const y = Math.abs(x);
  if (!(y <= 1)) return NaN;
  if (y <= 0.5) return sub(K, sub(arc(x), k));
  const { s, t } = halved(y);
  let w = add(s, t);
  if (x < 0) w = sub(K, sub(w, k));
  return add(w, w);
}
export const atan = odd((y) => {
  const p = (z) =>
    polynomial(z, 0xbaead0d5, 0x3c32a8f1, 0xbcff3e92, 0x3d6d4e17, 0xbdac12f9, 0x3de04a36, 0xbe12108d, 0x3e4cc8f6, 0xbeaaaa9f);
  if (y <= 1) {
    const z = mul(y, y);
    return fma(mul(p(z), z), y, y);
  }
  const v = div(1, y);
  const z = mul(v, v);
  const t = fma(mul(p(z), z), v, -k);
  return sub(sub(K, v), t);
});

// 2.8
function halves(y) {
  const e = expSteps(y, 1);
  return { e, g: div(0.25, e) };
}
export const sinh = odd((y) => {
  if (y > 90) return Infinity;
  if (y < 1) {
    const z = mul(y, y);
    return fma(mul(polynomial(z, 0x363b3b8f, 0x39500e11, 0x3c088875, 0x3e2aaaab), z), y, y);
  }
  const { e, g } = halves(y);
  return sub(e, g);
});
export function cosh(x) {
  const y = Math.abs(x);
  if (x !== x) return NaN;
  if (y > 90) return Infinity;
  const { e, g } = halves(y);
  return add(e, g);
}

// 2.9
function log1p(a) {
  const v = add(1, a);
  const c = div(sub(a, sub(v, 1)), v);
  const { j, k, m } = apart(v);
  const f = sub(m, 1);
  return logEnd(number(j + k), add(f, fma(mul(f, f), logPolynomial(f), c)));
}
export const asinh = odd((y) => {
  if (y >= 4096) return logSteps(y, 1);
  if (y < 0.5) {
    const z = mul(y, y);
    const p = polynomial(z, 0xbc58c751, 0x3ce6ba45, 0xbd35cb8f, 0x3d99927d, 0xbe2aaa9b);
    return fma(mul(p, z), y, y);
  }
  const w = sqrt(fma(y, y, 1));
  return log1p(add(y, div(mul(y, y), add(1, w))));
});
export function acosh(x) {
  if (!(x >= 1)) return NaN;
  if (x >= 4096) return logSteps(x, 1);
  const t = sub(x, 1);
  return log1p(add(t, sqrt(fma(t, t, add(t, t)))));
}
export const atanh = odd((y) => {
  if (y > 1) return NaN;
  if (y === 1) return Infinity;
  if (y < 0.5) {
    const z = mul(y, y);
    const p = polynomial(z, 0x3e3496e3, 0x3d536ef5, 0x3df1fde7, 0x3e11a6e8, 0x3e4cd33a, 0x3eaaaaa0);
    return fma(mul(p, z), y, y);
  }
  return mul(0.5, log1p(div(add(y, y), sub(1, y))));
});

// 2.10
export function pow(a, b) {
  if (a === 1 || b === 0) return 1;
  if (a !== a || b !== b) return NaN;
  const x = Math.abs(a);
  const s = minus(a) && Math.abs(b) % 2 === 1 ? -1 : 1;
  if (a === 0 || x === Infinity || Math.abs(b) === Infinity) {
    if (x === 1) return s;
    return x > 1 !== minus(b) ? s * Infinity : s * 0;
  }
  if (a < 0 && !Number.isInteger(b)) return NaN;
  return s * powSteps(x, b);
}

function log2Parts(x) {
  const { j, k, m } = apart(x);
  const f = sub(m, 1);
  const g = add(m, 1);
  const s = div(f, g);
  const s1 = div(fma(-s, sub(m, sub(g, 1)), fma(-s, g, f)), g);
  const z = mul(s, s);
  const z1 = fma(add(s, s), s1, fma(s, s, -z));
  const q = mul(z, polynomial(z, 0x3e90164b, 0x3ea3da5a, 0x3ed30ca3, 0x3f13bb62));
  const D = float(0x3f76384f);
  const w = add(D, q);
  const w1 = add(add(sub(D, w), q), float(0xb1f17f01));
  const v = mul(z, w);
  const v1 = fma(z1, w, fma(z, w1, fma(z, w, -v)));
  const B = float(0x4038aa3b);
  const c = add(B, v);
  const c1 = add(add(sub(B, c), v), add(v1, float(0x33257060)));
  const u = mul(s, c);
  const u1 = fma(s1, c, fma(s, c1, fma(s, c, -u)));
  const n = number(j + k);
  const h = add(n, u);
  return { h, l: add(add(sub(n, h), u), u1) };
}

function powSteps(x, b) {
  const { h, l } = log2Parts(x);
  const y = mul(b, h);
  if (y >= 129) return Infinity;
  if (y <= -151) return 0;
  const y1 = fma(b, l, fma(b, h, -y));
  const i = add(y, shifter);
  const d = sub(y, sub(i, shifter));
  const r = add(d, y1);
  const r1 = sub(y1, sub(r, d));
  const N = float(0x3f317218);
  const t = mul(r, N);
  const t1 = fma(r1, N, fma(r, float(0xb102e308), fma(r, N, -t)));
  const q = fma(mul(t, t), polynomial(t, 0x394d49f7, 0x3ab6a8a7, 0x3c088adb, 0x3d2aaa72, 0x3e2aaaa9, 0x3f000000), t1);
  const o = add(1, t);
  const p = add(o, add(sub(t, sub(o, 1)), q));
  return scaled(p, shifted(i));
}

// 2.11: JavaScript's % on two binary32 numbers is exact, truncates and keeps a's sign.
export function fmod(a, b) {
  if (a !== a || b !== b || Math.abs(a) === Infinity || b === 0) return NaN;
  return a % b;
}
