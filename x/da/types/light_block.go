package types

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	cmtmath "github.com/cometbft/cometbft/libs/math"
	"github.com/cometbft/cometbft/light"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"
)

const (
	// MaxValidators is the most validators of a header that is brought. Celestia has 100.
	MaxValidators = 300
	// maxLightBlock bounds the bytes before anything is decoded; a validator and its signature take less than 300.
	maxLightBlock = 16_384 + 300*MaxValidators
)

// trustLevel is the part of the trusted validators that must have signed a header further on.
var trustLevel = cmtmath.Fraction{Numerator: 1, Denominator: 3}

// LightBlock is a header of Celestia with its commit and its validators.
type LightBlock struct{ *cmttypes.LightBlock }

// DecodeLightBlock reads the protobuf tendermint.types.LightBlock. Error: ErrInvalidHeader.
func DecodeLightBlock(raw []byte) (LightBlock, error) {
	if len(raw) > maxLightBlock {
		return LightBlock{}, ErrInvalidHeader.Wrapf("%d bytes, at most %d are read", len(raw), maxLightBlock)
	}
	var message cmtproto.LightBlock
	if err := message.Unmarshal(raw); err != nil {
		return LightBlock{}, ErrInvalidHeader.Wrapf("it is no LightBlock: %s", err)
	}
	if message.SignedHeader == nil || message.SignedHeader.Header == nil || message.SignedHeader.Commit == nil || message.ValidatorSet == nil {
		return LightBlock{}, ErrInvalidHeader.Wrap("header, commit and validators are needed")
	}
	if n := max(len(message.ValidatorSet.Validators), len(message.SignedHeader.Commit.Signatures)); n > MaxValidators {
		return LightBlock{}, ErrInvalidHeader.Wrapf("%d validators or signatures, at most %d are possible", n, MaxValidators)
	}
	block, err := cmttypes.LightBlockFromProto(&message)
	if err != nil {
		return LightBlock{}, ErrInvalidHeader.Wrap(err.Error())
	}
	if len(block.DataHash) != HashSize || len(block.NextValidatorsHash) != HashSize {
		return LightBlock{}, ErrInvalidHeader.Wrap("it has no data root or no hash of the next validators")
	}
	return LightBlock{block}, nil
}

// DecodeValidators reads the protobuf tendermint.types.ValidatorSet; nil where there is none. Error: ErrInvalidHeader.
func DecodeValidators(raw []byte) (*cmttypes.ValidatorSet, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if len(raw) > maxLightBlock {
		return nil, ErrInvalidHeader.Wrapf("%d bytes of validators, at most %d are read", len(raw), maxLightBlock)
	}
	var message cmtproto.ValidatorSet
	if err := message.Unmarshal(raw); err != nil {
		return nil, ErrInvalidHeader.Wrapf("they are no ValidatorSet: %s", err)
	}
	if len(message.Validators) > MaxValidators {
		return nil, ErrInvalidHeader.Wrapf("%d validators, at most %d are possible", len(message.Validators), MaxValidators)
	}
	set, err := cmttypes.ValidatorSetFromProto(&message)
	if err != nil {
		return nil, ErrInvalidHeader.Wrapf("the trusted validators: %s", err)
	}
	return set, nil
}

// Summary is what is kept of the block.
func (b LightBlock) Summary() Header {
	return Header{
		Height: b.Height, Time: b.Time.UTC(), Hash: hexOf(b.Hash()), DataRoot: hexOf(b.DataHash), NextValidatorsHash: hexOf(b.NextValidatorsHash),
	}
}

// Rules are the light client's settings.
type Rules struct {
	ChainID        string
	TrustingPeriod time.Duration
	MaxClockDrift  time.Duration
	// Now is the block's time.
	Now time.Time
}

// Verify checks a block against a trusted header, by CometBFT's light-client rules: the next header by the trusted one's hash of the next
// validators and two thirds of their power, one further on also by a third of the trusted validators' power. The trusted validators may
// be nil for the next. Errors: ErrInvalidHeader, ErrTrustedHeaderTooOld.
func (b LightBlock) Verify(trusted Header, validators *cmttypes.ValidatorSet, rules Rules) error {
	next, err := parseHash(trusted.NextValidatorsHash)
	if err != nil {
		return err
	}
	if b.ChainID != rules.ChainID {
		return ErrInvalidHeader.Wrapf("it is of the chain %.60q, %q is followed", b.ChainID, rules.ChainID)
	}
	if b.Height <= trusted.Height {
		return ErrInvalidHeader.Wrapf("its height is %d, it must be above the trusted header's, %d", b.Height, trusted.Height)
	}
	if err := b.ValidateBasic(rules.ChainID); err != nil {
		return ErrInvalidHeader.Wrap(err.Error())
	}
	if validators != nil && !bytes.Equal(validators.Hash(), next[:]) {
		return ErrInvalidHeader.Wrapf("the validators after the trusted header hash to %x, it says %x", validators.Hash(), next)
	}
	known := &cmttypes.SignedHeader{Header: &cmttypes.Header{
		ChainID: rules.ChainID, Height: trusted.Height, Time: trusted.Time, NextValidatorsHash: next[:],
	}}
	if b.Height == trusted.Height+1 {
		err = light.VerifyAdjacent(known, b.SignedHeader, b.ValidatorSet, rules.TrustingPeriod, rules.Now, rules.MaxClockDrift)
	} else if validators == nil {
		err = errors.New("the validators after the trusted header are needed, for it is not the one before")
	} else {
		err = light.VerifyNonAdjacent(known, validators, b.SignedHeader, b.ValidatorSet, rules.TrustingPeriod, rules.Now, rules.MaxClockDrift, trustLevel)
	}
	if errors.As(err, &light.ErrOldHeaderExpired{}) {
		return ErrTrustedHeaderTooOld.Wrapf("the header of height %d is of %s, and may vouch for others for %s", trusted.Height,
			trusted.Time.Format(time.RFC3339), rules.TrustingPeriod)
	}
	if err != nil {
		return ErrInvalidHeader.Wrap(err.Error())
	}
	return nil
}

// Contradiction says how two blocks contradict each other, both having been verified; empty when they do not: two of one height, or a
// higher one that is not later.
func Contradiction(a, b Header) string {
	if a.Height > b.Height {
		a, b = b, a
	}
	switch {
	case a.Height == b.Height && a.Hash != b.Hash:
		return fmt.Sprintf("two blocks of height %d: %s and %s", a.Height, a.Hash, b.Hash)
	case a.Height < b.Height && !a.Time.Before(b.Time):
		return fmt.Sprintf("the block of height %d is not later than that of %d", b.Height, a.Height)
	}
	return ""
}

// Validate checks what governance trusts, or a genesis. Error: ErrInvalidHeader.
func (h Header) Validate() error {
	if h.Height < 1 {
		return ErrInvalidHeader.Wrapf("the height is %d, it must be at least 1", h.Height)
	}
	if h.Time.Unix() <= 0 {
		return ErrInvalidHeader.Wrap("it has no time")
	}
	for _, field := range []struct{ name, value string }{
		{"hash", h.Hash}, {"data_root", h.DataRoot}, {"next_validators_hash", h.NextValidatorsHash},
	} {
		if _, err := parseHash(field.value); err != nil {
			return ErrInvalidHeader.Wrapf("%s: %s", field.name, err)
		}
	}
	return nil
}

// Root returns the data root. The header must be valid.
func (h Header) Root() ([HashSize]byte, error) { return parseHash(h.DataRoot) }
