package celestia

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/cometbft/cometbft/crypto"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/crypto/merkle"
	"github.com/cometbft/cometbft/crypto/tmhash"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmtversion "github.com/cometbft/cometbft/proto/tendermint/version"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/cometbft/cometbft/version"
)

// Embedded is a Celestia in one process, for development and tests: blocks are laid out, committed to and signed as Celestia's are, by
// validators whose keys everybody can make. It proves nothing about availability: whoever runs it is trusted to keep what was posted.
type Embedded struct {
	// ChainID is the chain's.
	ChainID string

	dir        string
	mu         sync.Mutex
	blocks     []embedded
	validators *cmttypes.ValidatorSet
	keys       map[string]crypto.PrivKey
}

type embedded struct {
	block  Block
	square square
}

// record is what is kept of a block in a file. The rest follows from it.
type record struct {
	Time  time.Time `json:"time"`
	Blobs []Blob    `json:"blobs"`
}

// Settings of an embedded chain.
type Settings struct {
	// ChainID is the chain's.
	ChainID string
	// Dir keeps its blocks; empty for a chain in memory.
	Dir string
	// Validators is how many sign; Seed tells apart those of chains with the same name.
	Validators int
	Seed       string
}

// NewEmbedded opens a chain. A new one begins with an empty block of the given time.
func NewEmbedded(settings Settings, now time.Time) (*Embedded, error) {
	e := &Embedded{ChainID: settings.ChainID, dir: settings.Dir, keys: map[string]crypto.PrivKey{}}
	set := make([]*cmttypes.Validator, settings.Validators)
	for i := range set {
		key := ed25519.GenPrivKeyFromSecret(fmt.Appendf(nil, "development validator %d of %s%s", i, settings.ChainID, settings.Seed))
		set[i] = cmttypes.NewValidator(key.PubKey(), 100)
		e.keys[key.PubKey().Address().String()] = key
	}
	e.validators = cmttypes.NewValidatorSet(set)
	if err := e.load(); err != nil {
		return nil, err
	}
	if len(e.blocks) > 0 {
		return e, nil
	}
	_, err := e.Append(now, nil)
	return e, err
}

func (e *Embedded) file(height int) string {
	return filepath.Join(e.dir, fmt.Sprintf("%012d.json", height))
}

func (e *Embedded) load() error {
	if e.dir == "" {
		return nil
	}
	if err := os.MkdirAll(e.dir, 0o755); err != nil {
		return err
	}
	for {
		raw, err := os.ReadFile(e.file(len(e.blocks) + 1))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		var kept record
		if err := json.Unmarshal(raw, &kept); err != nil {
			return fmt.Errorf("%s: %w", e.file(len(e.blocks)+1), err)
		}
		if err := e.add(kept); err != nil {
			return err
		}
	}
}

// Append makes the next block, of a time after the last one's, and returns its height.
func (e *Embedded) Append(now time.Time, blobs []Blob) (int64, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.blocks); n > 0 && !now.After(e.blocks[n-1].block.Header.Time) {
		now = e.blocks[n-1].block.Header.Time.Add(time.Millisecond)
	}
	kept := record{Time: now.UTC().Truncate(time.Millisecond), Blobs: blobs}
	if n := len(e.blocks); n > 0 && !kept.Time.After(e.blocks[n-1].block.Header.Time) {
		kept.Time = e.blocks[n-1].block.Header.Time.Add(time.Millisecond)
	}
	if err := e.add(kept); err != nil {
		return 0, err
	}
	height := len(e.blocks)
	if e.dir == "" {
		return int64(height), nil
	}
	raw, err := json.Marshal(kept)
	if err != nil {
		return 0, err
	}
	// A block is there whole or not at all.
	part := e.file(height) + ".part"
	if err := os.WriteFile(part, raw, 0o600); err != nil {
		return 0, err
	}
	return int64(height), os.Rename(part, e.file(height))
}

