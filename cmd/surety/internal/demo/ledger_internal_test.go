package demo

import (
	"context"
	"io"
	"testing"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// demanded is a chain on which the watcher demanded each trace that is asked for.
type demanded struct {
	challengetypes.QueryClient
}

func (demanded) Trace(_ context.Context, in *challengetypes.QueryTraceRequest, _ ...grpc.CallOption) (*challengetypes.QueryTraceResponse, error) {
	return &challengetypes.QueryTraceResponse{Trace: challengetypes.Trace{
		LeaseId: in.LeaseId, Demander: "surety1watcher", Fee: sdk.NewInt64Coin(denom, 100),
	}}, nil
}

// A watcher that cannot reach a killed provider pays for its trace on chain: no story may take that for a loss.
func TestAFeeForATraceIsExpectedOfBothSides(t *testing.T) {
	s := &stage{parties: []*party{
		{name: "user", address: "surety1user", chain: &chain.Client{Challenge: demanded{}}},
		{name: "carol", address: "surety1carol"},
		{name: "watcher", address: "surety1watcher"},
	}}
	s.scribe = &scribe{stage: s}
	s.scribe.published = leaseOf(abci.Event{Attributes: []abci.EventAttribute{{Key: "lease_id", Value: `"surety1user/3/surety1carol"`}}})

	want := map[string]change{"carol": {bond: -7}, "watcher": {account: 30}}
	require.NoError(t, s.traceFees(t.Context(), want))
	require.Equal(t, map[string]change{"user": {}, "carol": {account: 100, bond: -7}, "watcher": {account: -70}}, want)
}

// priced is a chain on which an output that is demanded costs something.
type priced struct {
	verificationtypes.QueryClient
}

func (priced) Params(context.Context, *verificationtypes.QueryParamsRequest, ...grpc.CallOption) (*verificationtypes.QueryParamsResponse, error) {
	return &verificationtypes.QueryParamsResponse{Params: verificationtypes.Params{DemandFee: sdk.NewInt64Coin(denom, 100)}}, nil
}

// A user that cannot reach a killed provider pays for the output on chain: no story may take that for a loss either.
func TestAFeeForAnOutputIsExpectedOfBothSides(t *testing.T) {
	s := &stage{out: io.Discard, parties: []*party{
		{name: "user", address: "surety1user", chain: &chain.Client{Verification: priced{}}},
		{name: "alice", address: "surety1alice"},
	}}
	s.scribe = &scribe{stage: s}
	s.scribe.print([]abci.Event{{
		Type: "surety.verification.v1.EventOutputPublished", Attributes: []abci.EventAttribute{{Key: "lease_id", Value: `"surety1user/5/surety1alice"`}},
	}})
	want := map[string]change{"user": {account: -1000}, "alice": {account: 1000}}
	require.NoError(t, s.traceFees(t.Context(), want))
	require.Equal(t, map[string]change{"user": {account: -1100}, "alice": {account: 1100}}, want)
}
