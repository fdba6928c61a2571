package types

func (t Terms) validateTrade(rules Rules) error {
	if t.Redundancy < 1 || t.Redundancy > rules.Params.MaxRedundancy {
		return ErrInvalidTerms.Wrapf("redundancy is %d, it must be 1 to %d", t.Redundancy, rules.Params.MaxRedundancy)
	}
	switch t.Trade {
	case TradeOpen:
		if t.Award != AwardUnspecified && t.Award != AwardLowestPrice {
			return ErrInvalidTerms.Wrapf("%s takes the first acceptable bid; leave out award, it is %s", t.Trade, t.Award)
		}
	case TradeSealed:
		if t.Award != AwardLowestPrice && t.Award != AwardScore && t.Award != AwardByHand {
			return ErrInvalidTerms.Wrapf("award is %s, a sealed order needs %s, %s or %s", t.Award, AwardLowestPrice, AwardScore, AwardByHand)
		}
	default:
		return ErrInvalidTerms.Wrapf("trade is %s, it must be %s or %s", t.Trade, TradeSealed, TradeOpen)
	}
	switch t.Method {
	case MethodOptimistic:
		return nil
	case MethodReplicated:
		return t.validateReplicated()
	default:
		return ErrInvalidTerms.Wrapf("method is %s, it must be %s or %s", t.Method, MethodOptimistic, MethodReplicated)
	}
}

// Replicas commit before any of them reveals, so their leases must begin together: the chain awards them all in one step.
func (t Terms) validateReplicated() error {
	if t.Redundancy < 2 {
		return ErrInvalidTerms.Wrapf("redundancy is %d, %s needs at least 2", t.Redundancy, t.Method)
	}
	if t.Trade != TradeSealed || t.Award == AwardByHand {
		return ErrInvalidTerms.Wrapf("%s with %s and %s; its leases begin together, so it needs %s and %s or %s",
			t.Method, t.Trade, t.Award, TradeSealed, AwardLowestPrice, AwardScore)
	}
	return nil
}

// validateSpans also wants a withdrawn bond to stay longer than a job, its window and a dispute as long as the window.
func (t Terms) validateSpans(rules Rules) error {
	p := rules.Params
	commit, reveal, live := int64(0), int64(0), int64(1)
	if t.Trade == TradeSealed {
		commit, reveal = 1, 1
	}
	for _, span := range []paramRange{
		{"deadline_blocks", t.DeadlineBlocks, 1, p.MaxDeadlineBlocks},
		{"window_blocks", t.WindowBlocks, p.MinWindowBlocks, p.MaxWindowBlocks},
		{"commit_blocks", t.CommitBlocks, commit, commit * p.MaxTtlBlocks},
		{"reveal_blocks", t.RevealBlocks, reveal, reveal * p.MaxTtlBlocks},
		{"ttl_blocks", t.TtlBlocks, live, p.MaxTtlBlocks},
	} {
		if span.value < span.min || span.value > span.max {
			return ErrInvalidTerms.Wrapf("%s is %d, it must be %d to %d for a %s order", span.name, span.value, span.min, span.max, t.Trade)
		}
	}
	bidding := t.CommitBlocks + t.RevealBlocks
	if t.Award == AwardByHand {
		bidding += 2
	}
	if t.TtlBlocks < bidding {
		return ErrInvalidTerms.Wrapf("ttl_blocks is %d, with this commit, reveal and award it must be at least %d", t.TtlBlocks, bidding)
	}
	if longest := t.DeadlineBlocks + 2*t.WindowBlocks; longest >= rules.UnbondingBlocks {
		return ErrInvalidTerms.Wrapf("deadline and twice the window are %d blocks, a bond unbonds in %d; make them shorter",
			longest, rules.UnbondingBlocks)
	}
	return nil
}
