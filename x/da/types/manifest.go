package types

import (
	"bytes"
	"encoding/binary"
)

const (
	manifestMagic   = "SURETYDA"
	manifestVersion = 1
	maxChainID      = 50
	manifestFixed   = len(manifestMagic) + 1 + 8 + 8 + 8 + HashSize + 8 + HashSize + 1
	// MaxManifest is the most bytes that a manifest has. It fits in a blob's first share.
	MaxManifest = manifestFixed + maxChainID
	// MaxBatchBytes is the most bytes that a batch has before compression: what whoever reads one has to make room for.
	MaxBatchBytes = 128 << 20
)

// Manifest is how the content of a batch begins. The compressed blocks follow. Numbers are 8 bytes, most significant first.
type Manifest struct {
	// From and To are the first and the last height.
	From, To int64
	// RawSize is the length of the blocks before compression.
	RawSize uint64
	// Digest is the running hash of the chain's blocks up to To.
	Digest [HashSize]byte
	// BeforeHeight and BeforeCommitment say where the batch before is; zero for the first.
	BeforeHeight     int64
	BeforeCommitment [HashSize]byte
	// ChainID is this chain's.
	ChainID string
}

// Encode returns the manifest's bytes. Error: ErrInvalidBatch.
func (m Manifest) Encode() ([]byte, error) {
	if err := m.validate(); err != nil {
		return nil, err
	}
	raw := append([]byte(manifestMagic), manifestVersion)
	raw = binary.BigEndian.AppendUint64(raw, uint64(m.From))
	raw = binary.BigEndian.AppendUint64(raw, uint64(m.To))
	raw = binary.BigEndian.AppendUint64(raw, m.RawSize)
	raw = append(raw, m.Digest[:]...)
	raw = binary.BigEndian.AppendUint64(raw, uint64(m.BeforeHeight))
	raw = append(raw, m.BeforeCommitment[:]...)
	raw = append(raw, byte(len(m.ChainID)))
	return append(raw, m.ChainID...), nil
}

// DecodeManifest reads a manifest from the beginning of a content, and returns how long it is. Error: ErrInvalidBatch.
func DecodeManifest(content []byte) (Manifest, int, error) {
	if len(content) < manifestFixed || !bytes.HasPrefix(content, []byte(manifestMagic)) {
		return Manifest{}, 0, ErrInvalidBatch.Wrapf("it does not begin with %s: it is no batch of blocks", manifestMagic)
	}
	rest := content[len(manifestMagic):]
	if rest[0] != manifestVersion {
		return Manifest{}, 0, ErrInvalidBatch.Wrapf("version %d, %d is known", rest[0], manifestVersion)
	}
	rest = rest[1:]
	number := func() uint64 {
		n := binary.BigEndian.Uint64(rest)
		rest = rest[8:]
		return n
	}
	hash := func() [HashSize]byte {
		h := [HashSize]byte(rest)
		rest = rest[HashSize:]
		return h
	}
	m := Manifest{From: int64(number()), To: int64(number()), RawSize: number(), Digest: hash(), BeforeHeight: int64(number()), BeforeCommitment: hash()}
	length := int(rest[0])
	if len(rest) < 1+length {
		return Manifest{}, 0, ErrInvalidBatch.Wrap("it ends within the chain's name")
	}
	m.ChainID = string(rest[1 : 1+length])
	if err := m.validate(); err != nil {
		return Manifest{}, 0, err
	}
	return m, manifestFixed + length, nil
}

func (m Manifest) validate() error {
	switch {
	case m.From < 1 || m.To < m.From:
		return ErrInvalidBatch.Wrapf("heights %d to %d", m.From, m.To)
	case m.RawSize == 0 || m.RawSize > MaxBatchBytes:
		return ErrInvalidBatch.Wrapf("%d bytes of blocks, a batch has 1 to %d", m.RawSize, MaxBatchBytes)
	case m.BeforeHeight < 0 || (m.BeforeHeight == 0) != (m.BeforeCommitment == [HashSize]byte{}):
		return ErrInvalidBatch.Wrap("the batch before has a height or a commitment, not both")
	case m.ChainID == "" || len(m.ChainID) > maxChainID:
		return ErrInvalidBatch.Wrapf("the chain's name has %d bytes, it must have 1 to %d", len(m.ChainID), maxChainID)
	}
	return nil
}
