package commit

import "fmt"

// commitmentSize is the size of one entry of a trace list, in bytes.
const commitmentSize = 32

// TraceList is the content of a trace: its node commitments in topological order, one after the other.
func TraceList(commitments []Root) []byte {
	b := make([]byte, 0, commitmentSize*len(commitments))
	for _, c := range commitments {
		b = append(b, c[:]...)
	}
	return b
}

// TraceRoot commits to a trace.
func TraceRoot(commitments []Root) Root { return Sum(TraceList(commitments)) }

// OpenTrace returns the slice of the i-th commitment.
func OpenTrace(commitments []Root, i uint32) ([]byte, error) {
	return Slice(TraceList(commitments), commitmentSize*uint64(i), commitmentSize)
}

// VerifyTrace checks that the trace under root, of count nodes, has the commitment at index.
func VerifyTrace(root Root, count, index uint32, commitment Root, slice []byte) error {
	got, err := VerifySlice(root, commitmentSize*uint64(count), commitmentSize*uint64(index), commitmentSize, slice)
	if err != nil {
		return fmt.Errorf("node %d of the trace: %w", index, err)
	}
	if Root(got) != commitment {
		return fmt.Errorf("%w: node %d of the trace is %x, not %x", ErrBadSlice, index, got, commitment)
	}
	return nil
}
