package types

// Verdict is what the chain says of a child's licence beside its parent's.
type Verdict struct {
	// Reason is why the child may not be, empty when it may.
	Reason string
	// NeedsApproval says that the parent's owner has to acknowledge the child.
	NeedsApproval bool
}

// Compatible says whether a child with one licence may come from a parent with another. Of what the parent offers the child may choose;
// what the child offers must all be allowed, because anyone may choose from it. Both licences must be valid. Error: ErrInvalidLicence.
func Compatible(parent, child Licence, relation Relation) (Verdict, error) {
	choices, err := parent.offers()
	if err != nil {
		return Verdict{}, err
	}
	given, err := child.offers()
	if err != nil {
		return Verdict{}, err
	}
	var reason string
	for _, choice := range choices {
		why := refusal(choice, given, relation)
		if why == "" {
			return Verdict{NeedsApproval: choice.any(func(d duties) bool { return d.approval })}, nil
		}
		if reason == "" {
			reason = why
		}
	}
	return Verdict{Reason: reason}, nil
}

func (o offer) any(has func(duties) bool) bool {
	for _, d := range o.duties {
		if has(d) {
			return true
		}
	}
	return false
}

// refusal says why a choice of the parent's does not allow what the child offers.
func refusal(parent offer, child []offer, relation Relation) string {
	trains := relation == RelationTrainedOn || relation == RelationFinetune || relation == RelationDistilled
	switch {
	case relation.Derives() && parent.any(func(d duties) bool { return d.noDerivatives }):
		return "the parent's licence " + parent.text + " forbids derivatives"
	case trains && parent.any(func(d duties) bool { return d.noTraining }):
		return "the parent's licence " + parent.text + " forbids to train on it"
	case !relation.Derives() && relation != RelationTrainedOn:
		return ""
	}
	for _, c := range child {
		if why := refusalOf(parent, c, relation); why != "" {
			return why
		}
	}
	return ""
}

func refusalOf(parent, child offer, relation Relation) string {
	noCommercial := func(d duties) bool { return d.noCommercial }
	if parent.any(noCommercial) && !child.any(noCommercial) {
		return "the parent's licence " + parent.text + " forbids commercial use, and the child's " + child.text + " allows it"
	}
	if !relation.Derives() {
		return ""
	}
	attribution := func(d duties) bool { return d.attribution }
	if parent.any(attribution) && !child.any(attribution) {
		return "the parent's licence " + parent.text + " wants its author named, and the child's " + child.text + " does not"
	}
	for _, d := range parent.duties {
		if d.shareAlike != "" && !child.continues(d.shareAlike) {
			return "the parent's licence " + parent.text + " wants the same for what is derived, and the child's is " + child.text
		}
	}
	return ""
}

func (o offer) continues(parent string) bool {
	for _, name := range o.names {
		if continues(parent, name) {
			return true
		}
	}
	return false
}

// Derives says whether the child contains or changes the parent's own work.
func (r Relation) Derives() bool {
	switch r {
	case RelationDerivedFrom, RelationFinetune, RelationAdapter, RelationMerge, RelationQuantised, RelationDistilled, RelationCheckpointOf:
		return true
	default:
		return false
	}
}

// Inherits says whether a parent's royalty is owed by the child.
func (r Relation) Inherits() bool { return r.Derives() || r == RelationTrainedOn }
