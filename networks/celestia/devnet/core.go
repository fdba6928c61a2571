package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/celestiaorg/celestia-app/v9/app"
	"github.com/celestiaorg/celestia-app/v9/app/encoding"
	"github.com/celestiaorg/celestia-app/v9/test/util/genesis"
	"github.com/celestiaorg/celestia-app/v9/test/util/testnode"

	"cosmossdk.io/log"

	"github.com/cosmos/cosmos-sdk/crypto/keyring"
)

const (
	chainID = "private"
	// keyName is what a Celestia node calls its key unless told otherwise. The key is made here and worth nothing.
	keyName    = "my_celes_key"
	passphrase = "development"
)

// core is the consensus node.
type core struct {
	rpc, grpc, genesis, account string
	grpcPort                    string
	stops                       []func() error
}

func (c *core) stop() {
	for i := len(c.stops) - 1; i >= 0; i-- {
		_ = c.stops[i]()
	}
}

func startCore(ctx context.Context, o options) (*core, error) {
	home := filepath.Join(o.home, "consensus")
	cfg := testnode.DefaultConfig().WithDelayedPrecommitTimeout(o.blockTime).WithFundedAccounts(keyName).WithChainID(chainID)
	cfg.TmConfig.DBBackend = "goleveldb"
	cfg.TmConfig.SetRoot(home)
	if _, err := os.Stat(home); errors.Is(err, os.ErrNotExist) {
		if err := genesis.InitFiles(home, cfg.TmConfig, cfg.AppConfig, cfg.Genesis, 0); err != nil {
			return nil, err
		}
		if err := writeKey(o, cfg.Genesis.Keyring()); err != nil {
			return nil, err
		}
	}
	node, application, err := testnode.NewCometNode(home, &cfg.UniversalTestingConfig)
	if err != nil {
		return nil, err
	}
	cctx := testnode.NewContext(ctx, cfg.Genesis.Keyring(), cfg.TmConfig, chainID, cfg.AppConfig.API.Address)
	// What it gives for stopping would also remove the data.
	cctx, _, err = testnode.StartNode(node, cctx)
	if err != nil {
		return nil, err
	}
	stopNode := func() error {
		if err := node.Stop(); err != nil {
			return err
		}
		node.Wait()
		return application.Close()
	}
	c := &core{stops: []func() error{stopNode}, rpc: cfg.TmConfig.RPC.ListenAddress, grpc: cfg.AppConfig.GRPC.Address}
	env, err := node.ConfigureRPC()
	if err != nil {
		return c, err
	}
	_, cctx, stopGRPC, err := testnode.StartGRPCServer(log.NewNopLogger(), application, cfg.AppConfig, cctx, env)
	if err != nil {
		return c, err
	}
	c.stops = append(c.stops, stopGRPC)
	if _, err := cctx.WaitForHeightWithTimeout(2, time.Minute); err != nil {
		return c, err
	}
	first := int64(1)
	block, err := cctx.Client.Block(ctx, &first)
	if err != nil {
		return c, err
	}
	c.genesis = block.BlockID.Hash.String()
	if _, c.grpcPort, err = net.SplitHostPort(c.grpc); err != nil {
		return c, err
	}
	c.account, err = accountOf(o)
	return c, err
}

// keysDir is where the bridge node looks for its key.
func keysDir(o options) string { return filepath.Join(o.home, "bridge", "keys") }

func openKeys(o options) (keyring.Keyring, error) {
	return keyring.New(app.Name, keyring.BackendTest, keysDir(o), os.Stdin, encoding.MakeConfig(app.ModuleEncodingRegisters...).Codec)
}

// writeKey hands the funded account to the bridge node.
func writeKey(o options, from keyring.Keyring) error {
	armor, err := from.ExportPrivKeyArmor(keyName, passphrase)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(keysDir(o), 0o700); err != nil {
		return err
	}
	keys, err := openKeys(o)
	if err != nil {
		return err
	}
	return keys.ImportPrivKey(keyName, armor, passphrase)
}

func accountOf(o options) (string, error) {
	keys, err := openKeys(o)
	if err != nil {
		return "", err
	}
	record, err := keys.Key(keyName)
	if err != nil {
		return "", fmt.Errorf("the key %s in %s: %w", keyName, keysDir(o), err)
	}
	address, err := record.GetAddress()
	return address.String(), err
}
