package types

import policytypes "github.com/suretynetwork/surety/x/policy/types"

// methods are what policies call the ways to verify.
var methods = map[Method]string{MethodOptimistic: "optimistic", MethodReplicated: "replicated"}

// ForPolicies is the order as x/policy looks at it.
func (o Order) ForPolicies() policytypes.Order {
	t := o.Terms
	return policytypes.Order{
		ID: o.Id, Hash: o.Hash, ProgramID: t.ProgramId, InputRoots: t.InputRoots, Spending: t.Escrow(), Method: methods[t.Method],
		WindowBlocks: t.WindowBlocks, Redundancy: t.Redundancy, Bond: t.Bond,
	}
}
