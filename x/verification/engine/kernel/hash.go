package kernel

import (
	"encoding/binary"
	"unsafe"

	"lukechampine.com/blake3"
	"lukechampine.com/blake3/guts"
)

// BLAKE3 of long inputs. A tensor's content is hashed as fast as it was computed only with a vector full of chunks at a time, which the
// library does at a third of this speed; short inputs, odd ends and other machines are the library's.

const (
	// HashChunk is the number of bytes that one chaining value stands for.
	HashChunk = guts.ChunkSize
	// HashValue is the size of a chaining value in bytes.
	HashValue = 32

	hashBlock  = 64
	hashStart  = guts.FlagChunkStart
	hashEnd    = guts.FlagChunkEnd
	hashParent = guts.FlagParent
	hashRoot   = guts.FlagRoot
)

// hashArgs tells the kernel what to do: compress blocks of 64 bytes from as many places as a vector has lanes, with flags for the first,
// for those between and, added to these, for the last; out are the chaining values.
type hashArgs struct {
	from    [mostLanes]unsafe.Pointer
	blocks  int
	first   int
	_       int // for blocks between: they have no flags
	last    int
	counter *[mostLanes]uint32
	out     *[mostLanes * HashValue]byte
}

var _ [0]struct{} = [unsafe.Offsetof(hashArgs{}.out) - 168]struct{}{}

// hasher is what hashing with the kernel needs.
type hasher struct {
	set     *set
	args    hashArgs
	counter [mostLanes]uint32
	out     [mostLanes * HashValue]byte
}

// run compresses up to a vector of inputs that lie step bytes apart, and writes their chaining values one after another.
func (h *hasher) run(values, from []byte, step, count int) {
	_ = from[(count-1)*step+h.args.blocks*hashBlock-1]
	for i := range h.set.lanes {
		h.args.from[i] = unsafe.Pointer(&from[min(i, count-1)*step])
	}
	h.args.counter, h.args.out = &h.counter, &h.out
	h.set.hash(&h.args)
	copy(values[:count*HashValue], h.out[:])
}

// HashChunks writes the chaining values of the chunks of b from one to another to values, which has room for those of all chunks.
// b has more than one chunk.
func HashChunks(values, b []byte, from, to int) {
	inUse().hashChunks(values, b, from, to)
}

func (s *set) hashChunks(values, b []byte, from, to int) {
	h := &hasher{set: s}
	h.args.blocks, h.args.first, h.args.last = HashChunk/hashBlock, hashStart, hashEnd
	for i := from; i < to; {
		count := min(s.lanes, min(to, len(b)/HashChunk)-i)
		if !s.hasVectors() || count <= 0 {
			chunk := b[i*HashChunk : min(len(b), (i+1)*HashChunk)]
			cv := guts.ChainingValue(guts.CompressChunk(chunk, &guts.IV, uint64(i), 0))
			for k, word := range cv {
				binary.LittleEndian.PutUint32(values[i*HashValue+4*k:], word)
			}
			i++
			continue
		}
		for k := range h.counter {
			h.counter[k] = uint32(i + k)
		}
		h.run(values[i*HashValue:], b[i*HashChunk:], HashChunk, count)
		i += count
	}
}

// HashRoot is the hash of an input with these chaining values, at least two. It overwrites them.
func HashRoot(values []byte) (root [32]byte) {
	return inUse().hashRoot(values)
}

func (s *set) hashRoot(values []byte) (root [32]byte) {
	h := &hasher{set: s}
	h.args.blocks, h.args.first = 1, hashParent
	count := len(values) / HashValue
	for ; count > 2; count = (count + 1) / 2 {
		pairs := count / 2
		for i := 0; i < pairs; i += s.lanes {
			h.parents(values[i*HashValue:], values[2*i*HashValue:], min(s.lanes, pairs-i), hashParent)
		}
		if count%2 == 1 { // the last has no partner yet
			copy(values[pairs*HashValue:], values[(count-1)*HashValue:count*HashValue])
		}
	}
	h.parents(root[:], values, 1, hashParent|hashRoot)
	return root
}

// parents writes the chaining values of pairs of others.
func (h *hasher) parents(values, pairs []byte, count, flags int) {
	if h.set.hasVectors() {
		h.args.first = flags
		h.run(values, pairs, hashBlock, count)
		return
	}
	for i := range count {
		n := guts.Node{CV: guts.IV, BlockLen: hashBlock, Flags: uint32(flags)}
		for k := range n.Block {
			n.Block[k] = binary.LittleEndian.Uint32(pairs[i*hashBlock+4*k:])
		}
		for k, word := range guts.ChainingValue(n) {
			binary.LittleEndian.PutUint32(values[i*HashValue+4*k:], word)
		}
	}
}

// Sum is the BLAKE3 of b, computed by one thread.
func Sum(b []byte) [32]byte {
	s := inUse()
	if !s.hasVectors() || len(b) <= HashChunk {
		return blake3.Sum256(b)
	}
	chunks := (len(b) + HashChunk - 1) / HashChunk
	values := make([]byte, chunks*HashValue)
	s.hashChunks(values, b, 0, chunks)
	return s.hashRoot(values)
}
