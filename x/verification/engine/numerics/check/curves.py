"""NUMERICS.md section 2: functions, each step one operation of section 1."""

from binary32 import (INF, NAN, ONE, SIGN, add, div, equal, exact, fabs, fma, from_int, is_inf, is_nan, is_zero, less, mul, neg, pack,
                      parts, sqrt, sub)

HALF, TWO, MINUS_TWO, QUARTER = 0x3F000000, 0x40000000, 0xC0000000, 0x3E800000


def polynomial(x, constants):
    p, *rest = (int(c, 16) for c in constants.split())
    for c in rest:
        p = fma(p, x, c)
    return p


def with_sign(of, a):
    return a if is_nan(a) else a & ~SIGN | of & SIGN


def scaled(p, e):
    """Step 5 of 2.1."""
    h = e // 2
    return mul(mul(p, pack(0, 1, h)), pack(0, 1, e - h))


def exp(x, lower=0):
    if is_nan(x):
        return NAN
    if not lower and less(0x42B17217, x):
        return INF
    if less(x, 0xC2CFF1B5):
        return 0
    t = fma(x, 0x3FB8AA3B, 0x4B400000)
    n = sub(t, 0x4B400000)
    r = fma(n, 0xB5BFBE8E, fma(n, 0xBF317200, x))
    p = polynomial(r, "39500d01 3ab60b61 3c088889 3d2aaaab 3e2aaaab 3f000000 3f800000 3f800000")
    return scaled(p, t - 0x4B400000 - lower)


def tanh(x):
    if is_nan(x):
        return NAN
    y = fabs(x)
    if not less(y, 0x41102CB4):
        return with_sign(x, ONE)
    if less(y, 0x3F200000):
        z = mul(y, y)
        p = polynomial(z, "bbbaf0ea 3ca9134e bd5c1e2d 3e088393 beaaaa99")
        return with_sign(x, fma(mul(p, z), y, y))
    return with_sign(x, fma(MINUS_TWO, div(ONE, add(exp(add(y, y)), ONE)), ONE))


def sigmoid(x):
    if is_nan(x):
        return NAN
    e = exp(fabs(x) | SIGN)
    return div(e if x & SIGN else ONE, add(ONE, e))


def significand(x, j):
    """Steps 2 and 3 of 2.4: j + k, f and p."""
    if parts(x)[0] < 1 << 23:
        x, j = mul(x, 0x4B000000), j - 23
    k = x - 0x3F3504F3 >> 23
    f = sub(x - (k << 23), ONE)
    p = polynomial(f, "3d8a3d90 bdef02c2 3df35f4f bdfe140d 3e119dd5 be2aae24 3e4cd23b be800003 3eaaaaa4 bf000000")
    return j + k, f, p


def log_of(n, r):
    n = from_int(n)
    return fma(n, 0x3F317200, fma(n, 0x35BFBE8E, r))


def log(x, j=0):
    if is_zero(x):
        return INF | SIGN
    if is_nan(x) or x & SIGN:
        return NAN
    if is_inf(x):
        return INF
    n, f, p = significand(x, j)
    return log_of(n, fma(mul(f, f), p, f))


def erf(x):
    if is_nan(x):
        return NAN
    y = fabs(x)
    if not less(y, 0x407AD445):
        return with_sign(x, ONE)
    if less(y, ONE):
        p = polynomial(mul(y, y), "38a3b8fe ba51a8af 3ba9f912 bcdbfb8d 3de71673 bec0939f 3e0375d4")
        return with_sign(x, fma(y, p, y))
    p = polynomial(y, "39436e36 bb412d1e 3cb2e58e bdd3298d bf235d78 bf904475 b9b30eab")
    return with_sign(x, sub(ONE, exp(p)))


TWO_OVER_PI = int("00000028be60db9391054a7f09d5f47d4d377036d8a5664f10e4107f9458eaf7", 16)


def quarters(x):
    """The quarters of a turn in |x|, and the rest."""
    if less(fabs(x), 0x3F490FDB):
        return 0, fabs(x)
    m = x & 0x7FFFFF | 1 << 23
    i = (x >> 23 & 255) - 126
    high, low = TWO_OVER_PI >> 192 - i & (1 << 64) - 1, TWO_OVER_PI >> 128 - i & (1 << 64) - 1
    p = (m * high + (m * low >> 64)) % (1 << 64)
    q = (p + (1 << 61) >> 62) % 4
    f = (p - (q << 62) + (1 << 63)) % (1 << 64) - (1 << 63)
    a = abs(f) * 0xC90FDAA22168C235 >> 64
    return q, mul(from_int(a), pack(0, 1, -61)) | (SIGN if f < 0 else 0)


