package types

// Validate checks an edge as far as that is possible without the parent. Error: ErrInvalidEdge.
func (p Parent) Validate(child string) error {
	if !IsHash(p.ParentId) {
		return ErrInvalidEdge.Wrapf("the parent %.80q is no artefact id of 64 hex digits", p.ParentId)
	}
	if p.ParentId == child {
		return ErrInvalidEdge.Wrapf("%s cannot be its own parent", child)
	}
	if _, known := Relation_name[int32(p.Relation)]; !known || p.Relation == RelationUnspecified {
		return ErrInvalidEdge.Wrapf("the relation %d does not exist", p.Relation)
	}
	if p.WeightBps > 10_000 {
		return ErrInvalidEdge.Wrapf("the weight is %d basis points, at most 10000 are possible", p.WeightBps)
	}
	if err := checkText("evidence", p.Evidence, 0, maxEvidence); err != nil {
		return ErrInvalidEdge.Wrap(err.Error())
	}
	return nil
}

// parentKinds are what a parent may be, by relation; a relation that is not there takes any.
var parentKinds = map[Relation][]Kind{
	RelationFinetune:     {KindModel, KindAdapter, KindCheckpoint},
	RelationAdapter:      {KindModel, KindCheckpoint},
	RelationMerge:        {KindModel, KindAdapter, KindCheckpoint},
	RelationQuantised:    {KindModel, KindAdapter, KindCheckpoint},
	RelationDistilled:    {KindModel, KindCheckpoint},
	RelationTrainedOn:    {KindDataset, KindOutput, KindCode, KindPrompt},
	RelationGeneratedBy:  {KindModel, KindAdapter, KindCheckpoint, KindCode},
	RelationPromptedBy:   {KindPrompt},
	RelationCheckpointOf: {KindModel, KindAdapter},
}

// CheckParent says whether an artefact may be the parent in an edge, and whether its owner must acknowledge that. Errors: ErrInvalidEdge
// for a relation that does not fit or a revoked parent, ErrLicenceIncompatible with the reason.
func CheckParent(parent Artefact, child Core, edge Parent) (EdgeState, error) {
	if kinds, limited := parentKinds[edge.Relation]; limited && !hasKind(kinds, parent.Core.Kind) {
		return 0, ErrInvalidEdge.Wrapf("%s is a %s, which cannot be the parent in %s", parent.Id, parent.Core.Kind, edge.Relation)
	}
	if parent.Status == StatusRevoked {
		return 0, ErrInvalidEdge.Wrapf("the parent %s is revoked: %s", parent.Id, parent.StatusReason)
	}
	verdict, err := Compatible(parent.Core.Licence, child.Licence, edge.Relation)
	if err != nil {
		return 0, err
	}
	if verdict.Reason != "" {
		return 0, ErrLicenceIncompatible.Wrapf("parent %s: %s", parent.Id, verdict.Reason)
	}
	if verdict.NeedsApproval {
		return EdgeStatePending, nil
	}
	return EdgeStateDeclared, nil
}

func hasKind(kinds []Kind, kind Kind) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// Answer is the edge after its parent's owner has spoken. It may refuse any edge, and acknowledge one that it refused. Errors:
// ErrEdgeState when the edge is that already, ErrInvalidEdge for a reason that is none.
func (e Edge) Answer(accept bool, reason string) (Edge, error) {
	state := EdgeStateRefused
	if accept {
		state, reason = EdgeStateAcknowledged, ""
	} else if err := checkText("the reason", reason, 1, maxReason); err != nil {
		return e, ErrInvalidEdge.Wrap(err.Error())
	}
	if e.State == state {
		return e, ErrEdgeState.Wrapf("%s to %s is %s already", e.ChildId, e.Parent.ParentId, state)
	}
	e.State, e.Reason = state, reason
	return e, nil
}

// Counts says whether the edge is lineage: it was not refused.
func (e Edge) Counts() bool { return e.State != EdgeStateRefused }

// MadeFrom is what an artefact was made from, itself among it, by whichever of the edges: neither over those that were refused, nor what it
// was only measured on.
func MadeFrom(id string, edges []Edge) map[string]bool {
	parents := map[string][]string{}
	for _, edge := range edges {
		if edge.Counts() && edge.Parent.Relation != RelationEvaluatedOn {
			parents[edge.ChildId] = append(parents[edge.ChildId], edge.Parent.ParentId)
		}
	}
	reached := map[string]bool{id: true}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		for _, parent := range parents[queue[0]] {
			if !reached[parent] {
				reached[parent] = true
				queue = append(queue, parent)
			}
		}
	}
	return reached
}
