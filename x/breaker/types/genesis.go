package types

import "slices"

// DefaultGenesis stops nothing.
func DefaultGenesis() *GenesisState { return &GenesisState{} }

// Validate checks that the list is sorted, without repetition, and names nothing that is protected.
func (g *GenesisState) Validate() error {
	for i, url := range g.Stopped {
		if i > 0 && g.Stopped[i-1] >= url {
			return ErrInvalidMessages.Wrapf("%q is out of order or repeated: sort the list", url)
		}
		if reason := WhyProtected(url); reason != "" {
			return ErrNeverStopped.Wrapf("%s: %s", url, reason)
		}
	}
	return nil
}

// CheckMessages checks a message's list by itself: 1 to MaxMessages type URLs, none twice.
func CheckMessages(urls []string) error {
	if len(urls) == 0 || len(urls) > MaxMessages {
		return ErrInvalidMessages.Wrapf("%d messages: name 1 to %d", len(urls), MaxMessages)
	}
	sorted := slices.Sorted(slices.Values(urls))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return ErrInvalidMessages.Wrapf("%q is named twice", sorted[i])
		}
	}
	return nil
}
