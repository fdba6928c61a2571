// BLAKE3 of bytes: 32 bytes, without a key.
const iv = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const [first, last, parent, whole] = [1, 2, 4, 8]; // flags
const chunkSize = 1024;
const blockSize = 64;

// mix turns two words of the message into a column or a diagonal of the state.
function mix(s, a, b, c, d, x, y) {
  const turn = (v, by) => (v >>> by) | (v << (32 - by));
  s[a] += s[b] + x;
  s[d] = turn(s[d] ^ s[a], 16);
  s[c] += s[d];
  s[b] = turn(s[b] ^ s[c], 12);
  s[a] += s[b] + y;
  s[d] = turn(s[d] ^ s[a], 8);
  s[c] += s[d];
  s[b] = turn(s[b] ^ s[c], 7);
}

function compress(chain, block, counter, flags) {
  const padded = new Uint8Array(blockSize);
  padded.set(block);
  const view = new DataView(padded.buffer);
  let m = Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i, true));
  const s = Uint32Array.of(...chain, ...iv.slice(0, 4), counter, Math.floor(counter / 2 ** 32), block.length, flags);
  for (let round = 0; round < 7; round++) {
    for (let i = 0; i < 4; i++) mix(s, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
    for (let i = 0; i < 4; i++) mix(s, i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4), m[8 + 2 * i], m[9 + 2 * i]);
    m = permutation.map((i) => m[i]);
  }
  return s.slice(0, 8).map((v, i) => v ^ s[8 + i]);
}

function bytes(words) {
  const out = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((w, i) => out.setUint32(4 * i, w, true));
  return new Uint8Array(out.buffer);
}

// chunk hashes at most 1024 bytes, the chunk of this number; end is whole if there is no other, else 0.
function chunk(content, number, end) {
  let chain = iv;
  const blocks = Math.max(Math.ceil(content.length / blockSize), 1);
  for (let i = 0; i < blocks; i++) {
    const flags = (i === 0 ? first : 0) | (i === blocks - 1 ? last | end : 0);
    chain = compress(chain, content.subarray(i * blockSize, (i + 1) * blockSize), number, flags);
  }
  return chain;
}

// tree hashes what begins with the chunk of this number: the left half is the largest power of two chunks that leaves some.
function tree(content, number, end) {
  if (content.length <= chunkSize) return chunk(content, number, end);
  let left = 1;
  while (2 * left * chunkSize < content.length) left *= 2;
  const halves = [...tree(content.subarray(0, left * chunkSize), number, 0), ...tree(content.subarray(left * chunkSize), number + left, 0)];
  return compress(iv, bytes(halves), 0, parent | end);
}

export const blake3 = (content) => bytes(tree(content, 0, whole));