func (e *Embedded) add(kept record) error {
	s, err := newSquare(kept.Blobs)
	if err != nil {
		return err
	}
	block, err := e.sign(int64(len(e.blocks))+1, kept.Time, s.roots)
	if err != nil {
		return err
	}
	e.blocks = append(e.blocks, embedded{block: block, square: s})
	return nil
}

// sign makes header and commit of a block. Blocks do not refer to the one before: light clients do not look.
func (e *Embedded) sign(height int64, at time.Time, roots Roots) (Block, error) {
	hash := func(name string) []byte { return tmhash.Sum([]byte(name)) }
	header := cmttypes.Header{
		Version: cmtversion.Consensus{Block: version.BlockProtocol, App: 9}, ChainID: e.ChainID, Height: height, Time: at.UTC(),
		LastCommitHash: hash("commit"), DataHash: merkle.HashFromByteSlices(append(append([][]byte{}, roots.Rows...), roots.Columns...)),
		ValidatorsHash: e.validators.Hash(), NextValidatorsHash: e.validators.Hash(), ConsensusHash: hash("consensus"), AppHash: hash("app"),
		LastResultsHash: hash("results"), EvidenceHash: hash("evidence"), ProposerAddress: e.validators.Validators[0].Address,
	}
	id := cmttypes.BlockID{Hash: header.Hash(), PartSetHeader: cmttypes.PartSetHeader{Total: 1, Hash: hash("parts")}}
	commit := &cmttypes.Commit{Height: height, BlockID: id}
	for i, validator := range e.validators.Validators {
		vote := cmtproto.Vote{
			Type: cmtproto.PrecommitType, Height: height, BlockID: id.ToProto(), Timestamp: header.Time, ValidatorAddress: validator.Address,
			ValidatorIndex: int32(i),
		}
		signature, err := e.keys[validator.Address.String()].Sign(cmttypes.VoteSignBytes(e.ChainID, &vote))
		if err != nil {
			return Block{}, err
		}
		commit.Signatures = append(commit.Signatures, cmttypes.CommitSig{
			BlockIDFlag: cmttypes.BlockIDFlagCommit, ValidatorAddress: validator.Address, Timestamp: header.Time, Signature: signature,
		})
	}
	return Block{Header: header, Commit: commit, Validators: e.validators, Roots: roots}, nil
}

// Fork returns a block of a height and time that is signed and was never made: for showing what a light client does then.
func (e *Embedded) Fork(height int64, at time.Time, blobs ...Blob) (Block, error) {
	s, err := newSquare(blobs)
	if err != nil {
		return Block{}, err
	}
	return e.sign(height, at, s.roots)
}

func (e *Embedded) at(height int64) (embedded, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if height < 1 || height > int64(len(e.blocks)) {
		return embedded{}, fmt.Errorf("header: given height is from the future: networkHeight: %d, requestedHeight: %d", len(e.blocks), height)
	}
	return e.blocks[height-1], nil
}

// Height returns the highest block's height.
func (e *Embedded) Height() int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return int64(len(e.blocks))
}

// Block returns the block of a height.
func (e *Embedded) Block(height int64) (Block, error) {
	found, err := e.at(height)
	return found.block, err
}

// Blobs returns the blobs of a namespace in a block.
func (e *Embedded) Blobs(height int64, namespace []byte) ([]Blob, error) {
	found, err := e.at(height)
	if err != nil {
		return nil, err
	}
	var blobs []Blob
	for _, blob := range found.square.blobs {
		if bytes.Equal(blob.Namespace, namespace) {
			blobs = append(blobs, blob)
		}
	}
	return blobs, nil
}

// Row returns the shares of a row of a block, without parity.
func (e *Embedded) Row(_ context.Context, height int64, index uint32) ([][]byte, error) {
	found, err := e.at(height)
	if err != nil {
		return nil, err
	}
	s := found.square
	if int(index) >= s.width {
		return nil, fmt.Errorf("row %d of %d", index, s.width)
	}
	return s.shares[int(index)*s.width : (int(index)+1)*s.width], nil
}
