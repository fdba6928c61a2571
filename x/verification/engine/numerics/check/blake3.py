"""BLAKE3 of bytes, 32 bytes long, without a key."""

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTED = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
QUARTERS = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
START, END, PARENT, ROOT = 1, 2, 4, 8
CHUNK, BLOCK, ROUNDS, LOW = 1024, 64, 7, 0xFFFFFFFF


def turned(v, by):
    return v >> by | v << 32 - by & LOW


def compress(chaining, block, counter, flags):
    """The next chaining value, 8 words."""
    m = [int.from_bytes(block[i:i + 4].ljust(4, b"\0"), "little") for i in range(0, BLOCK, 4)]
    v = [*chaining, *IV[:4], counter & LOW, counter >> 32, len(block), flags]
    for _ in range(ROUNDS):
        for i, (a, b, c, d) in enumerate(QUARTERS):
            for word, first, second in ((m[2 * i], 16, 12), (m[2 * i + 1], 8, 7)):
                v[a] = v[a] + v[b] + word & LOW
                v[d] = turned(v[d] ^ v[a], first)
                v[c] = v[c] + v[d] & LOW
                v[b] = turned(v[b] ^ v[c], second)
        m = [m[i] for i in PERMUTED]
    return [v[i] ^ v[i + 8] for i in range(8)]


def bytes_of(words):
    return b"".join(w.to_bytes(4, "little") for w in words)


def node(content, counter, root):
    """The chaining value of a subtree that begins with the chunk of a number; root is ROOT for the whole, else 0."""
    if len(content) <= CHUNK:
        chaining, blocks = IV, [content[i:i + BLOCK] for i in range(0, len(content), BLOCK)] or [b""]
        for i, block in enumerate(blocks):
            last = i == len(blocks) - 1
            chaining = compress(chaining, block, counter, (START if i == 0 else 0) | (END | root if last else 0))
        return chaining
    left = 1 << ((len(content) - 1) // CHUNK).bit_length() - 1  # chunks: the largest power of two that leaves some
    both = node(content[:left * CHUNK], counter, 0) + node(content[left * CHUNK:], counter + left, 0)
    return compress(IV, bytes_of(both), 0, PARENT | root)


def blake3(content):
    return bytes_of(node(content, 0, ROOT))
