package keeper

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func (c *check) verification(rule types.Rule) types.Finding {
	order := c.order
	reason := ""
	switch {
	case len(rule.Methods) > 0 && !slices.Contains(rule.Methods, order.Method):
		reason = fmt.Sprintf("the order is verified as %s, not as %s", order.Method, strings.Join(rule.Methods, " or "))
	case order.WindowBlocks < rule.MinWindowBlocks:
		reason = fmt.Sprintf("the challenge window has %d blocks, at least %d are wanted", order.WindowBlocks, rule.MinWindowBlocks)
	case order.Redundancy < rule.MinRedundancy:
		reason = fmt.Sprintf("%d providers run it, at least %d are wanted", order.Redundancy, rule.MinRedundancy)
	case !rule.MinBond.IsNil() && order.Bond.LT(rule.MinBond):
		reason = fmt.Sprintf("the bond behind it is %s, at least %s is wanted", order.Bond, rule.MinBond)
	}
	return types.Finding{Holds: reason == "", Reason: reason, Evidence: []types.Evidence{{Kind: "order", Id: order.ID}}}
}

func (c *check) approval(ctx context.Context, rule types.Rule) (types.Finding, error) {
	if c.order.MaxPrice.Denom == rule.Above.Denom && c.order.MaxPrice.Amount.LTE(rule.Above.Amount) {
		return types.Finding{Holds: true, Evidence: []types.Evidence{{Kind: "order", Id: c.order.ID}}}, nil
	}
	return c.vouched(rule, func(account sdk.AccAddress, text string) (*types.Evidence, string, error) {
		approval, err := get(ctx, c.keeper.Approvals, collections.Join(c.order.ID, account), nil)
		switch {
		case err != nil:
			return nil, "", err
		case approval.OrderHash == "":
			return nil, fmt.Sprintf("%s did not approve the order", text), nil
		case approval.OrderHash != c.order.Hash:
			return nil, fmt.Sprintf("%s approved other terms, with the hash %s", text, approval.OrderHash), nil
		}
		return &types.Evidence{Kind: "approval", Id: c.order.ID + "/" + text, Height: approval.Height}, "", nil
	})
}

// vouch is whether one account vouches: its evidence, or why it does not.
type vouch func(account sdk.AccAddress, text string) (*types.Evidence, string, error)

// vouched asks everybody in all_of, and then any_of until one does.
func (c *check) vouched(rule types.Rule, ask vouch) (types.Finding, error) {
	finding := types.Finding{Holds: true}
	asked := func(text string) (bool, string, error) {
		account, err := c.keeper.addresses.StringToBytes(text)
		if err != nil {
			return false, "", err
		}
		if err := c.look(1); err != nil {
			return false, "", err
		}
		evidence, reason, err := ask(account, text)
		if evidence != nil {
			finding.Evidence = append(finding.Evidence, *evidence)
		}
		return evidence != nil, reason, err
	}
	for _, text := range rule.AllOf {
		if ok, reason, err := asked(text); err != nil || !ok {
			return broken(reason), err
		}
	}
	var reasons []string
	for _, text := range rule.AnyOf {
		ok, reason, err := asked(text)
		if err != nil || ok {
			return finding, err
		}
		reasons = append(reasons, reason)
	}
	if len(reasons) > 0 {
		return broken(strings.Join(reasons, "; ")), nil
	}
	return finding, nil
}

// attribute wants one of the values, and those who vouch for it. Editing the attribute voids what vouched for it before.
func (c *check) attribute(ctx context.Context, rule types.Rule) (types.Finding, error) {
	if c.provider == nil {
		return broken("there is no provider yet"), nil
	}
	if err := c.look(1); err != nil {
		return types.Finding{}, err
	}
	provider, err := c.keeper.deps.Providers.GetProvider(ctx, c.provider)
	if errors.Is(err, providertypes.ErrProviderNotFound) {
		return broken(fmt.Sprintf("%s is no provider", c.provider)), nil
	}
	if err != nil {
		return types.Finding{}, err
	}
	at := slices.IndexFunc(provider.Attributes, func(a providertypes.Attribute) bool { return a.Key == rule.Attribute })
	if at < 0 {
		return broken(fmt.Sprintf("%s does not say its %s", provider.Address, rule.Attribute)), nil
	}
	attribute := provider.Attributes[at]
	if !slices.Contains(rule.Values, attribute.Value) {
		return broken(fmt.Sprintf("the %s of %s is %s, not %s",
			rule.Attribute, provider.Address, attribute.Value, strings.Join(rule.Values, " or "))), nil
	}
	own := types.Finding{Holds: true, Evidence: []types.Evidence{{Kind: "provider", Id: provider.Address}}}
	if c.stage == types.StageReceipt || len(rule.AllOf)+len(rule.AnyOf) == 0 {
		return own, nil
	}
	return c.vouched(rule, func(account sdk.AccAddress, text string) (*types.Evidence, string, error) {
		err := c.keeper.deps.Providers.Matches(ctx, c.provider, []providertypes.Attribute{attribute}, []sdk.AccAddress{account}, nil)
		if errors.Is(err, providertypes.ErrAttributeNotEndorsed) {
			return nil, fmt.Sprintf("%s does not vouch for %s=%s of %s", text, attribute.Key, attribute.Value, provider.Address), nil
		}
		return &types.Evidence{Kind: "endorsement", Id: provider.Address + "/" + text + "/" + attribute.Key}, "", err
	})
}
