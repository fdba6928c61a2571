// Section 5 of NUMERICS.md. A tensor is { type, shape, data }, data being elements as bits; an operator gives such a tensor.
import { read, write, apply, before, isInteger, Unknown } from "./types.mjs";
import { fma, mul, add, sub, div, max } from "./scalars.mjs";
import { exp } from "./functions.mjs";

const size = (shape) => shape.reduce((a, b) => a * b, 1);
const numbers = (t) => t.data.map((raw) => read(t.type, raw));
const arithmetic = (t) => {
  if (t.type !== "Float32" && !isInteger(t.type)) throw new Unknown(`an operator on ${t.type}`);
};

// indices lists every index of a shape in row-major order.
function* indices(shape) {
  const index = shape.map(() => 0);
  for (let left = size(shape); left > 0; left--) {
    yield [...index];
    for (let a = shape.length - 1; a >= 0 && ++index[a] === shape[a]; a--) index[a] = 0;
  }
}
const flat = (index, shape) => index.reduce((at, i, a) => at * shape[a] + i, 0);

// stretched is the flat index in an operand that broadcasts to an output's index.
function stretched(shape, index) {
  const skip = index.length - shape.length;
  return shape.reduce((at, extent, a) => at * extent + (extent === 1 ? 0 : index[skip + a]), 0);
}
function together(shapes) {
  const rank = Math.max(...shapes.map((s) => s.length));
  return Array.from({ length: rank }, (_, a) => shapes.reduce((e, s) => Math.max(e, s[a - rank + s.length] ?? 1), 1));
}

// stepped applies a node's steps to the slots: given (what the operator gives, or none) and operands.
function stepped(steps, given, operands, shape) {
  const slots = given ? [given, ...operands] : operands;
  if (!steps.length) return given;
  const data = [];
  for (const index of indices(shape)) {
    const values = slots.map((t) => ({ type: t.type, raw: t.data[stretched(t.shape, index)] }));
    for (const { func, type: to, args } of steps) {
      const raw = apply(func, args.map((i) => values[i].type), to, args.map((i) => values[i].raw));
      values.push({ type: to, raw });
    }
    data.push(values.at(-1).raw);
  }
  return { type: steps.at(-1).type, shape, data };
}
const finish = (node, given, own) => stepped(node.steps ?? [], given, node.operands.slice(own), given.shape);
function finishProducts(node, given) {
  const bias = node.operands.length === 3 && !node.steps;
  const steps = bias ? [{ func: "add", type: given.type, args: [0, 1] }] : node.steps;
  return finish({ ...node, steps }, given, 2);
}

// products gives a function that sums products in order, and its type.
function products(a, b) {
  if (a.type === "Float32" && b.type === "Float32") return { type: "Float32", zero: 0, step: fma };
  for (const t of [a, b]) if (!["Int8", "Uint8", "Int16", "Int32"].includes(t.type)) throw new Unknown(`products of ${t.type}`);
  return { type: "Int32", zero: 0n, step: (x, y, acc) => x * y + acc };
}

function Dot(node) {
  const [A, B] = node.operands;
  const kind = products(A, B);
  const k = A.shape.at(-1);
  const n = B.shape.at(-2);
  const shape = [...A.shape.slice(0, -1), n];
  const x = numbers(A);
  const w = numbers(B);
  const data = [];
  for (const index of indices(shape)) {
    const j = index.at(-1);
    const row = flat(index.slice(0, -1), shape.slice(0, -1));
    const batch = B.shape.length > 2 ? flat(index.slice(0, -2), shape.slice(0, -2)) : 0;
    let acc = kind.zero;
    for (let l = 0; l < k; l++) acc = kind.step(x[row * k + l], w[(batch * n + j) * k + l], acc);
    data.push(write(kind.type, acc));
  }
  return finishProducts(node, { type: kind.type, shape, data });
}

// window describes the windows of Conv and Pool over the spatial axes of an operand.
function window(node, spatial, kernel) {
  const ones = kernel.map(() => 1);
  const { spread = ones, strides = ones, dilations = ones, pads = kernel.flatMap(() => [0, 0]) } = node;
  const axes = kernel.length;
  const reach = spatial.map((e, a) => (e - 1) * spread[a] + 1);
  const extents = reach.map((r, a) => Math.floor((r + pads[a] + pads[axes + a] - ((kernel[a] - 1) * dilations[a] + 1)) / strides[a]) + 1);
  const taps = (o) => {
    const list = [];
    for (const k of indices(kernel)) {
      const p = k.map((ka, a) => o[a] * strides[a] + ka * dilations[a] - pads[a]);
      if (!p.every((pa, a) => 0 <= pa && pa < reach[a] && pa % spread[a] === 0)) continue;
      const place = p.map((pa, a) => pa / spread[a]);
      list.push({ kernel: flat(k, kernel), place: flat(place, spatial) });
    }
    return list;
  };
  return { extents, taps };
}

