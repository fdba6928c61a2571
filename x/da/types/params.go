package types

import (
	"slices"
	"time"

	"cosmossdk.io/core/address"
)

const maxPosters = 32

// DefaultParams follow no chain. The trusting period is two thirds of the time for which Celestia's validators can be punished; blobs are
// believed to be available for a day less than Celestia's nodes keep them.
func DefaultParams() Params {
	return Params{TrustingPeriod: 9 * 24 * time.Hour, MaxClockDrift: 30 * time.Second, MaxBlobAge: 6 * 24 * time.Hour, MaxHeaders: 10_000}
}

// Validate checks every parameter against its range. Error: ErrInvalidParams.
func (p Params) Validate(addresses address.Codec) error {
	if len(p.CelestiaChainId) > maxChainID {
		return ErrInvalidParams.Wrapf("celestia_chain_id has %d bytes, at most %d are possible", len(p.CelestiaChainId), maxChainID)
	}
	if p.Namespace != "" {
		if _, err := ParseNamespace(p.Namespace); err != nil {
			return ErrInvalidParams.Wrapf("namespace: %s", err)
		}
	}
	for _, span := range []struct {
		name               string
		value, least, most time.Duration
	}{
		{"trusting_period", p.TrustingPeriod, time.Minute, 365 * 24 * time.Hour},
		{"max_clock_drift", p.MaxClockDrift, time.Second, time.Hour},
		{"max_blob_age", p.MaxBlobAge, time.Minute, 365 * 24 * time.Hour},
	} {
		if span.value < span.least || span.value > span.most {
			return ErrInvalidParams.Wrapf("%s is %s, it must be %s to %s", span.name, span.value, span.least, span.most)
		}
	}
	if p.MaxHeaders < 10 || p.MaxHeaders > 100_000 {
		return ErrInvalidParams.Wrapf("max_headers is %d, it must be 10 to 100000", p.MaxHeaders)
	}
	if p.MaxLagBlocks < 0 || p.MaxLagBlocks > 100_000_000 {
		return ErrInvalidParams.Wrapf("max_lag_blocks is %d, it must be 0 to 100000000", p.MaxLagBlocks)
	}
	return p.validatePosters(addresses)
}

func (p Params) validatePosters(addresses address.Codec) error {
	if len(p.Posters) > maxPosters {
		return ErrInvalidParams.Wrapf("%d posters, at most %d are possible", len(p.Posters), maxPosters)
	}
	for i, poster := range p.Posters {
		if _, err := addresses.StringToBytes(poster); err != nil {
			return ErrInvalidParams.Wrapf("the poster %.96q: %s", poster, err)
		}
		if i > 0 && p.Posters[i-1] >= poster {
			return ErrInvalidParams.Wrapf("the posters must be sorted, each once: %s comes after %s", poster, p.Posters[i-1])
		}
	}
	return nil
}

// IsPoster says whether an account's batches are recorded.
func (p Params) IsPoster(account string) bool { return slices.Contains(p.Posters, account) }
