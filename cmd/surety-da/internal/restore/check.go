package restore

import (
	"bytes"
	"fmt"

	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/source"
)

// checkBlock checks a block of a batch by itself and against the one before.
func checkBlock(found Found, i int, before *cmttypes.Block) error {
	block, commit := found.Blocks[i], found.CommitTo(i)
	if err := block.ValidateBasic(); err != nil {
		return err
	}
	validators, err := found.SignersOf(block)
	if err != nil {
		return err
	}
	id, err := source.BlockID(block)
	if err != nil {
		return err
	}
	if err := validators.VerifyCommit(found.ChainID(), id, block.Height, commit); err != nil {
		return fmt.Errorf("its validators did not sign it: %w", err)
	}
	if before == nil {
		return nil
	}
	beforeID, err := source.BlockID(before)
	if err != nil {
		return err
	}
	switch {
	case !block.LastBlockID.Equals(beforeID):
		return fmt.Errorf("it follows %s, not block %d", block.LastBlockID, before.Height)
	case !bytes.Equal(block.ValidatorsHash, before.NextValidatorsHash):
		return fmt.Errorf("its validators are not those that block %d names", before.Height)
	case !block.Time.After(before.Time):
		return fmt.Errorf("it is not later than block %d", before.Height)
	}
	return nil
}

// ChainID is the chain of the blocks.
func (f Found) ChainID() string { return f.Manifest.ChainID }
