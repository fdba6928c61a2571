package demo

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	abci "github.com/cometbft/cometbft/abci/types"
	rpchttp "github.com/cometbft/cometbft/rpc/client/http"

	"github.com/suretynetwork/surety/cmd/internal/chain"
)

// scribe prints what happens on chain: every typed event of our modules, with its height, and names instead of addresses.
type scribe struct {
	*stage
	rpc  *rpchttp.HTTP
	next int64
	// published are the leases whose traces were published on chain, in what was printed.
	published []string
	// outputs are the leases whose outputs were.
	outputs []string
}

func newScribe(s *stage) (*scribe, error) {
	c, err := rpchttp.New("http://"+s.rpc, "/websocket")
	if err != nil {
		return nil, err
	}
	return &scribe{stage: s, rpc: c, next: 1}, nil
}

// skip are events that only repeat what another one says, and those of the poster, who works beside every story.
var skip = map[string]bool{"EventEscrowReleased": true, "EventMoveMade": true, "EventHeaderVerified": true, "EventBatchRecorded": true}

// catchUp prints the events of all blocks up to and including height; quiet only moves on.
func (s *scribe) catchUp(ctx context.Context, height int64, quiet bool) error {
	for ; s.next <= height; s.next++ {
		res, err := s.rpc.BlockResults(ctx, &s.next)
		if err != nil {
			return fmt.Errorf("events of block %d: %w", s.next, err)
		}
		if quiet {
			continue
		}
		for _, tx := range res.TxsResults {
			s.print(tx.Events)
		}
		s.print(res.FinalizeBlockEvents)
	}
	return nil
}

// follow prints until done is closed.
func (s *scribe) follow(ctx context.Context, done <-chan struct{}) error {
	for {
		h, _, err := s.party("user").chain.Height(ctx)
		if err != nil {
			return err
		}
		if err := s.catchUp(ctx, h, false); err != nil {
			return err
		}
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if err := chain.Sleep(ctx, pollEvents); err != nil {
			return err
		}
	}
}

func (s *scribe) print(events []abci.Event) {
	for _, e := range events {
		module, name, ok := s.split(e.Type)
		if !ok || skip[name] {
			continue
		}
		switch name {
		case "EventTracePublished":
			s.published = append(s.published, leaseOf(e)...)
		case "EventOutputPublished":
			s.outputs = append(s.outputs, leaseOf(e)...)
		}
		var parts []string
		for _, a := range e.Attributes {
			if v := s.plain(a.Value); a.Key != "msg_index" && a.Key != "mode" && v != "" {
				parts = append(parts, a.Key+"="+v)
			}
		}
		s.say("  #%-4d %-12s %-22s %s", s.next, module, spaced(name), strings.Join(parts, " "))
	}
}

// leaseOf is the lease that an event is about.
func leaseOf(e abci.Event) (leases []string) {
	for _, a := range e.Attributes {
		if a.Key == "lease_id" {
			leases = append(leases, strings.Trim(a.Value, `"`))
		}
	}
	return leases
}

// split takes surety.market.v1.EventOrderPlaced apart.
func (s *scribe) split(eventType string) (module, name string, ok bool) {
	parts := strings.Split(eventType, ".")
	if len(parts) != 4 || parts[0] != "surety" {
		return "", "", false
	}
	return parts[1], parts[3], true
}

var (
	hexRun = regexp.MustCompile(`[0-9a-f]{24,}`)
	coin   = regexp.MustCompile(`\{"denom":"(\w+)","amount":"(\d+)"\}`)
	enum   = regexp.MustCompile(`[A-Z_]*_(STATE|KIND)_`)
)

// plain shortens a value for people.
func (s *scribe) plain(v string) string {
	v = enum.ReplaceAllString(coin.ReplaceAllString(strings.Trim(v, `"`), "$2$1"), "")
	for _, p := range s.parties {
		v = strings.ReplaceAll(v, p.address, p.name)
	}
	v = strings.NewReplacer(`"`, "", "{", "", "}", "").Replace(v)
	return hexRun.ReplaceAllStringFunc(v, func(h string) string { return h[:8] + "…" })
}

// spaced turns EventOrderPlaced into "order placed".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range strings.TrimPrefix(name, "Event") {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
