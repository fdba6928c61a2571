package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	cmtcfg "github.com/cometbft/cometbft/config"

	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	cryptotypes "github.com/cosmos/cosmos-sdk/crypto/types"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/genutil"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/cmd/internal/settings"
)

const (
	portsPerNode = 10
	// Offsets from a node's first port.
	p2pOffset, rpcOffset, grpcOffset, apiOffset = 0, 1, 2, 3

	oneSure = 1_000_000
	// A validator starts with twice what it stakes, so that it can pay fees.
	validatorStake  = 1_000_000 * oneSure
	validatorCoins  = 2 * validatorStake
	defaultFunding  = 1_000_000 * oneSure
	dirPermissions  = 0o755
	filePermissions = 0o600
)

// testnetPlan says what network to create, and where.
type testnetPlan struct {
	validators int
	dir        string
	chainID    string
	basePort   int
	pause      time.Duration
	fund       []string
	patchFile  string
	gasPrices  string
}

// testnetNode is one validator while its files are made.
type testnetNode struct {
	name   string
	id     string
	config *cmtcfg.Config
	key    cryptotypes.PubKey
	addr   sdk.AccAddress
}

// funding is an account and its coins at genesis.
type funding struct {
	addr  sdk.AccAddress
	coins sdk.Coins
}

// create writes every node's keys and settings, and one genesis file for all of them.
func (p *testnetPlan) create(ctx context.Context, enc app.Encoding) error {
	if _, err := os.Stat(p.home(0)); err == nil {
		return fmt.Errorf("%s exists already: remove it or choose another --%s", p.home(0), flagOutput)
	}
	keys, err := keyring.New(sdk.KeyringServiceName(), keyring.BackendTest, p.home(0), nil, enc.Codec)
	if err != nil {
		return fmt.Errorf("open the keyring: %w", err)
	}
	nodes := make([]*testnetNode, p.validators)
	for i := range nodes {
		if nodes[i], err = p.createNode(i, keys); err != nil {
			return fmt.Errorf("node %d: %w", i, err)
		}
	}
	accounts, err := p.accounts(keys, nodes)
	if err != nil {
		return err
	}
	genesis, err := p.genesis(ctx, enc, keys, nodes, accounts)
	if err != nil {
		return fmt.Errorf("genesis: %w", err)
	}
	for _, node := range nodes {
		if err := genesis.SaveAs(node.config.GenesisFile()); err != nil {
			return err
		}
		if err := p.writeSettings(node, nodes); err != nil {
			return fmt.Errorf("%s: %w", node.name, err)
		}
	}
	return nil
}

func (p *testnetPlan) home(i int) string { return filepath.Join(p.dir, fmt.Sprintf("node%d", i)) }

func (p *testnetPlan) createNode(i int, keys keyring.Keyring) (*testnetNode, error) {
	node := &testnetNode{name: fmt.Sprintf("node%d", i), config: settings.Comet()}
	cfg, port := node.config, p.basePort+portsPerNode*i
	cfg.SetRoot(p.home(i))
	cfg.Moniker = node.name
	cfg.Consensus.TimeoutCommit = p.pause
	cfg.P2P.ListenAddress = loopback("tcp://", port+p2pOffset)
	cfg.RPC.ListenAddress = loopback("tcp://", port+rpcOffset)
	// All nodes share one address, and only these nodes may talk to one another.
	cfg.P2P.AllowDuplicateIP = true
	cfg.P2P.AddrBookStrict = false
	cfg.P2P.PexReactor = false
	for _, sub := range []string{"config", "data"} {
		if err := os.MkdirAll(filepath.Join(p.home(i), sub), dirPermissions); err != nil {
			return nil, err
		}
	}
	var err error
	if node.id, node.key, err = genutil.InitializeNodeValidatorFiles(cfg); err != nil {
		return nil, err
	}
	node.addr, err = newKey(keys, node.name)
	return node, err
}

// accounts returns who owns what at genesis: the validators, and everyone named by --fund.
func (p *testnetPlan) accounts(keys keyring.Keyring, nodes []*testnetNode) ([]funding, error) {
	var all []funding
	for _, node := range nodes {
		all = append(all, funding{node.addr, sdk.NewCoins(sdk.NewInt64Coin(app.BondDenom, validatorCoins))})
	}
	for _, entry := range p.fund {
		name, amount, given := strings.Cut(entry, "=")
		coins := sdk.NewCoins(sdk.NewInt64Coin(app.BondDenom, defaultFunding))
		var err error
		if given {
			if coins, err = sdk.ParseCoinsNormalized(amount); err != nil {
				return nil, fmt.Errorf("--%s %s: %w", flagFund, entry, err)
			}
		}
		addr, err := sdk.AccAddressFromBech32(name)
		if err != nil {
			if addr, err = newKey(keys, name); err != nil {
				return nil, fmt.Errorf("--%s %s: %w", flagFund, entry, err)
			}
		}
		all = append(all, funding{addr, coins})
	}
	return all, nil
}

func newKey(keys keyring.Keyring, name string) (sdk.AccAddress, error) {
	if _, err := keys.Key(name); err == nil {
		return nil, errors.New("the name is taken")
	}
	algorithms, _ := keys.SupportedAlgorithms()
	record, _, err := keys.NewMnemonic(name, keyring.English, sdk.FullFundraiserPath, "", algorithms[0])
	if err != nil {
		return nil, err
	}
	return record.GetAddress()
}

func (p *testnetPlan) writeSettings(node *testnetNode, nodes []*testnetNode) error {
	var peers []string
	for i, peer := range nodes {
		if peer != node {
			peers = append(peers, fmt.Sprintf("%s@%s", peer.id, loopback("", p.basePort+portsPerNode*i+p2pOffset)))
		}
	}
	cfg := node.config
	cfg.P2P.PersistentPeers = strings.Join(peers, ",")
	dir := filepath.Join(cfg.RootDir, "config")
	cmtcfg.WriteConfigFile(filepath.Join(dir, "config.toml"), cfg)

	port := p.basePort + portsPerNode*indexOf(nodes, node)
	application := settings.App()
	application.MinGasPrices = p.gasPrices
	application.API.Enable = true
	application.API.Address = loopback("tcp://", port+apiOffset)
	application.GRPC.Address = loopback("", port+grpcOffset)
	serverconfig.SetConfigTemplate(settings.Template())
	serverconfig.WriteConfigFile(filepath.Join(dir, "app.toml"), application)

	client := fmt.Sprintf("chain-id = %q\nkeyring-backend = %q\noutput = \"text\"\nnode = %q\nbroadcast-mode = \"sync\"\n",
		p.chainID, keyring.BackendTest, cfg.RPC.ListenAddress)
	return os.WriteFile(filepath.Join(dir, "client.toml"), []byte(client), filePermissions)
}

func indexOf(nodes []*testnetNode, node *testnetNode) int {
	for i := range nodes {
		if nodes[i] == node {
			return i
		}
	}
	return -1
}

func loopback(scheme string, port int) string { return fmt.Sprintf("%s127.0.0.1:%d", scheme, port) }
