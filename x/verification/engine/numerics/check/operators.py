"""NUMERICS.md section 5: operators. A tensor is a type, a shape and the list of its elements' bits."""

from dataclasses import dataclass
from itertools import product as cross
from math import prod

import binary32 as f
import curves
from scalars import apply, less, load, store, wrap


@dataclass
class Tensor:
    type: str
    shape: list
    bits: list

    def number(self, at):
        """The number at an index of every axis."""
        return load(self.type, self.bits[flat(self.shape, at)])

    def numbers(self):
        return [load(self.type, b) for b in self.bits]

    def rows(self):
        """The numbers of each row of the last axis."""
        all, n = self.numbers(), self.shape[-1]
        return [all[i : i + n] for i in range(0, len(all), n)]


def indices(shape):
    return cross(*map(range, shape))


def flat(shape, at):
    i = 0
    for extent, index in zip(shape, at):
        i = i * extent + index
    return i


def stretched(o, at):
    """The element of an operand that broadcasts to the output's index."""
    at = at[len(at) - len(o.shape) :]
    return o.number([0 if extent == 1 else index for extent, index in zip(o.shape, at)])


def broadcast(shapes):
    rank = max(map(len, shapes))
    return [max(([1] * (rank - len(s)) + s)[i] for s in shapes) for i in range(rank)]


def run_steps(node, given, own):
    """Ends a node: given is what the operator gives, as a type, a shape and numbers; nothing for a map."""
    further, steps = node.operands[own:], node.steps
    if given is None:
        shape = broadcast([o.shape for o in further])
        if not steps:
            steps = [{"func": node.func, "type": node.output.type, "args": range(len(further))}]
    else:
        shape = given[1]
        if not steps and further:
            steps = [{"func": "add", "type": given[0], "args": [0, 1]}]
    types = ([given[0]] if given else []) + [o.type for o in further] + [s["type"] for s in steps]
    bits = []
    for i, at in enumerate(indices(shape)):
        values = ([given[2][i]] if given else []) + [stretched(o, at) for o in further]
        for s in steps:
            values.append(apply(s["func"], s["type"], [types[a] for a in s["args"]], [values[a] for a in s["args"]]))
        bits.append(store(types[-1], values[-1]))
    return Tensor(types[-1], shape, bits)


def contract(t, pairs):
    """A chain of products."""
    if t == "Float32":
        acc = 0
        for x, w in pairs:
            acc = f.fma(x, w, acc)
        return acc
    return wrap("Int32", sum(x * w for x, w in pairs))


def gives(a):
    return "Float32" if a.type == "Float32" else "Int32"


def dot(node):
    a, b = node.operands[:2]
    shape = a.shape[:-1] + [b.shape[-2]]
    rows, columns = a.rows(), b.rows()
    m, n = a.shape[-2], b.shape[-2]
    out = []
    for r, row in enumerate(rows):
        first = r // m * n if len(b.shape) > 2 else 0
        out += [contract(a.type, zip(row, column)) for column in columns[first : first + n]]
    return run_steps(node, (gives(a), shape, out), 2)


