package keeper

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/records"
	"github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func (c *check) orderEvidence() []types.Evidence {
	return []types.Evidence{{Kind: "order", Id: c.order.ID}}
}

func (c *check) verification(rule types.Rule) types.Finding {
	reason := rule.OfOrder(c.order)
	return types.Finding{Holds: reason == "", Reason: reason, Evidence: c.orderEvidence()}
}

func (c *check) approval(ctx context.Context, rule types.Rule) (types.Finding, error) {
	if rule.Free(c.order) {
		return types.Finding{Holds: true, Evidence: c.orderEvidence()}, nil
	}
	return c.vouched(rule, func(account sdk.AccAddress, text string) (*types.Evidence, string, error) {
		approval, err := records.Get(ctx, c.keeper.Approvals, collections.Join(c.order.ID, account), nil)
		if err != nil {
			return nil, "", err
		}
		if reason := c.order.OfApproval(text, approval); reason != "" {
			return nil, reason, nil
		}
		return &types.Evidence{Kind: "approval", Id: c.order.ID + "/" + text, Height: approval.Height}, "", nil
	})
}

// vouch is whether one account vouches: its evidence, or why it does not.
type vouch func(account sdk.AccAddress, text string) (*types.Evidence, string, error)

// vouched asks whom a rule names, and counts each.
func (c *check) vouched(rule types.Rule, ask vouch) (types.Finding, error) {
	evidence, reason, err := types.Vouched(rule, func(text string) (*types.Evidence, string, error) {
		account, err := c.keeper.addresses.StringToBytes(text)
		if err != nil {
			return nil, "", err
		}
		if err := c.look(1); err != nil {
			return nil, "", err
		}
		return ask(account, text)
	})
	return types.Finding{Holds: err == nil && reason == "", Reason: reason, Evidence: evidence}, err
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
