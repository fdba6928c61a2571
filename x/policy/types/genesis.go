package types

import (
	"cosmossdk.io/core/address"
)

// DefaultGenesis has no policies.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

func bad(format string, args ...any) error { return ErrInvalidGenesis.Wrapf(format, args...) }

// Validate refuses what could not have been published. Errors: ErrInvalidGenesis, ErrInvalidParams.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	latest := make(map[string]uint32, len(g.Heads))
	for _, head := range g.Heads {
		id, err := ParsePolicyID(addresses, head.Owner+"/"+head.Name)
		if err != nil {
			return bad("a name: %s", err)
		}
		if _, twice := latest[id.String()]; twice || head.Latest == 0 || id.OwnerText != head.Owner || id.Version != 0 {
			return bad("%s is there twice, or its newest version is 0", id)
		}
		latest[id.String()] = head.Latest
	}
	if err := g.validatePolicies(addresses, latest); err != nil {
		return err
	}
	return g.validateApprovals(addresses)
}

// validatePolicies checks that every version of every name is there once. The parameters may have become stricter since.
func (g GenesisState) validatePolicies(addresses address.Codec, latest map[string]uint32) error {
	most := Params{MaxRules: 64, MaxControls: 256}
	var wanted uint64
	for _, head := range g.Heads {
		wanted += uint64(head.Latest)
	}
	if wanted != uint64(len(g.Policies)) {
		return bad("%d versions, the names say %d", len(g.Policies), wanted)
	}
	seen := make(map[string]bool, len(g.Policies))
	for _, policy := range g.Policies {
		id := PolicyID{OwnerText: policy.Owner, Name: policy.Name, Version: policy.Version}
		name := PolicyID{OwnerText: policy.Owner, Name: policy.Name}.String()
		if policy.Version == 0 || policy.Version > latest[name] || policy.Id != id.String() || seen[policy.Id] || policy.Height < 0 {
			return bad("the policy %s is there twice, is not a version of %s, or has the height %d", policy.Id, name, policy.Height)
		}
		seen[policy.Id] = true
		if err := policy.Content.Validate(addresses, most); err != nil {
			return bad("%s: %s", policy.Id, err)
		}
	}
	return nil
}

func (g GenesisState) validateApprovals(addresses address.Codec) error {
	seen := make(map[string]bool, len(g.Approvals))
	for _, approval := range g.Approvals {
		if err := approval.Validate(addresses); err != nil {
			return bad("%s", err)
		}
		key := approval.OrderId + " " + approval.Approver
		if seen[key] || approval.Height < 0 {
			return bad("the approval of %s by %s is there twice, or has the height %d", approval.OrderId, approval.Approver, approval.Height)
		}
		seen[key] = true
	}
	return nil
}

const maxOrderIDBytes = 128

// Validate checks an approval. Whether there is such an order is not known here. Error: ErrInvalidApproval.
func (a Approval) Validate(addresses address.Codec) error {
	if _, err := addresses.StringToBytes(a.Approver); err != nil {
		return ErrInvalidApproval.Wrapf("approver %.96q: %s", a.Approver, err)
	}
	if a.OrderId == "" || !printable(a.OrderId, maxOrderIDBytes) {
		return ErrInvalidApproval.Wrapf("the order's id is %.64q; it has 1 to %d bytes, OWNER/NUMBER", a.OrderId, maxOrderIDBytes)
	}
	if !isHash(a.OrderHash) {
		return ErrInvalidApproval.Wrapf("the order's hash is %.80q, it has 64 hex digits; the query order of the market shows it", a.OrderHash)
	}
	return nil
}
