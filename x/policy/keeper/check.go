package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/policy/types"
)

// maxProviderLookups bounds what is looked at for one bidder: an award looks at many.
const maxProviderLookups = 64

// Check returns nil when an order's policies hold at a stage, as far as the stage looks, and otherwise the first rule that is broken. The
// ids have versions; a policy that was published later, or retired since, makes no difference. Provider is nil where the stage does not
// look at one. Errors: ErrRuleBroken with policy, rule and reason, ErrTooMuchWork, ErrPolicyNotFound.
func (k *Keeper) Check(ctx context.Context, ids []string, order types.Order, provider sdk.AccAddress, stage types.Stage) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := k.evaluate(ctx, ids, order, provider, stage)
	return err
}

// Findings returns what every rule finds now, also after one that is broken. Without a provider, rules about it find that there is none.
// Errors: ErrTooMuchWork, ErrPolicyNotFound.
func (k *Keeper) Findings(ctx context.Context, ids []string, order types.Order, provider sdk.AccAddress) ([]types.Finding, error) {
	return k.evaluate(ctx, ids, order, provider, types.StageAll)
}

func (k *Keeper) evaluate(
	ctx context.Context, ids []string, order types.Order, provider sdk.AccAddress, stage types.Stage,
) ([]types.Finding, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	c := &check{keeper: k, order: order, provider: provider, stage: stage, most: params.MaxLookups}
	var findings []types.Finding
	for _, id := range ids {
		policy, _, err := k.GetPolicy(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, rule := range policy.Content.Rules {
			if !rule.At(stage) {
				continue
			}
			finding, err := c.rule(ctx, rule)
			if err != nil {
				return nil, err
			}
			finding.PolicyId, finding.RuleId = policy.Id, rule.Id
			if !finding.Holds && stage != types.StageAll {
				return nil, types.ErrRuleBroken.Wrapf("%s of %s: %s", rule.Id, policy.Id, finding.Reason)
			}
			findings = append(findings, finding)
		}
	}
	return findings, nil
}

// check is one look at an order's policies. What they look at is counted, and what several rules need is read once.
type check struct {
	keeper   *Keeper
	order    types.Order
	provider sdk.AccAddress
	stage    types.Stage
	most     uint32
	looked   uint32
	lineage  *lineage
	inputs   []input
}

// look counts records that are about to be read. Error: ErrTooMuchWork.
func (c *check) look(records uint32) error {
	c.looked += records
	if c.looked > c.most {
		return types.ErrTooMuchWork.Wrapf("more than %d records; name fewer policies, or a model with a shorter lineage", c.most)
	}
	return nil
}

func broken(reason string) types.Finding { return types.Finding{Reason: reason} }

func (c *check) rule(ctx context.Context, rule types.Rule) (types.Finding, error) {
	switch rule.Kind {
	case types.RuleVerification:
		return c.verification(rule), nil
	case types.RuleApproval:
		return c.approval(ctx, rule)
	case types.RuleAttribute:
		return c.attribute(ctx, rule)
	case types.RuleAttested:
		if rule.Target == types.TargetProvider {
			return c.providerAttested(ctx, rule)
		}
	default:
	}
	return c.artefacts(ctx, rule)
}
