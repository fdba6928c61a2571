package types

// StatusRequest is who wants to change a status, to what and why.
type StatusRequest struct {
	Status             Status
	Reason, ReplacedBy string
	By                 string
	// Owner, Parent and Governance say what the signer is.
	Owner, Parent, Governance bool
}

// WithStatus is the artefact after a change of status. Its owner moves it between active and deprecated, and revokes it for good. The
// owner of a declared parent, or governance, disputes it; who disputed it, or governance, ends the dispute. Errors: ErrInvalidStatus,
// ErrNotOwner.
func (a Artefact) WithStatus(r StatusRequest) (Artefact, error) {
	if err := checkText("the reason", r.Reason, 0, maxReason); err != nil {
		return a, ErrInvalidStatus.Wrap(err.Error())
	}
	if r.ReplacedBy != "" && (!IsHash(r.ReplacedBy) || r.ReplacedBy == a.Id) {
		return a, ErrInvalidStatus.Wrapf("replaced_by %.80q is no other artefact's id", r.ReplacedBy)
	}
	if err := a.mayBecome(r); err != nil {
		return a, err
	}
	a.Status, a.StatusReason, a.StatusBy, a.ReplacedBy = r.Status, r.Reason, r.By, r.ReplacedBy
	return a, nil
}

func (a Artefact) mayBecome(r StatusRequest) error {
	switch {
	case a.Status == r.Status:
		return ErrInvalidStatus.Wrapf("%s is %s already", a.Id, r.Status)
	case a.Status == StatusRevoked:
		return ErrInvalidStatus.Wrapf("%s is revoked, which is for good; register a new version", a.Id)
	case r.Status == StatusDisputed:
		if !r.Parent && !r.Governance {
			return ErrNotOwner.Wrapf("only the owner of a declared parent of %s, or governance, can dispute it", a.Id)
		}
		if r.Reason == "" {
			return ErrInvalidStatus.Wrap("a dispute needs a reason")
		}
		return nil
	case r.Status != StatusActive && r.Status != StatusDeprecated && r.Status != StatusRevoked:
		return ErrInvalidStatus.Wrapf("the status %d does not exist", r.Status)
	case a.Status == StatusDisputed && r.Status != StatusRevoked:
		if r.By != a.StatusBy && !r.Governance {
			return ErrNotOwner.Wrapf("%s was disputed by %s, who or governance can end that", a.Id, a.StatusBy)
		}
		return nil
	case !r.Owner:
		return ErrNotOwner.Wrapf("%s cannot change the status of %s", r.By, a.Id)
	}
	return nil
}
