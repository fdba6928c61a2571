package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cosmos/gogoproto/proto"
	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/cosmos/cosmos-sdk/client/flags"
	svrcmd "github.com/cosmos/cosmos-sdk/server/cmd"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	"github.com/suretynetwork/surety/app"
)

// run executes the command line in this process and returns what it printed.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	root, err := newRootCommand()
	require.NoError(t, err)
	var out bytes.Buffer
	root.SetOut(&out)
	root.SetErr(&out)
	root.SetArgs(args)
	err = svrcmd.Execute(root, "", t.TempDir())
	return out.String(), err
}

func TestInitGivesSensibleSettings(t *testing.T) {
	home := t.TempDir()
	_, err := run(t, "init", "mynode", "--chain-id", "mychain", "--home", home)
	require.NoError(t, err)

	settings := viper.New()
	settings.SetConfigFile(filepath.Join(home, "config", "app.toml"))
	require.NoError(t, settings.ReadInConfig())
	require.Equal(t, "0.001usure", settings.GetString("minimum-gas-prices"))
	require.EqualValues(t, app.MaxBlockGas, settings.GetUint64("query-gas-limit"), "queries must have a limit")
	require.Equal(t, app.DefaultMempoolTxs, settings.GetInt("mempool.max-txs"))
	require.Positive(t, settings.GetInt("state-sync.snapshot-interval"))
	require.Contains(t, settings.GetString("grpc.address"), "localhost")
	require.Contains(t, settings.GetString("api.address"), "localhost")
	require.Equal(t, "sequential", settings.GetString("block-executor"))

	settings.SetConfigFile(filepath.Join(home, "config", "config.toml"))
	require.NoError(t, settings.ReadInConfig())
	require.Equal(t, "900ms", settings.GetString("consensus.timeout_commit"))
	require.Equal(t, "mynode", settings.GetString("moniker"))
	require.Contains(t, settings.GetString("rpc.laddr"), "127.0.0.1")

	settings.SetConfigFile(filepath.Join(home, "config", "client.toml"))
	require.NoError(t, settings.ReadInConfig())
	require.Equal(t, "mychain", settings.GetString("chain-id"))

	genesis, err := genutiltypes.AppGenesisFromFile(filepath.Join(home, "config", "genesis.json"))
	require.NoError(t, err)
	require.Equal(t, "mychain", genesis.ChainID)
	require.EqualValues(t, app.MaxBlockGas, genesis.Consensus.Params.Block.MaxGas)
	require.EqualValues(t, app.MaxBlockBytes, genesis.Consensus.Params.Block.MaxBytes)
	require.Zero(t, genesis.Consensus.Params.ABCI.VoteExtensionsEnableHeight)

	_, err = run(t, "init", "again", "--home", home)
	require.ErrorContains(t, err, "exists already")
	_, err = run(t, "genesis", "validate", filepath.Join(home, "config", "genesis.json"), "--home", home)
	require.NoError(t, err)
}

func TestStartWithoutANodeSaysWhatToDoAndLeavesNothing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "none")
	_, err := run(t, "start", "--home", home)
	require.ErrorContains(t, err, "run suretyd init NAME --home "+home)
	require.NoDirExists(t, filepath.Join(home, "data"))
}

func TestTestnetFilesShareOneGenesisAndNoPort(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "net")
	patch := filepath.Join(t.TempDir(), "patch.json")
	require.NoError(t, os.WriteFile(patch, []byte(`{"staking":{"params":{"max_validators":3}}}`), 0o600))
	_, err := run(t, "testnet", "init-files", "-o", dir, "--validators", "3", "--fund", "user=7usure", "--genesis-patch", patch)
	require.NoError(t, err)
	first, err := os.ReadFile(filepath.Join(dir, "node0", "config", "genesis.json"))
	require.NoError(t, err)
	require.Contains(t, string(first), `"max_validators": 3`)
	seen := map[string]bool{}
	for _, node := range []string{"node0", "node1", "node2"} {
		genesis, err := os.ReadFile(filepath.Join(dir, node, "config", "genesis.json"))
		require.NoError(t, err)
		require.Equal(t, string(first), string(genesis))
		settings := viper.New()
		settings.SetConfigFile(filepath.Join(dir, node, "config", "config.toml"))
		require.NoError(t, settings.ReadInConfig())
		for _, key := range []string{"rpc.laddr", "p2p.laddr"} {
			require.False(t, seen[settings.GetString(key)], "%s of %s is taken", key, node)
			seen[settings.GetString(key)] = true
		}
		require.Len(t, strings.Split(settings.GetString("p2p.persistent_peers"), ","), 2)
	}
	_, err = run(t, "testnet", "init-files", "-o", dir)
	require.ErrorContains(t, err, "exists already")
	_, err = run(t, "testnet", "init-files", "-o", t.TempDir(), "--base-port", "65530")
	require.ErrorContains(t, err, "are not all between 1024 and 65535")
	_, err = run(t, "testnet", "init-files", "-o", t.TempDir(), "--fund", "node0")
	require.ErrorContains(t, err, "the name is taken")
}

func TestMergePatchFollowsTheRFC(t *testing.T) {
	// The examples of RFC 7396, appendix A, whose target is an object.
	cases := []struct{ target, patch, want string }{
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"b"}`, `{"b":"c"}`, `{"a":"b","b":"c"}`},
		{`{"a":"b"}`, `{"a":null}`, `{}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`},
		{`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`{"e":null}`, `{"a":1}`, `{"e":null,"a":1}`},
		{`{}`, `{"a":{"bb":{"ccc":null}}}`, `{"a":{"bb":{}}}`},
	}
	for _, tc := range cases {
		var target, patch map[string]any
		require.NoError(t, json.Unmarshal([]byte(tc.target), &target))
		require.NoError(t, json.Unmarshal([]byte(tc.patch), &patch))
		got, err := json.Marshal(mergePatch(target, patch))
		require.NoError(t, err)
		require.JSONEq(t, tc.want, string(got), "%s patched by %s", tc.target, tc.patch)
	}
}

// TestEveryQueryAndMessageHasACommand looks at our own modules' services.
func TestEveryQueryAndMessageHasACommand(t *testing.T) {
	root, err := newRootCommand()
	require.NoError(t, err)
	enc, err := app.NewEncoding()
	require.NoError(t, err)
	checked := 0
	for name, options := range app.AutoCLI(enc).ModuleOptions {
		for kind, service := range map[string]string{"query": options.GetQuery().GetService(), "tx": options.GetTx().GetService()} {
			if !strings.HasPrefix(service, "surety.") {
				continue
			}
			checked++
			found, err := proto.HybridResolver.FindDescriptorByName(protoreflect.FullName(service))
			require.NoError(t, err)
			parent, _, err := root.Find([]string{kind, name})
			require.NoError(t, err)
			require.Equal(t, name, parent.Name(), "there is no %s %s", kind, name)
			methods := found.(protoreflect.ServiceDescriptor).Methods()
			require.GreaterOrEqual(t, len(described(parent)), methods.Len(),
				"%s %s has fewer commands than %s has methods", kind, name, service)
		}
	}
	require.NotZero(t, checked)
}

// described are a command's subcommands that say what they do.
func described(parent *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, cmd := range parent.Commands() {
		if cmd.Short != "" && cmd.Name() != "help" && cmd.Flags().Lookup(flags.FlagHome) == nil {
			all = append(all, cmd)
		}
	}
	return all
}
