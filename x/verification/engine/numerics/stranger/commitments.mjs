// Section 3.2 of NUMERICS.md: the commitment to a tensor, and to a list of them. Hashes are in hexadecimal.
import { type } from "./types.mjs";
import { blake3 } from "./blake3.mjs";

const hash = (content) => Buffer.from(blake3(content));

// little writes a number in so many bytes, the lowest first.
function little(n, size) {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(BigInt(n));
  return out.subarray(0, size);
}
const root = ({ type: name, data }) => hash(Buffer.concat(data.map((raw) => little(raw, type(name).bytes))));

function commitment({ type: name, shape }, content) {
  const numbers = [type(name).number, shape.length, ...shape].map((n) => little(n, 8));
  return hash(Buffer.concat([Buffer.from("surety/node/v1"), ...numbers, content]));
}

// committed gives the root and the commitment of each tensor, and the root of the list.
export function committed(tensors) {
  const nodes = tensors.map((t) => ({ root: root(t) }));
  tensors.forEach((t, i) => (nodes[i].commitment = commitment(t, nodes[i].root)));
  const trace = hash(Buffer.concat(nodes.map((n) => n.commitment)));
  return [...nodes.flatMap((n) => [n.root, n.commitment]), trace].map((h) => h.toString("hex"));
}
