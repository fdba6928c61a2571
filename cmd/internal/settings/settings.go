// Package settings are those that a new node is given.
package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	cmtcfg "github.com/cometbft/cometbft/config"

	serverconfig "github.com/cosmos/cosmos-sdk/server/config"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"

	"github.com/suretynetwork/surety/app"
)

const (
	// BlockPause leaves room for proposing and voting, which take about a tenth of a second locally, in a second
	// per block.
	BlockPause = 900 * time.Millisecond
	// queryGasLimit stops a query that would cost more than a whole block. The SDK's default is no limit.
	queryGasLimit = app.MaxBlockGas
	// minGasPrices is what a validator asks of a transaction unless it decides otherwise.
	minGasPrices = "0.001" + app.BondDenom
	// snapshotInterval is how many blocks lie between the snapshots that new nodes can start from.
	snapshotInterval = 1000
	snapshotsKept    = 2
	// rpcBodyBytes lets the largest transaction that the mempool takes, 1 MiB, through as JSON.
	rpcBodyBytes = 2 << 20
)

// Comet returns the settings written to a new node's config.toml.
func Comet() *cmtcfg.Config {
	cfg := cmtcfg.DefaultConfig()
	cfg.Consensus.TimeoutCommit = BlockPause
	// The application decides what waits, so that court moves always find a place; this only has to be larger.
	cfg.Mempool.Size = 2 * app.DefaultMempoolTxs
	cfg.RPC.MaxBodyBytes = rpcBodyBytes
	return cfg
}

// Application is the node's app.toml.
type Application struct {
	serverconfig.Config `mapstructure:",squash"`

	Wasm wasmtypes.NodeConfig `mapstructure:"wasm"`
}

// App returns the settings written to a new node's app.toml.
func App() Application {
	cfg := serverconfig.DefaultConfig()
	cfg.MinGasPrices = minGasPrices
	cfg.QueryGasLimit = queryGasLimit
	cfg.StateSync.SnapshotInterval = snapshotInterval
	cfg.StateSync.SnapshotKeepRecent = snapshotsKept
	cfg.Mempool.MaxTxs = app.DefaultMempoolTxs
	return Application{Config: *cfg, Wasm: wasmtypes.DefaultNodeConfig()}
}

// Template is how an app.toml is written.
func Template() string {
	return serverconfig.DefaultConfigTemplate + wasmtypes.DefaultConfigTemplate()
}

// WriteMissing creates config.toml and app.toml where the home folder lacks them. The SDK would do so too, but it mixes the command's
// flags into what it writes, and replaces some of our values by its own. With started it refuses a folder without a config.toml.
func WriteMissing(home string, started bool) error {
	dir := filepath.Join(home, "config")
	comet, node := filepath.Join(dir, "config.toml"), filepath.Join(dir, "app.toml")
	if missing(comet) {
		if started {
			return fmt.Errorf("there is no node in %s: run suretyd init NAME --home %s first", home, home)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("create the settings' folder: %w", err)
		}
		cmtcfg.WriteConfigFile(comet, Comet())
	}
	if missing(node) {
		serverconfig.SetConfigTemplate(Template())
		serverconfig.WriteConfigFile(node, App())
	}
	return nil
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}
