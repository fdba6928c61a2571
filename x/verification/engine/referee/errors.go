package referee

import "errors"

// A proof that fails with one of these says nothing about the receipt: it is the prover's mistake. Only a Judgement does.
var (
	// ErrNotJudgeable says that the node or the element does not exist, or that the node is an input, which is not computed.
	ErrNotJudgeable = errors.New("not judgeable")
	// ErrNode says that the program's own record of the node, or of one that it is computed from, is wrong.
	ErrNode = errors.New("bad node")
	// ErrOpenings says that the proof opens the wrong nodes, or opens them in the wrong order.
	ErrOpenings = errors.New("wrong openings")
	// ErrBadOpening says that an opening does not lead to the trace root.
	ErrBadOpening = errors.New("opening does not match the trace root")
	// ErrWrongRun says that a slice is not of the bytes that the element depends on.
	ErrWrongRun = errors.New("wrong run")
	// ErrBadSlice says that a slice does not lead to the root it is under.
	ErrBadSlice = errors.New("slice does not match its root")
)