function Conv(node) {
  const [X, W] = node.operands;
  const kind = products(X, W);
  const spatial = X.shape.slice(1, -1);
  const [filters, ...kernel] = W.shape.slice(0, -1);
  const channels = X.shape.at(-1);
  const each = W.shape.at(-1); // channels of a group
  const { extents, taps } = window(node, spatial, kernel);
  const shape = [X.shape[0], ...extents, filters];
  const x = numbers(X);
  const w = numbers(W);
  const data = [];
  for (const index of indices(shape)) {
    const f = index.at(-1);
    const group = Math.floor(f / (filters / (node.groups ?? 1)));
    let acc = kind.zero;
    for (const tap of taps(index.slice(1, -1))) {
      const at = (index[0] * size(spatial) + tap.place) * channels + group * each;
      const from = (f * size(kernel) + tap.kernel) * each;
      for (let c = 0; c < each; c++) acc = kind.step(x[at + c], w[from + c], acc);
    }
    data.push(write(kind.type, acc));
  }
  return finishProducts(node, { type: kind.type, shape, data });
}

function Map_(node) {
  const from = node.operands.map((t) => t.type);
  const steps = node.steps ?? [{ func: node.func, type: node.output.type, args: from.map((_, i) => i) }];
  return stepped(steps, null, node.operands, together(node.operands.map((t) => t.shape)));
}

// first gives the place among values of the one that sorts first.
function first(values, descending) {
  return values.reduce((best, v, i) => (before(v, values[best], descending) ? i : best), 0);
}

// chain folds values in order from acc with a function of the type.
function chain(name, func, values, acc) {
  return values.reduce((a, v) => apply(func, [name, name], name, [a, write(name, v)]), write(name, acc));
}
const one = (name, number) => (isInteger(name) ? BigInt(number) : number);

function Pool(node) {
  const [X] = node.operands;
  arithmetic(X);
  const spatial = X.shape.slice(1, -1);
  const channels = X.shape.at(-1);
  const { extents, taps } = window(node, spatial, node.kernel);
  const shape = [X.shape[0], ...extents, channels];
  const x = numbers(X);
  const data = [];
  for (const index of indices(shape)) {
    const window = taps(index.slice(1, -1));
    const values = window.map((tap) => x[(index[0] * size(spatial) + tap.place) * channels + index.at(-1)]);
    if (node.func === "argmax") data.push(BigInt(window[first(values, true)].place));
    else if (node.func === "add") data.push(chain(X.type, "add", values, one(X.type, 0)));
    else if (["max", "min"].includes(node.func)) data.push(chain(X.type, node.func, values, values[0]));
    else throw new Unknown(`Pool of ${node.func}`);
  }
  return finish(node, { type: node.func === "argmax" ? "Int64" : X.type, shape, data }, 1);
}

const rows = (t) => {
  const n = t.shape.at(-1);
  const all = numbers(t);
  return Array.from({ length: all.length / n }, (_, i) => all.slice(i * n, (i + 1) * n));
};

function lanes(row, f, start) {
  const s = Array(16).fill(start);
  row.forEach((x, i) => (s[i % 16] = f(s[i % 16], x)));
  for (const width of [8, 4, 2, 1]) for (let j = 0; j < width; j++) s[j] = f(s[j], s[j + width]);
  return s[0];
}

function Reduce(node) {
  const [X] = node.operands;
  arithmetic(X);
  const { func } = node;
  const start = { add: 0, mul: 1 }[func];
  const fold = (row) => {
    if (func === "argmax" || func === "argmin") return BigInt(first(row, func === "argmax"));
    if (func === "max" || func === "min") return chain(X.type, func, row, row[0]);
    if (start === undefined) throw new Unknown(`Reduce of ${func}`);
    if (X.type === "Float32") return write(X.type, lanes(row, func === "add" ? add : mul, start));
    return chain(X.type, func, row, BigInt(start));
  };
  const name = func.startsWith("arg") ? "Int64" : X.type;
  return finish(node, { type: name, shape: X.shape.slice(0, -1), data: rows(X).map(fold) }, 1);
}

function Softmax(node) {
  const [X] = node.operands;
  if (X.type !== "Float32") throw new Unknown(`Softmax of ${X.type}`);
  const data = rows(X).flatMap((row) => {
    const m = row.reduce((a, x) => max(a, x), -Infinity);
    const e = row.map((x) => exp(sub(x, m)));
    const s = lanes(e, add, 0);
    return e.map((v) => write("Float32", div(v, s)));
  });
  return { type: X.type, shape: X.shape, data };
}

