"""NUMERICS.md section 1: the other formats, which are widened to binary32 and narrowed from it."""

from binary32 import INF, NAN, SIGN, is_inf, is_nan, is_zero, nearest, pack, parts


class Format:
    """A row of the table; over is what is too large without saturation, and fnuz says that zero has no sign."""

    def __init__(self, exponent, mantissa, bias, largest, over, nan, fnuz=False):
        self.mantissa, self.bias, self.largest, self.over, self.nan, self.fnuz = mantissa, bias, largest, over, nan, fnuz
        self.sign = 1 << exponent + mantissa

    def widen(self, code):
        code &= 2 * self.sign - 1
        negative, magnitude = code & self.sign, code & self.sign - 1
        if self.fnuz and code == self.sign:
            return NAN
        if magnitude > self.largest:
            if magnitude != self.over or self.over == self.nan & self.sign - 1:
                return NAN
            return INF | (SIGN if negative else 0)
        e, f = magnitude >> self.mantissa, magnitude & (1 << self.mantissa) - 1
        n = f | 1 << self.mantissa if e else f
        return pack(negative, n, max(e, 1) - self.bias - self.mantissa)

    def narrow(self, a, saturate):
        if is_nan(a):
            return self.nan
        magnitude = self.largest + 1 if is_inf(a) else self.rounded(a)
        if magnitude > self.largest:
            if not saturate and self.over == self.sign:  # a NaN that has no sign of its own
                return self.nan
            magnitude = self.largest if saturate else self.over
        if self.fnuz and magnitude == 0:
            return 0
        return magnitude | (self.sign if a & SIGN else 0)

    def rounded(self, a):
        """The magnitude's code as if the exponent had no end."""
        n, e = parts(a)
        if n == 0:
            return 0
        least = max(n.bit_length() + e - self.mantissa - 1, 1 - self.bias - self.mantissa)
        n = nearest(n, e, least)
        return (least + self.mantissa + self.bias - 1 << self.mantissa) + n


class E8M0:
    def widen(self, code):
        return NAN if code == 255 else pack(0, 1, code - 127)

    def narrow(self, a, saturate, mode="up"):
        if is_nan(a) or a & SIGN and not is_zero(a):
            return 255
        if is_zero(a) or is_inf(a):
            return 255 if not saturate else 254 if is_inf(a) else 0
        n, e = parts(a)
        high = n.bit_length() - 1
        power = e + high
        if mode == "up" and n & n - 1 or mode == "nearest" and high > 0 and n >> high - 1 & 1:
            power += 1
        if -127 <= power <= 127:
            return power + 127
        return 255 if not saturate else 254 if power > 0 else 0


class E2M1(Format):
    def narrow(self, a, saturate):
        return super().narrow(a, True)


class F64:
    def widen(self, code):
        """By way of oddFromF64."""
        return from_f64(code, odd=True)

    def narrow(self, a, saturate):
        sign = (a & SIGN) << 32
        if is_nan(a):
            return 0x7FF8 << 48
        if is_inf(a):
            return sign | 0x7FF << 52
        n, e = parts(a)
        if n == 0:
            return sign
        high = n.bit_length() - 1
        return sign | e + high + 1023 << 52 | (n << 52 - high) & (1 << 52) - 1


def from_f64(code, odd=False):
    sign = SIGN if code >> 63 else 0
    field, fraction = code >> 52 & 2047, code & (1 << 52) - 1
    if field == 2047:
        return NAN if fraction else INF | sign
    n, e = (fraction | 1 << 52, field - 1075) if field else (fraction, -1074)
    if not odd or n == 0:
        return pack(sign, n, e)
    least = max(n.bit_length() + e - 24, -149)
    if least > e:  # what is cut off is remembered in the last bit
        cut = least - e
        n, e = n >> cut | (n & (1 << cut) - 1 > 0), least
    return min(pack(0, n, e), 0x7F7FFFFF) | sign


FORMATS = {
    "Float16": Format(5, 10, 15, 0x7BFF, 0x7C00, 0x7E00),
    "Bfloat16": Format(8, 7, 127, 0x7F7F, 0x7F80, 0x7FC0),
    "Float64": F64(),
    "Float8E4M3FN": Format(4, 3, 7, 0x7E, 0x7F, 0x7F),
    "Float8E4M3FNUZ": Format(4, 3, 8, 0x7F, 0x80, 0x80, fnuz=True),
    "Float8E5M2": Format(5, 2, 15, 0x7B, 0x7C, 0x7E),
    "Float8E5M2FNUZ": Format(5, 2, 16, 0x7F, 0x80, 0x80, fnuz=True),
    "Float8E8M0": E8M0(),
    "Float4E2M1": E2M1(2, 1, 1, 0x7, 0x7, 0x8),
}
