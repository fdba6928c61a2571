package types

// Why challenges end, other than by a verdict.
const (
	ReasonEqual     = "element_is_right"
	ReasonSilence   = "challenger_silent"
	ReasonConcluded = "receipt_concluded"
)

// Side is a party of a challenge.
type Side uint8

// The sides.
const (
	Nobody Side = iota
	Provider
	Challenger
)

// Owes says whose move it is.
func (c Challenge) Owes() Side {
	switch c.State {
	case ChallengeStateAwaitHashes, ChallengeStateAwaitBytes:
		return Provider
	case ChallengeStateAwaitPick, ChallengeStateAwaitProof:
		return Challenger
	default:
		return Nobody
	}
}

// Live says whether a challenge has not ended.
func (c Challenge) Live() bool { return c.Owes() != Nobody }

// Overdue says whether the side that owes a move has missed it.
func (c Challenge) Overdue(height int64) bool { return c.Live() && height > c.DeadlineHeight }

// Clock is the rule of the game's clocks: each side has a balance of blocks per challenge, each move takes grace blocks free of
// charge, and nothing is given back. After Cartesi's Dave, docs/prt-delay-bound.
type Clock struct{ Balance, Grace int64 }

// Start opens a challenge's clocks with the provider's first move.
func (k Clock) Start(c Challenge, height int64) Challenge {
	c.State, c.ProviderBalance, c.ChallengerBalance = ChallengeStateAwaitHashes, k.Balance, k.Balance
	return k.begin(c, height)
}

// Move charges the side that moved at a height and hands the turn on. The height is neither before the move began nor after its
// deadline.
func (k Clock) Move(c Challenge, next ChallengeState, height int64) Challenge {
	spent := max(height-c.MoveHeight-k.Grace, 0)
	if c.Owes() == Provider {
		c.ProviderBalance = max(c.ProviderBalance-spent, 0)
	} else {
		c.ChallengerBalance = max(c.ChallengerBalance-spent, 0)
	}
	c.State = next
	return k.begin(c, height)
}

func (k Clock) begin(c Challenge, height int64) Challenge {
	balance := c.ProviderBalance
	if c.Owes() == Challenger {
		balance = c.ChallengerBalance
	}
	c.MoveHeight, c.DeadlineHeight = height, height+k.Grace+balance
	return c
}

// Shown is what has been disclosed of a challenge's node: when the hashes and the picked group's bytes came, 0 for not yet, and
// whether there is but one group, so that nothing is to be picked.
type Shown struct {
	Hashes, Bytes int64
	Single        bool
}

// Sync makes the moves that disclosures have made for the provider. A disclosure is stored once and serves every challenge: each
// takes it as a move made when it came, or when the challenge was opened if that was later. One that came after the deadline is no
// move.
func (k Clock) Sync(c Challenge, s Shown) Challenge {
	if c.State == ChallengeStateAwaitHashes && s.Hashes > 0 {
		at := max(s.Hashes, c.MoveHeight)
		if at > c.DeadlineHeight {
			return c
		}
		next := ChallengeStateAwaitPick
		if s.Single {
			next, c.Group = ChallengeStateAwaitBytes, 0
		}
		c = k.Move(c, next, at)
	}
	if c.State == ChallengeStateAwaitBytes && s.Bytes > 0 {
		if at := max(s.Bytes, c.MoveHeight); at <= c.DeadlineHeight {
			c = k.Move(c, ChallengeStateAwaitProof, at)
		}
	}
	return c
}

// End ends a challenge.
func (c Challenge) End(state ChallengeState, reason string, height int64) Challenge {
	c.State, c.Reason, c.ClosedHeight, c.DeadlineHeight = state, reason, height, 0
	return c
}

// LongestGame bounds the blocks from opening to end: both balances, and the grace of each of the five moves that a game with a
// single group or a pick can have.
func (p Params) LongestGame() int64 { return 2*p.BalanceBlocks + 5*p.GraceBlocks }

// Clock is the rule with these parameters.
func (p Params) Clock() Clock { return Clock{Balance: p.BalanceBlocks, Grace: p.GraceBlocks} }
