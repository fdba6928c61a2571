"""NUMERICS.md sections 3.1 and 4: element types, and scalar functions of all of them.

An element is the integer of its bits. A number is: of Float32 and the stored types their bits, else the integer, of Bool 0 or 1."""

import binary32 as f
import curves
from formats import FORMATS, from_f64

INTEGERS = {f"{sign}{n}": (n, sign == "Int") for n in (2, 4, 8, 16, 32, 64) for sign in ("Int", "Uint")}
SIZES = {"Bool": 1, "Float16": 2, "Bfloat16": 2, "Float32": 4, "Float64": 8} | {t: max(n // 8, 1) for t, (n, _) in INTEGERS.items()}


def size(t):
    """Bytes of an element."""
    return SIZES.get(t, 1)


def wrap(t, v):
    """The number of an integer type, or the truth value, that has the low bits of v."""
    if t == "Bool":
        return v & 1
    n, signed = INTEGERS[t]
    v &= (1 << n) - 1
    return v - (1 << n) if signed and v >> n - 1 else v


def load(t, bits):
    if t == "Bool":
        return int(bits != 0)
    return wrap(t, bits) if t in INTEGERS else bits


def store(t, v):
    return v & (1 << 8 * size(t)) - 1


FLOAT_ONE = {
    "neg": f.neg, "abs": f.fabs, "sign": f.sign, "relu": f.relu, "sqrt": f.sqrt, "floor": f.floor, "ceil": f.ceil, "round": f.rint,
    "trunc": f.trunc,
} | {name: getattr(curves, name) for name in "exp log sigmoid tanh erf sin cos tan asin acos atan sinh cosh asinh acosh atanh".split()}


def float_mod(a, b):
    r = curves.fmod(a, b)
    return f.add(r, b) if not f.is_zero(r) and f.less(r, 0) != f.less(b, 0) else r


FLOAT_TWO = {
    "add": f.add, "sub": f.sub, "mul": f.mul, "div": f.div, "max": f.fmax, "min": f.fmin, "pow": curves.power, "fmod": curves.fmod,
    "mod": float_mod,
}


def truncated(a, b):
    """The quotient without its fraction."""
    return 0 if b == 0 else abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def shift(t, b):
    n = INTEGERS[t][0]
    return min(b & (1 << n) - 1, n)


INTEGER = {
    "neg": lambda t, a: -a,
    "abs": lambda t, a: abs(a),
    "sign": lambda t, a: (a > 0) - (a < 0),
    "not": lambda t, a: ~a,
    "add": lambda t, a, b: a + b,
    "sub": lambda t, a, b: a - b,
    "mul": lambda t, a, b: a * b,
    "div": lambda t, a, b: truncated(a, b),
    "mod": lambda t, a, b: a % b if b else 0,
    "fmod": lambda t, a, b: a - truncated(a, b) * b if b else 0,
    "max": lambda t, a, b: max(a, b),
    "min": lambda t, a, b: min(a, b),
    "and": lambda t, a, b: a & b,
    "or": lambda t, a, b: a | b,
    "xor": lambda t, a, b: a ^ b,
    "shl": lambda t, a, b: a << shift(t, b),
    "shr": lambda t, a, b: a >> shift(t, b),
}


def less(t, a, b):
    return f.less(a, b) if t == "Float32" else a < b


def equal(t, a, b):
    return f.equal(a, b) if t == "Float32" else a == b


def scale(a, b, c):
    c = min(max(c, 0), 95)
    v = f.nearest(abs(a * b), -c, 0)
    return clamp("Int64", -v if a * b < 0 else v)


def clamp(t, v):
    n, signed = INTEGERS[t]
    least = -(1 << n - 1) if signed else 0
    return min(max(v, least), least + (1 << n) - 1)


def whole(t):
    return t in INTEGERS or t == "Bool"


def widened(t, v):
    return v if t == "Float32" else FORMATS[t].widen(v)


def cast(to, t, v, saturate=False):
    if whole(t) and whole(to):
        if to == "Bool":
            return int(v != 0)
        return clamp(to, v) if saturate else wrap(to, v)
    if (t, to) == ("Float64", "Float32"):
        return from_f64(v)
    x = f.from_int(v) if whole(t) else widened(t, v)
    if to == "Bool":
        return int(not f.is_zero(x))
    if to == "Float32":
        return x
    if to not in INTEGERS:
        return FORMATS[to].narrow(x, saturate)
    if saturate:
        return clamp(to, f.trunc_int(x, -1 << 64, 1 << 64))
    if to == "Uint64":
        return f.trunc_int(x, 0, (1 << 64) - 1)
    return wrap(to, f.trunc_int(x, -1 << 63, (1 << 63) - 1))


def apply(func, to, types, args):
    """A function of numbers of the given types, to one of type to."""
    t = types[0]
    if func in ("cast", "castSaturate"):
        return cast(to, t, args[0], func == "castSaturate")
    if func == "bitcast":
        return load(to, store(t, args[0]))
    if func == "where":
        return args[1] if args[0] else args[2]
    if func == "scale":
        return scale(*args)
    if func == "equal":
        return int(equal(t, *args))
    if func == "less":
        return int(less(t, *args))
    if func == "lessEqual":
        return int(less(t, *args) or equal(t, *args))
    if func == "fma":
        return f.fma(*args)
    if t == "Float32":
        return (FLOAT_ONE if len(args) == 1 else FLOAT_TWO)[func](*args)
    return wrap(t, INTEGER[func](t, *args))
