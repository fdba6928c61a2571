package demo

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"cosmossdk.io/math"

	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/submit"
)

// zero is the gas price of the demo's chain.
var zero = math.LegacyZeroDec()

// prices are what each provider asks, in usure.
var prices = map[string]int64{"alice": 1000, "bob": 1200, "carol": 1500}

// startRoles registers the providers and starts providers, watcher and the user's blob service.
func (s *stage) startRoles(ctx context.Context) error {
	for _, name := range []string{"alice", "bob", "carol"} {
		p := s.party(name)
		p.provider = true
		args := append([]string{"provider", "register", "--moniker", name, "--bond", fmt.Sprintf("%d%s", bond, denom)}, s.common(p)...)
		if err := command(ctx, s.self, args...); err != nil {
			return err
		}
		if err := s.startProvider(name, prices[name], ""); err != nil {
			return err
		}
	}
	if err := s.startPoster(); err != nil {
		return err
	}
	watcher := s.party("watcher")
	var err error
	watching := append([]string{"watch", "start", "--celestia", s.data.celestia}, s.common(watcher)...)
	if watcher.proc, err = startProcess(s.dir, "watcher", s.heard, s.self, watching...); err != nil {
		return err
	}
	if s.store, err = blob.NewDir(filepath.Join(s.dir, "user", "blobs")); err != nil {
		return err
	}
	if s.blobs, err = blob.Serve(ctx, s.store, "127.0.0.1:0"); err != nil {
		return err
	}
	s.scribe, err = newScribe(s)
	return err
}

// common are the flags that every role of the demo is started with.
func (s *stage) common(p *party) []string {
	return []string{"--home", p.home, "--keyring-backend", "test", "--node", s.grpc, "--gas-price", "0usure", "--poll", "150ms"}
}

func (s *stage) startProvider(name string, price int64, cheat string) error {
	p := s.party(name)
	p.proc.stop()
	args := append([]string{"provider", "start", "--celestia", s.data.celestia, "--price", fmt.Sprintf("%d%s", price, denom)}, s.common(p)...)
	if cheat != "" {
		// Nobody reaches its server: the watcher has to get the trace from Celestia.
		args = append(args, "--cheat", cheat, "--url", "http://127.0.0.1:1")
	}
	var err error
	p.proc, err = startProcess(s.dir, name, s.heard, s.self, args...)
	return err
}

// user is the client of the one who orders.
func (s *stage) user() *submit.Client {
	return &submit.Client{
		Chain: s.party("user").chain, Store: s.store, URL: s.blobs.URL, Poll: 150 * time.Millisecond,
		Say: func(string, ...any) {}, // the scribe tells the story
	}
}

// linger says how to look around and waits for Ctrl-C.
func (s *stage) linger(ctx context.Context) {
	s.say("\nEverything is still running. Look around from another terminal, and end with Ctrl-C here:")
	s.say("  %s status --node tcp://%s", s.opts.suretyd, s.rpc)
	s.say("  %s query market orders --node tcp://%s", s.opts.suretyd, s.rpc)
	s.say("  %s query challenge verdicts --node tcp://%s", s.opts.suretyd, s.rpc)
	s.say("  tail -f %s", filepath.Join(s.dir, "alice.log"))
	s.say("  %s submit %s %s --home %s --keyring-backend test --node %s --gas-price 0usure", s.self, s.model, s.input, s.party("user").home, s.grpc)
	<-ctx.Done()
}