def sine_cosine(r):
    z = mul(r, r)
    s = fma(mul(polynomial(z, "363bf108 b9502433 3c0888b2 be2aaaab"), z), r, r)
    return s, polynomial(z, "37ccf48a bab60615 3d2aaaa5 bf000000 3f800000")


def sin(x):
    if is_nan(x) or is_inf(x):
        return NAN
    q, r = quarters(x)
    s, c = sine_cosine(r)
    return (s, c, neg(s), neg(c))[q] ^ x & SIGN


def cos(x):
    if is_nan(x) or is_inf(x):
        return NAN
    q, r = quarters(x)
    s, c = sine_cosine(r)
    return (c, neg(s), neg(c), s)[q]


def tan(x):
    if is_nan(x) or is_inf(x):
        return NAN
    q, r = quarters(x)
    z = mul(r, r)
    t = fma(mul(polynomial(z, "3b8f3184 38d9718a 3c31547d 3cae6375 3d5d6ca0 3e0886d0 3eaaaab0"), z), r, r)
    return (div(ONE | SIGN, t) if q % 2 else t) ^ x & SIGN


K, K_LOW = 0x3FC90FDB, 0xB33BBD2E


def arc_polynomial(z):
    return polynomial(z, "3d19ea19 3c6bc926 3d02579a 3d36555b 3d999c4f 3e2aaaa6")


def arc(v):
    z = mul(v, v)
    return fma(mul(arc_polynomial(z), z), v, v)


def asin(x):
    y = fabs(x)
    if is_nan(x) or less(ONE, y):
        return NAN
    if not less(HALF, y):
        return with_sign(x, arc(y))
    s, t = arc_far(y)
    d = fma(MINUS_TWO, s, K)
    f = fma(MINUS_TWO, s, sub(K, d))
    return with_sign(x, sub(d, sub(fma(TWO, t, neg(K_LOW)), f)))


def arc_far(y):
    z = fma(HALF | SIGN, y, HALF)
    s = sqrt(z)
    return s, mul(mul(arc_polynomial(z), z), s)


def acos(x):
    y = fabs(x)
    if is_nan(x) or less(ONE, y):
        return NAN
    if not less(HALF, y):
        return sub(K, sub(arc(x), K_LOW))
    s, t = arc_far(y)
    w = add(s, t)
    if less(x, 0):
        w = sub(K, sub(w, K_LOW))
    return add(w, w)


def atan(x):
    if is_nan(x):
        return NAN
    y = fabs(x)
    v = y if not less(ONE, y) else div(ONE, y)
    z = mul(v, v)
    p = polynomial(z, "baead0d5 3c32a8f1 bcff3e92 3d6d4e17 bdac12f9 3de04a36 be12108d 3e4cc8f6 beaaaa9f")
    if not less(ONE, y):
        return with_sign(x, fma(mul(p, z), y, y))
    return with_sign(x, sub(sub(K, v), fma(mul(p, z), v, neg(K_LOW))))


def half_exp(y):
    e = exp(y, lower=1)
    return e, div(QUARTER, e)


def sinh(x):
    if is_nan(x):
        return NAN
    y = fabs(x)
    if less(0x42B40000, y):
        return with_sign(x, INF)
    if less(y, ONE):
        z = mul(y, y)
        return with_sign(x, fma(mul(polynomial(z, "363b3b8f 39500e11 3c088875 3e2aaaab"), z), y, y))
    return with_sign(x, sub(*half_exp(y)))


def cosh(x):
    if is_nan(x):
        return NAN
    y = fabs(x)
    return INF if less(0x42B40000, y) else add(*half_exp(y))


def log1p(a):
    v = add(ONE, a)
    c = div(sub(a, sub(v, ONE)), v)
    n, f, p = significand(v, 0)
    return log_of(n, add(f, fma(mul(f, f), p, c)))


