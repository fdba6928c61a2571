package keeper

import (
	"context"
	"fmt"
	"math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/policy/types"
)

const (
	artefactSubject = "artefact:"
	// maxSameContent is how many artefacts with an input's content are looked at, earliest first.
	maxSameContent = 4
)

// lineage is the order's model, and the datasets that it and what it was made from were trained on.
type lineage struct {
	model []artefacttypes.Artefact
	data  []artefacttypes.Artefact
}

type input struct {
	root      string
	artefacts []artefacttypes.Artefact
}

// readLineage reads what the order's program was made from. Pending edges count, so that nobody hides data behind them; refused ones are
// no lineage.
func (c *check) readLineage(ctx context.Context) (*lineage, error) {
	if c.lineage != nil {
		return c.lineage, nil
	}
	c.lineage = &lineage{}
	id, err := c.keeper.deps.Artefacts.ArtefactOfProgram(ctx, c.order.ProgramID)
	if err != nil || id == "" {
		return c.lineage, err
	}
	left := int(c.most - min(c.looked, c.most))
	artefacts, edges, err := c.keeper.deps.Artefacts.LineageOf(ctx, id, left+1)
	if err != nil {
		return nil, err
	}
	if err := c.look(uint32(min(len(artefacts), math.MaxInt32))); err != nil {
		return nil, err
	}
	reached := artefacttypes.MadeFrom(id, edges)
	for _, a := range artefacts {
		if a.Id == id {
			c.lineage.model = append(c.lineage.model, a)
		} else if reached[a.Id] && a.Core.Kind == artefacttypes.KindDataset {
			c.lineage.data = append(c.lineage.data, a)
		}
	}
	return c.lineage, nil
}

func (c *check) readInputs(ctx context.Context) ([]input, error) {
	if c.inputs != nil {
		return c.inputs, nil
	}
	for _, root := range c.order.InputRoots {
		if err := c.look(maxSameContent); err != nil {
			return nil, err
		}
		artefacts, err := c.keeper.deps.Artefacts.ArtefactsWith(ctx, root, maxSameContent)
		if err != nil {
			return nil, err
		}
		c.inputs = append(c.inputs, input{root, artefacts})
	}
	return c.inputs, nil
}

// artefacts checks a rule about artefacts: all of the model and of the data, and for each input one of those with its content.
func (c *check) artefacts(ctx context.Context, rule types.Rule) (types.Finding, error) {
	if rule.Target == types.TargetInput {
		return c.inputArtefacts(ctx, rule)
	}
	read, err := c.readLineage(ctx)
	if err != nil {
		return types.Finding{}, err
	}
	if len(read.model) == 0 {
		return broken(fmt.Sprintf("the program %s is linked to no MODEL artefact", c.order.ProgramID)), nil
	}
	wanted := read.model
	if rule.Target == types.TargetData {
		wanted = read.data
		if len(wanted) == 0 {
			return broken(fmt.Sprintf("the model %s names no data that it was trained on", read.model[0].Id)), nil
		}
	}
	whole := types.Finding{Holds: true}
	for _, artefact := range wanted {
		finding, err := c.artefact(ctx, rule, artefact)
		if err != nil || !finding.Holds {
			return finding, err
		}
		whole.Evidence = append(whole.Evidence, finding.Evidence...)
	}
	return whole, nil
}

func (c *check) inputArtefacts(ctx context.Context, rule types.Rule) (types.Finding, error) {
	inputs, err := c.readInputs(ctx)
	if err != nil {
		return types.Finding{}, err
	}
	whole := types.Finding{Holds: true}
	for _, in := range inputs {
		last := broken(fmt.Sprintf("the input %s is no artefact", in.root))
		for _, artefact := range in.artefacts {
			if last, err = c.artefact(ctx, rule, artefact); err != nil {
				return last, err
			}
			if last.Holds {
				break
			}
		}
		if !last.Holds {
			return last, nil
		}
		whole.Evidence = append(whole.Evidence, last.Evidence...)
	}
	return whole, nil
}

func (c *check) artefact(ctx context.Context, rule types.Rule, artefact artefacttypes.Artefact) (types.Finding, error) {
	if rule.Kind == types.RuleAttested {
		return c.attested(ctx, rule, artefactSubject+artefact.Id)
	}
	reason, err := rule.OfArtefact(artefact)
	evidence := []types.Evidence{{Kind: "artefact", Id: artefact.Id, Height: artefact.Height}}
	return types.Finding{Holds: reason == "", Reason: reason, Evidence: evidence}, err
}

func (c *check) providerAttested(ctx context.Context, rule types.Rule) (types.Finding, error) {
	if c.provider == nil {
		return broken("there is no provider yet"), nil
	}
	subject, err := c.keeper.addresses.BytesToString(c.provider)
	if err != nil {
		return types.Finding{}, err
	}
	return c.attested(ctx, rule, subject)
}

// attested wants attestations that say at present that the subject is as the schema states. Denied and not evaluated are no yes.
func (c *check) attested(ctx context.Context, rule types.Rule, subject string) (types.Finding, error) {
	schema, err := eas.ParseHash(rule.Schema)
	if err != nil {
		return types.Finding{}, err
	}
	return c.vouched(rule, func(account sdk.AccAddress, text string) (*types.Evidence, string, error) {
		verdict, uid, err := c.keeper.deps.Attestations.Standing(ctx, subject, schema, account)
		switch {
		case attestationtypes.ErrSchemaNotFound.Is(err):
			return nil, fmt.Sprintf("there is no schema %s", rule.Schema), nil
		case err != nil:
			return nil, "", err
		case verdict == attestationtypes.VerdictUnspecified:
			return nil, fmt.Sprintf("%s attests nothing of %s under %s", text, subject, rule.Schema), nil
		case verdict != attestationtypes.VerdictVerified:
			return nil, fmt.Sprintf("%s says of %s: %s, in %s", text, subject, verdict, uid), nil
		}
		_, batch, err := c.keeper.deps.Attestations.GetRecord(ctx, uid)
		if err != nil {
			return nil, "", err
		}
		if age := now(ctx) - min(batch.Time, now(ctx)); rule.MaxAgeSeconds > 0 && age > rule.MaxAgeSeconds {
			return nil, fmt.Sprintf("%s of %s is %d seconds old, at most %d are allowed", uid, subject, age, rule.MaxAgeSeconds), nil
		}
		return &types.Evidence{Kind: "attestation", Id: uid.String(), Time: batch.Time}, "", nil
	})
}

func now(ctx context.Context) uint64 {
	return uint64(max(sdk.UnwrapSDKContext(ctx).BlockTime().Unix(), 0))
}
