package demo

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cosmos/cosmos-sdk/crypto/hd"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"

	datypes "github.com/suretynetwork/surety/x/da/types"
)

// namespace is where the demo's chain posts its blocks: 38 zeros, and "suretydemo" in hex.
const namespace = "00000000000000000000000000000000000000" + "73757265747964656d6f"

// publication is what keeps the demo's chain public: a Celestia, or the store that stands in for one, and a poster.
type publication struct {
	celestia, home, address string
	store, poster           *process
}

func (p *publication) stop() {
	p.poster.stop()
	p.store.stop()
}

// startStore finds the Celestia that --celestia names, or starts the embedded store.
func (s *stage) startStore(ctx context.Context) error {
	s.data.home = filepath.Join(s.dir, "poster")
	kr, err := keyring.New("surety", keyring.BackendTest, s.data.home, nil, s.enc.Codec)
	if err != nil {
		return err
	}
	rec, _, err := kr.NewMnemonic("main", keyring.English, sdk.GetConfig().GetFullBIP44Path(), keyring.DefaultBIP39Passphrase, hd.Secp256k1)
	if err != nil {
		return err
	}
	addr, err := rec.GetAddress()
	if err != nil {
		return err
	}
	s.data.address = addr.String()
	if s.data.celestia = s.opts.celestia; s.data.celestia != "" {
		s.say("Blocks and traces go to the Celestia node at %s.", s.data.celestia)
		return nil
	}
	s.say("Blocks and traces go to a small store that answers as a Celestia node does (DA=celestia takes real nodes).")
	s.data.store, err = startProcess(s.dir, "store", nil, s.opts.suretyDA, "store", "--dir", filepath.Join(s.dir, "store"), "--listen", "127.0.0.1:0",
		"--block-time", "500ms")
	if err != nil {
		return err
	}
	s.data.celestia, err = s.announced(ctx, "store", "CELESTIA=")
	return err
}

// announced waits for a line that a process prints, and returns what follows the prefix.
func (s *stage) announced(ctx context.Context, name, prefix string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	path := filepath.Join(s.dir, name+".log")
	for {
		if value, found := lineOf(path, prefix); found {
			return value, nil
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("%s did not start: see %s", name, path)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func lineOf(path, prefix string) (string, bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	for scanner := bufio.NewScanner(f); scanner.Scan(); {
		if value, found := strings.CutPrefix(scanner.Text(), prefix); found {
			return value, true
		}
	}
	return "", false
}

// trustCelestia writes the first trusted header into the genesis file.
func (s *stage) trustCelestia(ctx context.Context, genesis string) error {
	return command(ctx, s.opts.suretyDA, "genesis", genesis, "--celestia", s.data.celestia, "--namespace", namespace, "--poster", s.data.address)
}

func (s *stage) startPoster() (err error) {
	s.data.poster, err = startProcess(s.dir, "poster", nil, s.opts.suretyDA, "post", "--celestia", s.data.celestia, "--node", "http://"+s.rpc,
		"--chain", s.grpc, "--home", s.data.home, "--keyring-backend", "test", "--key", "main", "--gas-price", "0usure", "--metrics", "",
		"--max-age", "4s", "--poll", "300ms", "--settle", "1")
	return err
}

// rebuilt is what `surety-da restore --output json` prints.
type rebuilt struct {
	Last    int64  `json:"last_height"`
	AppHash string `json:"app_hash"`
}

// restored is story (g): the chain is rebuilt from what was published, and from the genesis file.
func (s *stage) restored(ctx context.Context) (map[string]change, bool, error) {
	chain := s.party("user").chain
	height, _, err := chain.Height(ctx)
	if err != nil {
		return nil, false, err
	}
	var lag *datypes.QueryLagResponse
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if lag, err = chain.DA.Lag(ctx, &datypes.QueryLagRequest{}); err != nil {
			return nil, false, err
		}
		if lag.ProvedHeight >= height {
			break
		}
		if time.Now().After(deadline) {
			return nil, false, fmt.Errorf("blocks are recorded as published up to %d of %d: see %s", lag.ProvedHeight, height, filepath.Join(s.dir, "poster.log"))
		}
	}
	last, err := chain.DA.Batch(ctx, &datypes.QueryBatchRequest{})
	if err != nil {
		return nil, false, err
	}
	s.say("  Blocks 1 to %d are published in %d batches, each proved on the chain.", last.Batch.ToHeight, last.Batch.Number)
	begun := time.Now()
	restore := exec.CommandContext(ctx, s.opts.suretyDA, "restore", "--genesis", filepath.Join(s.dir, "node", "config", "genesis.json"), //nolint:gosec // ours
		"--home", filepath.Join(s.dir, "restored"), "--celestia", s.data.celestia, "--output", "json", "--to", fmt.Sprint(height))
	out, err := restore.Output()
	if err != nil {
		return nil, false, fmt.Errorf("surety-da restore: %w: %s", err, out)
	}
	var r rebuilt
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, false, err
	}
	next := height + 1
	if err := chain.WaitHeight(ctx, next); err != nil {
		return nil, false, err
	}
	block, err := s.scribe.rpc.Block(ctx, &next)
	if err != nil {
		return nil, false, err
	}
	s.say("  Rebuilt from there and the genesis file alone in %s: after block %d the state's hash is", time.Since(begun).Round(100*time.Millisecond), r.Last)
	s.say("    %s, rebuilt\n    %s, on the chain", r.AppHash, block.Block.AppHash)
	return map[string]change{}, r.Last == height && r.AppHash == block.Block.AppHash.String(), nil
}