def asinh(x):
    if is_nan(x) or is_inf(x):
        return NAN if is_nan(x) else x
    y = fabs(x)
    if not less(y, 0x45800000):
        return with_sign(x, log(y, 1))
    z = mul(y, y)
    if less(y, HALF):
        return with_sign(x, fma(mul(polynomial(z, "bc58c751 3ce6ba45 bd35cb8f 3d99927d be2aaa9b"), z), y, y))
    w = sqrt(fma(y, y, ONE))
    return with_sign(x, log1p(add(y, div(z, add(ONE, w)))))


def acosh(x):
    if is_nan(x) or less(x, ONE):
        return NAN
    if not less(x, 0x45800000):
        return log(x, 1)
    t = sub(x, ONE)
    return log1p(add(t, sqrt(fma(t, t, add(t, t)))))


def atanh(x):
    y = fabs(x)
    if is_nan(x) or less(ONE, y):
        return NAN
    if equal(y, ONE):
        return with_sign(x, INF)
    if less(y, HALF):
        z = mul(y, y)
        return with_sign(x, fma(mul(polynomial(z, "3e3496e3 3d536ef5 3df1fde7 3e11a6e8 3e4cd33a 3eaaaaa0"), z), y, y))
    return with_sign(x, mul(HALF, log1p(div(add(y, y), sub(ONE, y)))))


def integer(b):
    """Whether a finite number is an integer, and an odd one."""
    n, e = parts(b)
    if e >= 0:
        return True, e == 0 and n % 2 == 1
    whole = n & (1 << -e) - 1 == 0
    return whole, whole and (n >> -e) % 2 == 1


def power(a, b):
    if a == ONE or is_zero(b):
        return ONE
    if is_nan(a) or is_nan(b):
        return NAN
    whole, odd = (True, False) if is_inf(b) else integer(b)
    sign = a & SIGN if odd else 0
    x = fabs(a)
    if is_zero(a) or is_inf(a) or is_inf(b):
        if x == ONE:
            return ONE | sign
        return sign | (INF if less(ONE, x) != bool(b & SIGN) else 0)
    if a & SIGN and not whole:
        return NAN
    return power_above(x, b) ^ sign


def power_above(x, b):
    n, f, _ = significand(x, 0)
    m = add(f, ONE)
    g = add(m, ONE)
    s = div(f, g)
    s1 = div(fma(neg(s), sub(m, sub(g, ONE)), fma(neg(s), g, f)), g)
    z = mul(s, s)
    z1 = fma(add(s, s), s1, fma(s, s, neg(z)))
    q = mul(z, polynomial(z, "3e90164b 3ea3da5a 3ed30ca3 3f13bb62"))
    d = 0x3F76384F
    w = add(d, q)
    w1 = add(add(sub(d, w), q), 0xB1F17F01)
    v = mul(z, w)
    v1 = fma(z1, w, fma(z, w1, fma(z, w, neg(v))))
    top = 0x4038AA3B
    c = add(top, v)
    c1 = add(add(sub(top, c), v), add(v1, 0x33257060))
    u = mul(s, c)
    u1 = fma(s1, c, fma(s, c1, fma(s, c, neg(u))))
    n = from_int(n)
    h = add(n, u)
    low = add(add(sub(n, h), u), u1)
    y = mul(b, h)
    if not less(y, 0x43010000):
        return INF
    if not less(0xC3170000, y):
        return 0
    y1 = fma(b, low, fma(b, h, neg(y)))
    i = add(y, 0x4B400000)
    d = sub(y, sub(i, 0x4B400000))
    r = add(d, y1)
    r1 = sub(y1, sub(r, d))
    ln2 = 0x3F317218
    t = mul(r, ln2)
    t1 = fma(r1, ln2, fma(r, 0xB102E308, fma(r, ln2, neg(t))))
    q = fma(mul(t, t), polynomial(t, "394d49f7 3ab6a8a7 3c088adb 3d2aaa72 3e2aaaa9 3f000000"), t1)
    o = add(ONE, t)
    return scaled(add(o, add(sub(t, sub(o, ONE)), q)), i - 0x4B400000)


def fmod(a, b):
    if is_nan(a) or is_nan(b) or is_inf(a) or is_zero(b):
        return NAN
    if is_inf(b):
        return a
    (x, ex), (y, ey) = exact(a), exact(b)
    e = min(ex, ey)
    return pack(0, (abs(x) << ex - e) % (abs(y) << ey - e), e) | a & SIGN
