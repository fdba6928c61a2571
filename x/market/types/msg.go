package types

// NewMsgPlaceOrder returns the message that places an order under terms.
func NewMsgPlaceOrder(owner string, t Terms) *MsgPlaceOrder {
	return &MsgPlaceOrder{
		Owner: owner, ProgramId: t.ProgramId, InputRoots: t.InputRoots, InputUrls: t.InputUrls, MaxPrice: t.MaxPrice, Bond: t.Bond,
		DeclaredLoss: t.DeclaredLoss, DeadlineBlocks: t.DeadlineBlocks, WindowBlocks: t.WindowBlocks, Redundancy: t.Redundancy,
		Method: t.Method, Trade: t.Trade, Award: t.Award, Attributes: t.Attributes, AllOf: t.AllOf, AnyOf: t.AnyOf,
		PolicyIds: t.PolicyIds, CommitBlocks: t.CommitBlocks, RevealBlocks: t.RevealBlocks, TtlBlocks: t.TtlBlocks, OutputKey: t.OutputKey,
	}
}

// Terms returns the terms that the message asks for. The message repeats their fields, since wallets show flat messages only.
func (m *MsgPlaceOrder) Terms() Terms {
	return Terms{
		ProgramId: m.ProgramId, InputRoots: m.InputRoots, InputUrls: m.InputUrls, MaxPrice: m.MaxPrice, Bond: m.Bond,
		DeclaredLoss: m.DeclaredLoss, DeadlineBlocks: m.DeadlineBlocks, WindowBlocks: m.WindowBlocks, Redundancy: m.Redundancy,
		Method: m.Method, Trade: m.Trade, Award: m.Award, Attributes: m.Attributes, AllOf: m.AllOf, AnyOf: m.AnyOf,
		PolicyIds: m.PolicyIds, CommitBlocks: m.CommitBlocks, RevealBlocks: m.RevealBlocks, TtlBlocks: m.TtlBlocks, OutputKey: m.OutputKey,
	}
}
