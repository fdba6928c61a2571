"""Computes golden vectors by NUMERICS.md and compares: python3 check FOLDER.. takes those of every .json file in the folders.

It needs Python 3.9 or later and nothing else, and shares no code with the engine: only the page."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import commitments
from operators import OPERATORS, Tensor
from scalars import apply, load, size, store
from sections12 import line


def tensor(t):
    return Tensor(t["type"], t["shape"], [int(w, 16) for w in t["elements"].split()])


def vector(v):
    """A node's name, what it gives and what it should."""
    empty = {key: [] for key in "kernel strides pads dilations spread perm starts increments steps".split()}
    node = SimpleNamespace(**{**empty, "func": "", "groups": 0, "axis": 0, **v})
    node.operands, node.output = [tensor(o) for o in v["operands"]], tensor(v["output"])
    return v["name"], OPERATORS[v["op"]](node), node.output


def function(a):
    """A function's name, what it gives on each line and what it should."""
    got, want = [], []
    for line in a["lines"]:
        *args, result = (int(w, 16) for w in line.split())
        numbers = [load(t, v) for t, v in zip(a["from"], args)]
        got.append(store(a["to"], apply(a["func"], a["to"], a["from"], numbers)))
        want.append(result)
    shape = [len(want)]
    return f'{a["func"]} of {a["from"]} to {a["to"]}', Tensor(a["to"], shape, got), Tensor(a["to"], shape, want)


def differs(got, want):
    """Says where two tensors differ, if they do."""
    if (got.type, got.shape) != (want.type, want.shape):
        return f"{got.type}{got.shape}, not {want.type}{want.shape}"
    for i, (a, b) in enumerate(zip(got.bits, want.bits)):
        if a != b:
            digits = 64 if want.type == "hash" else 2 * size(want.type)
            return f"element {i} is {a:0{digits}x}, not {b:0{digits}x}"
    return f"{len(got.bits)} elements, not {len(want.bits)}" if len(got.bits) != len(want.bits) else ""


def operation(name, lines):
    """The same of an operation, conversion or function of sections 1 and 2."""
    got, want = zip(*(line(name, text) for text in lines))
    return name, Tensor("Float64", [len(want)], list(got)), Tensor("Float64", [len(want)], list(want))


def committed(v):
    """A trace list's name, the hashes that it gives and those that it should: of each tensor its root and its commitment, then the trace's."""
    tensors = [tensor(n) for n in v["nodes"]]
    got = [f(t) for t in tensors for f in (commitments.root, commitments.commitment)] + [commitments.trace(tensors)]
    want = [bytes.fromhex(n[key]) for n in v["nodes"] for key in ("root", "commitment")] + [bytes.fromhex(v["trace"])]
    return v["name"], *(Tensor("hash", [len(want)], [int.from_bytes(h, "big") for h in hashes]) for hashes in (got, want))


def checks(path):
    """The vectors of a file: name, what they give, what they should."""
    vectors = json.loads(path.read_text())
    if isinstance(vectors, dict):
        return [operation(*v) for v in vectors.items()]
    kind = {"functions": function, "commitments": committed}.get(path.stem, vector)
    return [kind(v) for v in vectors]


def main(*folders):
    failed = 0
    for path in (path for folder in folders for path in sorted(Path(folder).glob("*.json"))):
        results = checks(path)
        for name, got, want in results:
            if reason := differs(got, want):
                failed += 1
                print(f"{path.stem}: {name}: {reason}")
        print(f"{path.stem}: {len(results)} vectors, {sum(len(want.bits) for _, _, want in results)} elements")
    print(f"{failed} differ")
    return 1 if failed or not folders else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
