"""The operations, conversions and functions of NUMERICS.md sections 1 and 2 by the names that their golden vectors have."""

import binary32 as f
import curves
from formats import FORMATS, from_f64

INT32, INT64, UINT64 = (-1 << 31, (1 << 31) - 1), (-1 << 63, (1 << 63) - 1), (0, (1 << 64) - 1)


def truth(holds):
    """Truths are written as 1 and 0 in binary32."""
    return f.ONE if holds else 0


def signed(bits, v):
    return v - (1 << bits) if v >> bits - 1 else v


NAMED = {
    "abs": f.fabs, "max": f.fmax, "min": f.fmin, "round": f.rint, "pow": curves.power,
    "isNaN": lambda a: truth(f.is_nan(a)),
    "less": lambda a, b: truth(f.less(a, b)),
    "equal": lambda a, b: truth(f.equal(a, b)),
    "lessEqual": lambda a, b: truth(f.less(a, b) or f.equal(a, b)),
    "fromInt32": lambda v: f.from_int(signed(32, v)),
    "fromInt64": lambda v: f.from_int(signed(64, v)),
    "fromUint64": f.from_int,
    "toInt32": lambda a: f.to_int(a, *INT32),
    "toInt64": lambda a: f.to_int(a, *INT64),
    "truncInt64": lambda a: f.trunc_int(a, *INT64),
    "truncUint64": lambda a: f.trunc_int(a, *UINT64),
    "fromF64": from_f64,
    "oddFromF64": lambda v: from_f64(v, odd=True),
}

SHORT = {"F16": "Float16", "BF16": "Bfloat16", "F64": "Float64", "E2M1": "Float4E2M1"}


def named(name):
    """The function that a name stands for."""
    if name in NAMED:
        return NAMED[name]
    if name.startswith("from"):
        return format_of(name[4:]).widen
    if name[:2] == "to" and name[2].isupper():
        short, saturated = name[2:].removesuffix("Saturated"), name.endswith("Saturated")
        mode = next((m for m in ("Up", "Down", "Nearest") if short.endswith(m)), "")
        kind, options = format_of(short.removesuffix(mode)), {"mode": mode.lower()} if mode else {}
        return lambda a: kind.narrow(a, saturated, **options)
    return getattr(f, name, None) or getattr(curves, name)


def format_of(short):
    return FORMATS[SHORT.get(short) or "Float8" + short]


def line(name, text):
    """What a function gives for a line of operands and result, and what it should."""
    *args, want = text.split()
    got = named(name)(*(int(a, 16) for a in args))
    return got & (1 << 4 * len(want)) - 1, int(want, 16)
