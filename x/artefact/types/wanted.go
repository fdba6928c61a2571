package types

import "slices"

// Wanted is what somebody who would use an artefact wants of its licence.
type Wanted struct {
	// Names are the SPDX ids, or custom:SHA256, that will do; empty for any.
	Names []string
	// Commercial, Derivatives and Training must not be forbidden; NoShareAlike wants nothing asked of what is derived.
	Commercial, Derivatives, Training, NoShareAlike bool
}

// Refuses says why nothing that the licence offers is what is wanted, by the first offer; empty when something is. Error:
// ErrInvalidLicence.
func (l Licence) Refuses(w Wanted) (string, error) {
	offers, err := l.offers()
	if err != nil {
		return "", err
	}
	reason := ""
	for _, offer := range offers {
		why := offer.refuses(w)
		if why == "" {
			return "", nil
		}
		if reason == "" {
			reason = offer.text + " " + why
		}
	}
	return reason, nil
}

func (o offer) refuses(w Wanted) string {
	for _, name := range o.names {
		if len(w.Names) > 0 && !slices.Contains(w.Names, name) {
			return "is not among the licences named"
		}
	}
	for _, d := range o.duties {
		switch {
		case w.Commercial && d.noCommercial:
			return "forbids commercial use"
		case w.Derivatives && d.noDerivatives:
			return "forbids derivatives"
		case w.Training && (d.noTraining || d.noDerivatives):
			return "forbids training"
		case w.NoShareAlike && d.shareAlike != "":
			return "wants the same licence on what is derived"
		}
	}
	return ""
}
