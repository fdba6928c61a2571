package keeper_test

import (
	"bytes"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
)

// onCelestia makes a receipt whose trace has a false element, and says that it is on Celestia.
func (s *suite) onCelestia(what string) {
	s.begin(func(w *court.World) *exec.Trace {
		trace := w.Lie(liedNode, liedElement)
		s.celestia = w.AddCelestia()
		s.blob = commit.TraceList(trace.Commitments)
		if what != "the trace" {
			s.blob = bytes.Repeat([]byte{1}, len(s.blob))
		}
		s.at, s.inclusion = w.Post(s.celestia, s.blob)
		w.TraceLocation = s.at
		return trace
	})
}

func (s *suite) contentOf(what string) []byte {
	trace := commit.TraceList(s.theirs.Commitments)
	switch what {
	case "the trace":
		return trace
	case "something short":
		return trace[:len(trace)-32]
	case "something long":
		return append(trace, 0)
	default:
		return bytes.Repeat([]byte{2}, len(trace))
	}
}

func (s *suite) posts(content []byte) {
	if s.celestia == nil {
		s.celestia = s.AddCelestia()
	}
	s.blob = content
	s.at, s.inclusion = s.Post(s.celestia, content)
}

func (s *suite) showsWhere(who string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().PublishTraceBlob(ctx, &types.MsgPublishTraceBlob{
			Sender: s.Bech32(s.Addr(who)), LeaseId: s.lease.String(), Reference: s.at, Proof: s.inclusion,
		})
		return err
	})
}

func (s *suite) showsAnother(who string) {
	at := s.at
	s.posts(bytes.Repeat([]byte{3}, len(s.blob)))
	s.at = at
	s.showsWhere(who)
}

func (s *suite) showsFalse(who string, content []byte) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().ProveFalseTrace(ctx, &types.MsgProveFalseTrace{Sender: s.Bech32(s.Addr(who)), LeaseId: s.lease.String(), Content: content})
		return err
	})
}

func (s *suite) showsOtherContent(who string) {
	s.showsFalse(who, bytes.Repeat([]byte{4}, len(s.blob)))
}
