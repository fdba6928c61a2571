"""NUMERICS.md section 3.2: the commitments to tensors and to a list of them."""

from blake3 import blake3
from scalars import size

TYPES = ("Float32 Int32 Uint8 Int8 Bool Int16 Uint16 Uint32 Int64 Uint64 Int4 Uint4 Int2 Uint2 Float16 Bfloat16 Float64 Float8E4M3FN "
         "Float8E4M3FNUZ Float8E5M2 Float8E5M2FNUZ Float8E8M0 Float4E2M1").split()


def root(tensor):
    return blake3(b"".join(v.to_bytes(size(tensor.type), "little") for v in tensor.bits))


def commitment(tensor):
    numbers = [TYPES.index(tensor.type) + 1, len(tensor.shape), *tensor.shape]
    return blake3(b"surety/node/v1" + b"".join(n.to_bytes(8, "little") for n in numbers) + root(tensor))


def trace(tensors):
    return blake3(b"".join(map(commitment, tensors)))
