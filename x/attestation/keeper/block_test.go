package keeper_test

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// attestMany has one attester attest as much as it can, about one subject.
func attestMany(t *testing.T, f *fixture.Fixture, w world, schema string, count int) {
	t.Helper()
	ada := f.Bech32(f.Addr("ada"))
	for made := 0; made < count; {
		group := types.StatementGroup{Schema: schema}
		for range min(100, count-made) {
			data := make([]byte, 32)
			binary.BigEndian.PutUint64(data[24:], uint64(made))
			group.Statements = append(group.Statements, types.Statement{Subject: "did:web:x", Data: data, Value: math.ZeroInt()})
			made++
		}
		_, err := w.msgs.MultiAttest(f.Ctx, &types.MsgMultiAttest{Attester: ada, Groups: []types.StatementGroup{group}})
		require.NoError(t, err)
		if made%10_000 == 0 {
			f.NextBlock()
		}
	}
	f.NextBlock()
}

// costs are what reading and attesting cost with some attestations there.
func costs(t *testing.T, count int) (page, standing, attest uint64) {
	t.Helper()
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	ada := f.Bech32(f.Addr("ada"))
	registered, err := w.msgs.RegisterSchema(f.Ctx, &types.MsgRegisterSchema{Registrar: ada, Schema: "uint256 n"})
	require.NoError(t, err)
	attestMany(t, f, w, registered.Uid, count)
	page = f.Gas(func(ctx sdk.Context) error {
		response, err := w.query.AttestationsByAttester(ctx, &types.QueryAttestationsByAttesterRequest{
			Attester: ada, Pagination: &query.PageRequest{Limit: 50, Reverse: true},
		})
		require.Len(t, response.Attestations, 50)
		require.NotEmpty(t, response.Pagination.NextKey)
		return err
	})
	standing = f.Gas(func(ctx sdk.Context) error {
		verdict, _, err := w.keeper.Standing(ctx, "did:web:x", mustHash(registered.Uid), f.Addr("ada"))
		require.Equal(t, types.VerdictVerified, verdict)
		return err
	})
	attest = f.Gas(func(ctx sdk.Context) error {
		_, err := w.msgs.Attest(ctx, &types.MsgAttest{
			Attester: ada, Schema: registered.Uid, Subject: "did:web:y", Data: word(1), Value: math.ZeroInt(),
		})
		return err
	})
	return page, standing, attest
}

func TestAHundredThousandAttestationsCostNobodyMore(t *testing.T) {
	many := 100_000
	if testing.Short() {
		many = 2_000
	}
	page, standing, attest := costs(t, 200)
	pageOfMany, standingOfMany, attestOfMany := costs(t, many)
	t.Logf("gas with 200 and with %d: a page %d, %d; a question %d, %d; attesting %d, %d",
		many, page, pageOfMany, standing, standingOfMany, attest, attestOfMany)
	// Numbers grow by some bytes; nothing grows with how many there are.
	require.InEpsilon(t, page, pageOfMany, 0.02)
	require.InEpsilon(t, standing, standingOfMany, 0.02)
	require.InEpsilon(t, attest, attestOfMany, 0.02)
}
