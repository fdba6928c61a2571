"""NUMERICS.md section 1: numbers as their bits, every operation exact in integers and then rounded once."""

from math import isqrt

NAN, INF, SIGN, ONE = 0x7FC00000, 0x7F800000, 1 << 31, 0x3F800000


def is_nan(a):
    return a & ~SIGN > INF


def is_inf(a):
    return a & ~SIGN == INF


def is_zero(a):
    return a & ~SIGN == 0


def parts(a):
    """The magnitude of a finite number as an integer times a power of two."""
    field, fraction = a >> 23 & 255, a & 0x7FFFFF
    return (fraction | 1 << 23, field - 150) if field else (fraction, -149)


def exact(a):
    """A finite number as a signed integer times a power of two."""
    n, e = parts(a)
    return (-n if a & SIGN else n), e


def nearest(n, e, least):
    """n * 2^e in units of 2^least, to the nearest, ties to even."""
    shift = least - e
    if shift <= 0:
        return n << -shift
    kept, rest, half = n >> shift, n & (1 << shift) - 1, 1 << shift - 1
    return kept + (rest > half or rest == half and kept & 1)


def pack(negative, n, e):
    """n * 2^e rounded; n is not negative."""
    least = max(n.bit_length() + e - 24, -149)
    n = nearest(n, e, least)
    if n == 1 << 24:
        n, least = n >> 1, least + 1
    bits = n if n < 1 << 23 else (least + 150 << 23) + n - (1 << 23)
    return min(bits, INF) | (SIGN if negative else 0)


def fma(a, b, c):
    if is_nan(a) or is_nan(b) or is_nan(c):
        return NAN
    negative = (a ^ b) & SIGN
    if is_inf(a) or is_inf(b):
        if is_zero(a) or is_zero(b) or is_inf(c) and (c & SIGN) != negative:
            return NAN
        return INF | negative
    if is_inf(c):
        return c
    (x, ex), (y, ey), (z, ez) = exact(a), exact(b), exact(c)
    e = min(ex + ey, ez)
    total = (x * y << ex + ey - e) + (z << ez - e)
    if total == 0:
        return SIGN if negative and c & SIGN and x * y == 0 == z else 0
    return pack(total < 0, abs(total), e)


def neg(a):
    return NAN if is_nan(a) else a ^ SIGN


def fabs(a):
    return NAN if is_nan(a) else a & ~SIGN


def add(a, b):
    return fma(a, ONE, b)


def sub(a, b):
    return add(a, neg(b))


def mul(a, b):
    return fma(a, b, SIGN)


def div(a, b):
    negative = (a ^ b) & SIGN
    if is_nan(a) or is_nan(b) or is_inf(a) and is_inf(b) or is_zero(a) and is_zero(b):
        return NAN
    if is_inf(a) or is_zero(b):
        return INF | negative
    if is_zero(a) or is_inf(b):
        return negative
    (x, ex), (y, ey) = parts(a), parts(b)
    q, rest = divmod(x << 64, y)
    return pack(negative, q << 1 | (rest > 0), ex - ey - 65)


def sqrt(a):
    if is_nan(a) or is_zero(a):
        return NAN if is_nan(a) else a
    if a & SIGN or is_inf(a):
        return NAN if a & SIGN else INF
    n, e = parts(a)
    n, e = n << 64 + e % 2, e - 64 - e % 2
    root = isqrt(n)
    return pack(0, root << 1 | (root * root < n), e // 2 - 1)


def key(a):
    """Orders numbers: zeros are equal."""
    return -(a & ~SIGN) if a & SIGN else a


def less(a, b):
    return not (is_nan(a) or is_nan(b)) and key(a) < key(b)


def equal(a, b):
    return not (is_nan(a) or is_nan(b)) and key(a) == key(b)


def fmax(a, b):
    if is_nan(a) or is_nan(b):
        return NAN
    if is_zero(a) and is_zero(b):
        return a & b
    return b if less(a, b) else a


def fmin(a, b):
    if is_nan(a) or is_nan(b):
        return NAN
    if is_zero(a) and is_zero(b):
        return a | b
    return b if less(b, a) else a


def relu(a):
    return fmax(a, 0)


def sign(a):
    return NAN if is_nan(a) else 0 if is_zero(a) else ONE | a & SIGN


def integral(a, how):
    """floor, ceil, trunc and round: how takes n * 2^e of either sign, e below 0, to an integer."""
    if is_nan(a) or is_inf(a) or is_zero(a):
        return NAN if is_nan(a) else a
    n, e = exact(a)
    return a if e >= 0 else pack(0, abs(how(n, e)), 0) | a & SIGN


def floor(a):
    return integral(a, lambda n, e: n >> -e)


def ceil(a):
    return integral(a, lambda n, e: -(-n >> -e))


def trunc(a):
    return integral(a, lambda n, e: abs(n) >> -e)


def rint(a):
    return integral(a, lambda n, e: nearest(abs(n), e, 0))


def from_int(v):
    return pack(v < 0, abs(v), 0)


def to_int(a, least, most):
    """toInt32 and toInt64: the ends of the type are given."""
    return trunc_int(rint(a), least, most)


def trunc_int(a, least, most):
    """truncInt64 and truncUint64."""
    if is_nan(a) or is_inf(a):
        return 0 if is_nan(a) else least if a & SIGN else most
    n, e = parts(a)
    n = n << e if e >= 0 else n >> -e
    return min(max(-n if a & SIGN else n, least), most)
