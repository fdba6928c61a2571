package restore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/consensus"
	cmtlog "github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/mempool"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/proxy"
	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	cmttypes "github.com/cometbft/cometbft/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/spf13/viper"

	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/server"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/cmd/internal/settings"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/source"
)

// ErrExecution is the failure to execute a block that is right: no other batch helps. A block after an upgrade wants the release of its time.
var ErrExecution = errors.New("the block is right, but this release cannot execute it")

// Chain is a node's data in a folder, to which blocks are added as they are verified. It is not a running node.
type Chain struct {
	genesis  *cmttypes.GenesisDoc
	state    sm.State
	states   sm.Store
	blocks   *store.BlockStore
	executor *sm.BlockExecutor
	closers  []func() error
}

// Prepare makes a folder that a node can be started in: the genesis, settings and keys where it has none. Another genesis there is an error.
func Prepare(home, genesisFile string) error {
	raw, err := os.ReadFile(genesisFile)
	if err != nil {
		return err
	}
	if err := settings.WriteMissing(home, false); err != nil {
		return err
	}
	cfg := settings.Comet().SetRoot(home)
	if err := os.MkdirAll(filepath.Join(home, "data"), 0o755); err != nil {
		return err
	}
	there, err := os.ReadFile(cfg.GenesisFile())
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.WriteFile(cfg.GenesisFile(), raw, 0o600); err != nil {
			return err
		}
	case err != nil:
		return err
	case !bytes.Equal(there, raw):
		return fmt.Errorf("%s has another genesis: choose another --home", home)
	}
	privval.LoadOrGenFilePV(cfg.PrivValidatorKeyFile(), cfg.PrivValidatorStateFile())
	return nil
}

// Open opens the data in a folder, executing again what an interrupted run has stored and not executed.
func Open(ctx context.Context, home string) (c *Chain, err error) {
	c = &Chain{}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.Close())
		}
	}()
	v := viper.New()
	v.SetConfigFile(filepath.Join(home, "config", "app.toml"))
	if err := v.ReadInConfig(); err != nil {
		return c, err
	}
	v.Set(flags.FlagHome, home)
	cfg, err := cometConfig(home)
	if err != nil {
		return c, err
	}
	genesis, err := genutiltypes.AppGenesisFromFile(cfg.GenesisFile())
	if err != nil {
		return c, err
	}
	if c.genesis, err = genesis.ToGenesisDoc(); err != nil {
		return c, err
	}
	application, err := c.openApplication(home, v)
	if err != nil {
		return c, err
	}
	if err := c.openStores(cfg); err != nil {
		return c, err
	}
	conns := proxy.NewAppConns(proxy.NewLocalClientCreator(server.NewCometABCIWrapper(application)), proxy.NopMetrics())
	if err := conns.Start(); err != nil {
		return c, err
	}
	c.closers = append(c.closers, conns.Stop)
	if c.state, err = c.states.LoadFromDBOrGenesisDoc(c.genesis); err != nil {
		return c, err
	}
	if err := consensus.NewHandshaker(c.states, c.state, c.blocks, c.genesis).HandshakeWithContext(ctx, conns); err != nil {
		return c, err
	}
	// The handshake may have stored what the genesis gave.
	if c.state, err = c.states.LoadFromDBOrGenesisDoc(c.genesis); err != nil {
		return c, err
	}
	c.executor = sm.NewBlockExecutor(c.states, cmtlog.NewNopLogger(), conns.Consensus(), &mempool.NopMempool{}, sm.EmptyEvidencePool{}, c.blocks)
	return c, nil
}

func cometConfig(home string) (*cmtcfg.Config, error) {
	v := viper.New()
	v.SetConfigFile(filepath.Join(home, "config", "config.toml"))
	if err := v.ReadInConfig(); err != nil {
		return nil, err
	}
	cfg := settings.Comet()
	if err := v.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg.SetRoot(home), nil
}

func (c *Chain) openApplication(home string, v *viper.Viper) (*app.App, error) {
	db, err := dbm.NewDB("application", server.GetAppDBBackend(v), filepath.Join(home, "data"))
	if err != nil {
		return nil, err
	}
	application, err := app.New(log.NewNopLogger(), db, true, v, server.DefaultBaseappOptions(v)...)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c.closers = append(c.closers, application.Close)
	return application, nil
}

func (c *Chain) openStores(cfg *cmtcfg.Config) error {
	blocks, err := cmtcfg.DefaultDBProvider(&cmtcfg.DBContext{ID: "blockstore", Config: cfg})
	if err != nil {
		return err
	}
	c.closers = append(c.closers, blocks.Close)
	states, err := cmtcfg.DefaultDBProvider(&cmtcfg.DBContext{ID: "state", Config: cfg})
	if err != nil {
		return err
	}
	c.closers = append(c.closers, states.Close)
	c.blocks = store.NewBlockStore(blocks)
	c.states = sm.NewStore(states, sm.StoreOptions{DiscardABCIResponses: cfg.Storage.DiscardABCIResponses})
	return nil
}

// Close closes the stores.
func (c *Chain) Close() error {
	var errs []error
	for i := len(c.closers) - 1; i >= 0; i-- {
		errs = append(errs, c.closers[i]())
	}
	c.closers = nil
	return errors.Join(errs...)
}

// ChainID is the chain's.
func (c *Chain) ChainID() string { return c.genesis.ChainID }

// Next is the height of the block that comes next.
func (c *Chain) Next() int64 {
	if c.state.LastBlockHeight == 0 {
		return c.state.InitialHeight
	}
	return c.state.LastBlockHeight + 1
}

// AppHash is the hash of the state after the last block.
func (c *Chain) AppHash() []byte { return c.state.AppHash }

// Add verifies a block, stores and executes it: that it follows, with the state's hash after the block before; that every signature in its
// commit is right, and more than two thirds of the validators whom the state names have signed.
func (c *Chain) Add(block *cmttypes.Block, commit *cmttypes.Commit) error {
	id, err := source.BlockID(block)
	if err != nil {
		return err
	}
	if block.Height != c.Next() {
		return fmt.Errorf("block %d comes next, not %d", c.Next(), block.Height)
	}
	if err := c.state.Validators.VerifyCommit(c.ChainID(), id, block.Height, commit); err != nil {
		return fmt.Errorf("its validators did not sign it: %w", err)
	}
	if err := c.executor.ValidateBlock(c.state, block); err != nil {
		return fmt.Errorf("it does not follow: %w", err)
	}
	parts, err := block.MakePartSet(cmttypes.BlockPartSizeBytes)
	if err != nil {
		return err
	}
	c.blocks.SaveBlock(block, parts, commit)
	c.state, err = c.executor.ApplyVerifiedBlock(c.state, id, block)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrExecution, err)
	}
	return nil
}