function Cumulate(node) {
  const [X] = node.operands;
  arithmetic(X);
  const start = { add: 0, mul: 1 }[node.func];
  if (start === undefined) throw new Unknown(`Cumulate of ${node.func}`);
  const data = rows(X).flatMap((row) => {
    let acc = one(X.type, start);
    return row.map((x) => {
      const raw = chain(X.type, node.func, [x], acc);
      acc = read(X.type, raw);
      return raw;
    });
  });
  return { type: X.type, shape: X.shape, data };
}

function TopK(node) {
  const [X] = node.operands;
  arithmetic(X);
  const descending = node.func.endsWith("max");
  const arg = node.func.startsWith("arg");
  if (!["max", "min", "argmax", "argmin"].includes(node.func)) throw new Unknown(`TopK of ${node.func}`);
  const n = X.shape.at(-1);
  const k = node.output.shape.at(-1);
  const data = rows(X).flatMap((row, r) => {
    const order = row.map((_, i) => i).sort((i, j) => (before(row[i], row[j], descending) ? -1 : before(row[j], row[i], descending) ? 1 : i - j));
    const pick = (i) => (X.type === "Float32" ? X.data[r * n + i] : write(X.type, row[i]));
    return order.slice(0, k).map((i) => (arg ? BigInt(i) : pick(i)));
  });
  return { type: arg ? "Int64" : X.type, shape: [...X.shape.slice(0, -1), k], data };
}

// moved makes a tensor whose element at an index is the one that pick gives.
const moved = (name, shape, pick) => ({ type: name, shape, data: [...indices(shape)].map(pick) });

const Reshape = ({ operands: [X], output }) => ({ type: X.type, shape: output.shape, data: X.data });

function Transpose({ operands: [X], perm }) {
  const shape = perm.map((a) => X.shape[a]);
  return moved(X.type, shape, (index) => {
    const from = [];
    perm.forEach((a, i) => (from[a] = index[i]));
    return X.data[flat(from, X.shape)];
  });
}

function Concat({ operands, axis = 0 }) {
  const shape = [...operands[0].shape];
  shape[axis] = operands.reduce((sum, t) => sum + t.shape[axis], 0);
  return moved(operands[0].type, shape, (index) => {
    let i = index[axis];
    const part = operands.find((t) => i < t.shape[axis] || ((i -= t.shape[axis]), false));
    return part.data[flat(index.with(axis, i), part.shape)];
  });
}

function Slice({ operands: [X], starts, increments, output }) {
  return moved(X.type, output.shape, (index) => X.data[flat(index.map((i, a) => starts[a] + i * increments[a]), X.shape)]);
}

function Pad({ operands: [X, value], pads }) {
  const rank = X.shape.length;
  const shape = X.shape.map((e, a) => e + pads[a] + pads[rank + a]);
  return moved(X.type, shape, (index) => {
    const from = index.map((i, a) => i - pads[a]);
    return from.every((i, a) => 0 <= i && i < X.shape[a]) ? X.data[flat(from, X.shape)] : value.data[0];
  });
}

const whole = (t) => {
  if (t.type !== "Int32" && t.type !== "Int64") throw new Unknown(`an index of ${t.type}`);
  return numbers(t);
};

function Gather({ operands: [X, I], axis = 0 }) {
  const extent = BigInt(X.shape[axis]);
  const shape = [...X.shape.slice(0, axis), ...I.shape, ...X.shape.slice(axis + 1)];
  const table = whole(I);
  return moved(X.type, shape, (index) => {
    let i = table[flat(index.slice(axis, axis + I.shape.length), I.shape)];
    if (i < 0n) i += extent;
    i = i < 0n ? 0n : i >= extent ? extent - 1n : i;
    return X.data[flat([...index.slice(0, axis), Number(i), ...index.slice(axis + I.shape.length)], X.shape)];
  });
}

function Scatter({ operands: [X, I, U], func }) {
  if (func && !["add", "mul", "max", "min"].includes(func)) throw new Unknown(`Scatter of ${func}`);
  if (func) arithmetic(X);
  const data = [...X.data];
  whole(I).forEach((at, i) => {
    if (at < 0n || at >= BigInt(data.length)) return;
    data[at] = func ? apply(func, [X.type, X.type], X.type, [data[at], U.data[i]]) : U.data[i];
  });
  return { type: X.type, shape: X.shape, data };
}

export const operators = { Dot, Conv, Map: Map_, Pool, Reduce, Softmax, Cumulate, TopK, Reshape, Transpose, Concat, Slice, Pad, Gather, Scatter };
// fields are those that a node of the vectors has.
export const fields = "name op func steps operands output strides pads dilations groups spread kernel perm axis starts increments".split(" ");
