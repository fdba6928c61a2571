// Package batch is what a batch of blocks holds: a manifest, which the chain reads, and behind it, compressed, the blocks, the commit to the
// last of them, and the validators that signed.
package batch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/klauspost/compress/zstd"

	"github.com/suretynetwork/surety/x/da/types"
)

// Batch is consecutive blocks with what is needed to believe them.
type Batch struct {
	Manifest types.Manifest
	Blocks   []*cmttypes.Block
	// Commit is the commit to the last block. Those to the others are in the block after.
	Commit *cmttypes.Commit
	// Validators are the sets that signed the blocks, each once, in the order in which they come.
	Validators []*cmttypes.ValidatorSet
}

// message is anything that has a protobuf encoding.
type message interface{ Marshal() ([]byte, error) }

func put(raw []byte, m message) ([]byte, error) {
	b, err := m.Marshal()
	if err != nil {
		return nil, err
	}
	raw = binary.AppendUvarint(raw, uint64(len(b)))
	return append(raw, b...), nil
}

// BlockBytes is a block as it lies in a batch, and as its parts are hashed.
func BlockBytes(block *cmttypes.Block) ([]byte, error) {
	m, err := block.ToProto()
	if err != nil {
		return nil, err
	}
	return m.Marshal()
}

// Encode returns a batch's content and completes the manifest's size. The same batch gives the same bytes with the same release.
func Encode(b *Batch) ([]byte, error) {
	var raw []byte
	for _, block := range b.Blocks {
		encoded, err := BlockBytes(block)
		if err != nil {
			return nil, err
		}
		raw = binary.AppendUvarint(raw, uint64(len(encoded)))
		raw = append(raw, encoded...)
	}
	raw, err := put(raw, b.Commit.ToProto())
	if err != nil {
		return nil, err
	}
	for _, set := range b.Validators {
		m, err := set.ToProto()
		if err != nil {
			return nil, err
		}
		if raw, err = put(raw, m); err != nil {
			return nil, err
		}
	}
	b.Manifest.RawSize = uint64(len(raw))
	manifest, err := b.Manifest.Encode()
	if err != nil {
		return nil, err
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	content := encoder.EncodeAll(raw, manifest)
	return content, encoder.Close()
}

// Decode reads a content. What the blocks say is not checked, but their number and heights are the manifest's. The error says what is wrong.
func Decode(content []byte) (*Batch, error) {
	manifest, n, err := types.DecodeManifest(content)
	if err != nil {
		return nil, err
	}
	raw, err := decompress(content[n:], manifest.RawSize)
	if err != nil {
		return nil, err
	}
	b := &Batch{Manifest: manifest}
	rest := bytes.NewReader(raw)
	for height := manifest.From; height <= manifest.To; height++ {
		block, err := takeBlock(rest)
		if err != nil {
			return nil, fmt.Errorf("block %d: %w", height, err)
		}
		if block.Height != height || block.ChainID != manifest.ChainID {
			return nil, fmt.Errorf("block %d of %s lies where block %d of %s should: the manifest lies", block.Height, block.ChainID, height, manifest.ChainID)
		}
		b.Blocks = append(b.Blocks, block)
	}
	if b.Commit, err = takeCommit(rest); err != nil {
		return nil, fmt.Errorf("the commit to block %d: %w", manifest.To, err)
	}
	for rest.Len() > 0 {
		set, err := takeValidators(rest)
		if err != nil {
			return nil, fmt.Errorf("validators: %w", err)
		}
		b.Validators = append(b.Validators, set)
	}
	return b, nil
}

func decompress(packed []byte, size uint64) ([]byte, error) {
	decoder, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(types.MaxBatchBytes))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	// A manifest that lies about the size must not make room for what is not there, nor let more in.
	raw, err := io.ReadAll(io.LimitReader(decoder, int64(size)+1))
	if err != nil {
		return nil, fmt.Errorf("it does not decompress: %w", err)
	}
	if uint64(len(raw)) != size {
		return nil, fmt.Errorf("it decompresses to another size than %d bytes", size)
	}
	return raw, nil
}

func take(from *bytes.Reader) ([]byte, error) {
	length, err := binary.ReadUvarint(from)
	if err != nil {
		return nil, errors.New("it ends early")
	}
	if length > uint64(from.Len()) {
		return nil, fmt.Errorf("%d bytes are announced, %d are left", length, from.Len())
	}
	b := make([]byte, length)
	_, err = io.ReadFull(from, b)
	return b, err
}

func takeBlock(from *bytes.Reader) (*cmttypes.Block, error) {
	b, err := take(from)
	if err != nil {
		return nil, err
	}
	var m cmtproto.Block
	if err := m.Unmarshal(b); err != nil {
		return nil, err
	}
	return cmttypes.BlockFromProto(&m)
}

func takeCommit(from *bytes.Reader) (*cmttypes.Commit, error) {
	b, err := take(from)
	if err != nil {
		return nil, err
	}
	var m cmtproto.Commit
	if err := m.Unmarshal(b); err != nil {
		return nil, err
	}
	return cmttypes.CommitFromProto(&m)
}

func takeValidators(from *bytes.Reader) (*cmttypes.ValidatorSet, error) {
	b, err := take(from)
	if err != nil {
		return nil, err
	}
	var m cmtproto.ValidatorSet
	if err := m.Unmarshal(b); err != nil {
		return nil, err
	}
	return cmttypes.ValidatorSetFromProto(&m)
}

// CommitTo returns the commit to the i-th block.
func (b *Batch) CommitTo(i int) *cmttypes.Commit {
	if i+1 < len(b.Blocks) {
		return b.Blocks[i+1].LastCommit
	}
	return b.Commit
}

// SignersOf returns the validators of a block, by the hash in its header. The error says that they are not there.
func (b *Batch) SignersOf(block *cmttypes.Block) (*cmttypes.ValidatorSet, error) {
	for _, set := range b.Validators {
		if bytes.Equal(set.Hash(), block.ValidatorsHash) {
			return set, nil
		}
	}
	return nil, fmt.Errorf("the batch has no validators with the hash %s, which block %d names", block.ValidatorsHash, block.Height)
}
