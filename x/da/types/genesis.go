package types

import (
	"cosmossdk.io/core/address"
)

// maxReason bounds why a client is frozen.
const maxReason = 512

// DefaultGenesis follows no chain and has no batches.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

func bad(format string, args ...any) error { return ErrInvalidGenesis.Wrapf(format, args...) }

// Validate refuses what could not have come about. Errors: ErrInvalidGenesis, ErrInvalidParams.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(addresses); err != nil {
		return err
	}
	if err := g.validateHeaders(); err != nil {
		return err
	}
	if err := g.validateDigests(); err != nil {
		return err
	}
	return g.validateBatches(addresses)
}

func (g GenesisState) validateHeaders() error {
	var last int64
	for i, header := range g.Headers {
		if err := header.Validate(); err != nil {
			return bad("the header of height %d: %s", header.Height, err)
		}
		if header.Height <= last {
			return bad("the headers are not sorted: %d comes after %d", header.Height, last)
		}
		if i > 0 && !g.Headers[i-1].Time.Before(header.Time) {
			return bad("the header of height %d is not later than that of %d", header.Height, last)
		}
		last = header.Height
	}
	if g.Client.LatestHeight != last {
		return bad("the client's latest height is %d, the headers end with %d", g.Client.LatestHeight, last)
	}
	if g.Client.Headers != uint64(len(g.Headers)) {
		return bad("%d headers, the client says %d", len(g.Headers), g.Client.Headers)
	}
	if last > 0 && g.Params.CelestiaChainId == "" {
		return bad("there are headers, and no celestia_chain_id")
	}
	if len(g.Client.FrozenReason) > maxReason {
		return bad("frozen_reason has %d bytes, at most %d are possible", len(g.Client.FrozenReason), maxReason)
	}
	return nil
}

func (g GenesisState) validateDigests() error {
	var last int64
	for _, digest := range g.Digests {
		if _, err := digest.Sum(); err != nil || digest.Height <= last {
			return bad("the digests: that of height %d is none, or comes after that of %d", digest.Height, last)
		}
		last = digest.Height
	}
	if last != g.Progress.HeadHeight {
		return bad("the digests end with height %d, the progress says %d", last, g.Progress.HeadHeight)
	}
	return nil
}

func (g GenesisState) validateBatches(addresses address.Codec) error {
	if g.Progress.Batches != uint64(len(g.Batches)) {
		return bad("%d batches, the progress says %d", len(g.Batches), g.Progress.Batches)
	}
	if g.Progress.ProvedHeight < 0 || g.Progress.ProvedHeight > g.Progress.HeadHeight {
		return bad("proved up to %d of %d", g.Progress.ProvedHeight, g.Progress.HeadHeight)
	}
	for i, batch := range g.Batches {
		if err := batch.validate(addresses, uint64(i)+1); err != nil {
			return bad("batch %d: %s", i+1, err)
		}
		if i > 0 && batch.FromHeight != g.Batches[i-1].ToHeight+1 {
			return bad("batch %d begins at %d, the one before ends at %d", i+1, batch.FromHeight, g.Batches[i-1].ToHeight)
		}
	}
	if n := len(g.Batches); n > 0 && g.Batches[n-1].ToHeight != g.Progress.ProvedHeight {
		return bad("the last batch ends at %d, the progress says %d", g.Batches[n-1].ToHeight, g.Progress.ProvedHeight)
	}
	return nil
}

func (b Batch) validate(addresses address.Codec, number uint64) error {
	if b.Number != number || b.FromHeight < 1 || b.ToHeight < b.FromHeight || b.RecordedHeight < b.ToHeight {
		return ErrInvalidBatch.Wrapf("number %d, heights %d to %d, recorded at %d", b.Number, b.FromHeight, b.ToHeight, b.RecordedHeight)
	}
	if _, err := ParseReference(b.Reference); err != nil {
		return err
	}
	if _, err := parseHash(b.Digest); err != nil {
		return err
	}
	_, err := addresses.StringToBytes(b.Poster)
	return err
}
