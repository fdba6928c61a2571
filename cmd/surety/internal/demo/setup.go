package demo

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"github.com/cosmos/cosmos-sdk/crypto/hd"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/ocr"
)

const (
	chainID   = "surety-demo"
	denom     = "usure"
	endowment = "1000000000usure"
	bond      = 50_000_000
)

// party is someone with coins.
type party struct {
	name, home, address string
	chain               *chain.Client
	proc                *process
	provider            bool
}

// stage is the running demo.
type stage struct {
	out          io.Writer
	opts         options
	dir, self    string
	grpc, rpc    string
	enc          chain.Encoding
	node         *process
	parties      []*party
	store        *blob.Dir
	blobs        *blob.Server
	scribe       *scribe
	model, input string
	// detect and recognise read text, in an alphabet; nil where they are not to be had.
	detect, recognise *ocr.Program
	alphabet          ocr.Alphabet
	// heard is told every line that a role logs, if not nil.
	heard  func(*process, string)
	killer *killer
	data   publication
	// speaking keeps the lines of those who tell the story apart.
	speaking sync.Mutex
}

func (s *stage) say(format string, args ...any) {
	s.speaking.Lock()
	defer s.speaking.Unlock()
	fmt.Fprintf(s.out, format+"\n", args...)
}

func (s *stage) party(name string) *party {
	for _, p := range s.parties {
		if p.name == name {
			return p
		}
	}
	return nil
}

// stop ends everything that was started, roles first.
func (s *stage) stop() {
	for _, p := range s.parties {
		p.proc.stop()
		if p.chain != nil {
			_ = p.chain.Close()
		}
	}
	if s.blobs != nil {
		_ = s.blobs.Close()
	}
	s.data.stop()
	s.node.stop()
}

// setUp builds the scene: model, keys, chain, providers, watcher.
func setUp(ctx context.Context, w io.Writer, dir string, o options) (*stage, error) {
	s := &stage{out: w, opts: o, dir: dir}
	if o.kill {
		s.killer = newKiller(s)
		s.heard = s.killer.heard
	}
	var err error
	if s.self, err = os.Executable(); err != nil {
		return s, err
	}
	s.say("Fetching the trained digit model (%s, data only, checksums pinned) …", modelModule)
	if s.model, s.input, err = fetchModel(ctx, dir); err != nil {
		return s, err
	}
	if o.digit != "" {
		s.input = o.digit
	}
	if err := s.fetchText(ctx); err != nil {
		return s, err
	}
	if s.enc, err = chain.NewEncoding(); err != nil {
		return s, err
	}
	s.say("Starting a chain, three providers and a watcher; state is in %s …", dir)
	for _, name := range []string{"user", "alice", "bob", "carol", "watcher", "mallory", "maker", "auditor"} {
		if err := s.addParty(name); err != nil {
			return s, err
		}
	}
	if err := s.startStore(ctx); err != nil {
		return s, err
	}
	if err := s.startChain(ctx); err != nil {
		return s, err
	}
	for _, p := range s.parties {
		if p.chain, err = s.connect(ctx, p); err != nil {
			return s, err
		}
	}
	return s, s.startRoles(ctx)
}

func (s *stage) addParty(name string) error {
	p := &party{name: name, home: filepath.Join(s.dir, name)}
	kr, err := keyring.New("surety", keyring.BackendTest, p.home, nil, s.enc.Codec)
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
	p.address = addr.String()
	s.parties = append(s.parties, p)
	return nil
}

func (s *stage) startChain(ctx context.Context) error {
	home := filepath.Join(s.dir, "node")
	at := []string{"--home", home}
	test := append([]string{"--keyring-backend", "test"}, at...)
	steps := [][]string{
		append([]string{"init", "demo", "--chain-id", chainID}, at...),
		append([]string{"keys", "add", "validator"}, test...),
		append([]string{"genesis", "add-genesis-account", "validator", endowment}, test...),
	}
	for _, p := range s.parties {
		steps = append(steps, append([]string{"genesis", "add-genesis-account", p.address, endowment}, at...))
	}
	steps = append(steps,
		append([]string{"genesis", "add-genesis-account", s.data.address, endowment}, at...),
		append([]string{"genesis", "gentx", "validator", "100000000usure", "--chain-id", chainID}, test...),
		append([]string{"genesis", "collect-gentxs"}, at...))
	for _, step := range steps {
		if err := command(ctx, s.opts.suretyd, step...); err != nil {
			return err
		}
	}
	if err := s.trustCelestia(ctx, filepath.Join(home, "config", "genesis.json")); err != nil {
		return err
	}
	if err := setPace(home, s.pace()); err != nil {
		return err
	}
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	s.rpc, s.grpc = fmt.Sprintf("127.0.0.1:%d", ports[0]), fmt.Sprintf("127.0.0.1:%d", ports[1])
	// No fees, so that every coin that moves is one that the stories move.
	s.node, err = startProcess(s.dir, "node", nil, s.opts.suretyd, append([]string{
		"start", "--minimum-gas-prices", "0usure", "--rpc.laddr", "tcp://" + s.rpc, "--grpc.address", s.grpc,
		"--p2p.laddr", fmt.Sprintf("tcp://127.0.0.1:%d", ports[2]), "--api.enable=false", "--rpc.pprof_laddr=",
	}, at...)...)
	return err
}

// pace is the time between blocks: about two a second, and fewer where roles have to come back from being killed before a span of blocks
// is over.
func (s *stage) pace() time.Duration {
	if s.opts.kill {
		return 900 * time.Millisecond
	}
	return 400 * time.Millisecond
}

func setPace(home string, pause time.Duration) error {
	path := filepath.Join(home, "config", "config.toml")
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	b = regexp.MustCompile(`(?m)^timeout_commit = .*$`).ReplaceAll(b, fmt.Appendf(nil, "timeout_commit = %q", pause))
	return os.WriteFile(path, b, 0o600)
}

func (s *stage) connect(ctx context.Context, p *party) (*chain.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	kr, err := keyring.New("surety", keyring.BackendTest, p.home, nil, s.enc.Codec)
	if err != nil {
		return nil, err
	}
	c, err := chain.Dial(ctx, s.enc, chain.Options{Node: s.grpc, Keyring: kr, Key: "main", GasPrice: sdk.NewDecCoinFromDec(denom, zero)})
	if err != nil {
		return nil, fmt.Errorf("%w; see %s", err, filepath.Join(s.dir, "node.log"))
	}
	return c, c.WaitHeight(ctx, 1)
}