def window(node, extents, kernel):
    """The output's spatial shape, and a function from its positions to taps: pairs of a kernel index and the operand's position."""
    count = len(extents)
    spread = node.spread or [1] * count
    before, after = node.pads[:count], node.pads[count:]
    reach = [(n - 1) * s + 1 for n, s in zip(extents, spread)]
    out = [
        (reach[i] + before[i] + after[i] - ((kernel[i] - 1) * node.dilations[i] + 1)) // node.strides[i] + 1 for i in range(count)
    ]

    def taps(position):
        for k in indices(kernel):
            p = [position[i] * node.strides[i] + k[i] * node.dilations[i] - before[i] for i in range(count)]
            if all(0 <= p[i] < reach[i] and p[i] % spread[i] == 0 for i in range(count)):
                yield k, [p[i] // spread[i] for i in range(count)]

    return out, taps


def conv(node):
    x, w = node.operands[:2]
    spatial, taps = window(node, x.shape[1:-1], w.shape[1:-1])
    filters, depth = w.shape[0], w.shape[-1]
    shape, out = [x.shape[0], *spatial, filters], []
    for at in indices(shape):
        batch, filter = at[0], at[-1]
        group = filter // (filters // node.groups)
        out.append(contract(x.type, (
            (x.number([batch, *p, group * depth + c]), w.number([filter, *k, c])) for k, p in taps(at[1:-1]) for c in range(depth)
        )))
    return run_steps(node, (gives(x), shape, out), 2)


def fold(func, t, row, first):
    acc = first
    for v in row:
        acc = apply(func, t, [t, t], [acc, v])
    return acc


def unit(func, t):
    return 0 if func == "add" else f.ONE if t == "Float32" else 1


def before(t, a, b, descending):
    if descending:
        a, b = b, a
    if t == "Float32" and f.is_nan(b):
        return not f.is_nan(a)
    return less(t, a, b)


def order(func, t, row):
    """Indices in sort order."""
    out = []
    for i, v in enumerate(row):
        at = len(out)
        while at > 0 and before(t, v, row[out[at - 1]], func.endswith("max")):
            at -= 1
        out.insert(at, i)
    return out


def pool(node):
    x = node.operands[0]
    spatial, taps = window(node, x.shape[1:-1], node.kernel)
    shape, out = [x.shape[0], *spatial, x.shape[-1]], []
    for at in indices(shape):
        places = [p for _, p in taps(at[1:-1])]
        row = [x.number([at[0], *p, at[-1]]) for p in places]
        if node.func == "argmax":
            out.append(flat(x.shape[1:-1], places[order(node.func, x.type, row)[0]]))
        else:
            out.append(fold(node.func, x.type, row, 0 if node.func == "add" else row[0]))
    return run_steps(node, ("Int64" if node.func == "argmax" else x.type, shape, out), 1)


def lanes(func, row):
    s = [unit(func, "Float32")] * 16
    for i, v in enumerate(row):
        s[i % 16] = apply(func, "Float32", ["Float32"] * 2, [s[i % 16], v])
    for width in (8, 4, 2, 1):
        for j in range(width):
            s[j] = apply(func, "Float32", ["Float32"] * 2, [s[j], s[j + width]])
    return s[0]


def reduced(func, t, row):
    if func.startswith("arg"):
        return order(func, t, row)[0]
    if func in ("add", "mul"):
        return lanes(func, row) if t == "Float32" else fold(func, t, row, unit(func, t))
    return fold(func, t, row, row[0])


def reduce(node):
    x = node.operands[0]
    out = [reduced(node.func, x.type, row) for row in x.rows()]
    return run_steps(node, ("Int64" if node.func.startswith("arg") else x.type, x.shape[:-1], out), 1)


def softmax(node):
    x, bits = node.operands[0], []
    for row in x.rows():
        top = fold("max", "Float32", row, f.INF | f.SIGN)
        e = [curves.exp(f.sub(v, top)) for v in row]
        total = lanes("add", e)
        bits += [f.div(v, total) for v in e]
    return Tensor("Float32", x.shape, bits)


def cumulate(node):
    x, bits = node.operands[0], []
    for row in x.rows():
        acc = unit(node.func, x.type)
        for v in row:
            acc = fold(node.func, x.type, [v], acc)
            bits.append(store(x.type, acc))
    return Tensor(x.type, x.shape, bits)


def topk(node):
    x, t = node.operands[0], node.output.type
    kept, bits = node.output.shape[-1], []
    for row in x.rows():
        picked = order(node.func, x.type, row)[:kept]
        bits += [store(t, i if node.func.startswith("arg") else row[i]) for i in picked]
    return Tensor(t, node.output.shape, bits)


def moved(node, shape, source):
    """Elements copied from where source says: an operand and an index of it."""
    bits = []
    for at in indices(shape):
        o, index = source(at)
        bits.append(o.bits[flat(o.shape, index)])
    return Tensor(node.operands[0].type, shape, bits)


def reshape(node):
    return Tensor(node.operands[0].type, node.output.shape, node.operands[0].bits)


def transpose(node):
    x = node.operands[0]
    return moved(node, [x.shape[p] for p in node.perm], lambda at: (x, [at[node.perm.index(i)] for i in range(len(at))]))


def concat(node):
    shape = list(node.operands[0].shape)
    shape[node.axis] = sum(o.shape[node.axis] for o in node.operands)

    def source(at):
        at = list(at)
        for o in node.operands:
            if at[node.axis] < o.shape[node.axis]:
                return o, at
            at[node.axis] -= o.shape[node.axis]

    return moved(node, shape, source)


def strided(node):
    x = node.operands[0]
    return moved(node, node.output.shape, lambda at: (x, [s + i * by for s, i, by in zip(node.starts, at, node.increments)]))


def pad(node):
    x, fill = node.operands
    rank = len(x.shape)
    before, after = node.pads[:rank], node.pads[rank:]

    def source(at):
        at = [i - b for i, b in zip(at, before)]
        return (x, at) if all(0 <= i < n for i, n in zip(at, x.shape)) else (fill, [0] * len(fill.shape))

    return moved(node, [b + n + a for b, n, a in zip(before, x.shape, after)], source)


def gather(node):
    x, index = node.operands
    axis, rank, count = node.axis, len(index.shape), x.shape[node.axis]

    def source(at):
        i = index.number(at[axis : axis + rank])
        i = min(max(i + count if i < 0 else i, 0), count - 1)
        return x, [*at[:axis], i, *at[axis + rank :]]

    return moved(node, x.shape[:axis] + index.shape + x.shape[axis + 1 :], source)


def scatter(node):
    x, index, updates = node.operands
    bits = list(x.bits)
    for at, update in zip(index.numbers(), updates.bits):
        if not 0 <= at < len(bits):
            continue
        if node.func:
            update = store(x.type, apply(node.func, x.type, [x.type] * 2, [load(x.type, bits[at]), load(x.type, update)]))
        bits[at] = update
    return Tensor(x.type, x.shape, bits)


OPERATORS = {
    "Dot": dot, "Conv": conv, "Map": lambda node: run_steps(node, None, 0), "Pool": pool, "Reduce": reduce, "Softmax": softmax,
    "Cumulate": cumulate, "TopK": topk, "Reshape": reshape, "Transpose": transpose, "Concat": concat, "Slice": strided, "Pad": pad,
    "Gather": gather, "Scatter": scatter,
}
