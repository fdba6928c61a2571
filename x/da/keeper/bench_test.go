package keeper_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/da/types"
)

// BenchmarkUpdateClient shows what a header costs by the number of Celestia's validators: the next one, and one further on.
func BenchmarkUpdateClient(b *testing.B) {
	for _, validators := range []int{4, 100} {
		f := fixture.New(b, types.StoreKey)
		w := newWorld(b, f, validators)
		w.reach(b, 10)
		require.NoError(b, w.keeper.TrustHeader(f.Ctx, w.block(b, 2).Summary()))
		for _, height := range []int64{3, 9} {
			msg := w.bring(b, f.Bech32(f.Addr("ann")), w.block(b, height), 2)
			if height == 3 {
				msg.TrustedValidators = nil
			}
			b.Run(fmt.Sprintf("%d validators, %d further", validators, height-2), func(b *testing.B) {
				bench(b, f, len(msg.LightBlock)+len(msg.TrustedValidators), func(ctx sdk.Context) error {
					_, err := w.msgs.UpdateClient(ctx, msg)
					return err
				})
			})
		}
	}
}

// bench runs something again and again without keeping what it writes, and reports its gas and how much that is for a microsecond.
func bench(b *testing.B, f *fixture.Fixture, size int, run func(ctx sdk.Context) error) {
	gas := f.Gas(func(ctx sdk.Context) error {
		cached, _ := ctx.CacheContext()
		return run(cached)
	})
	b.ReportAllocs()
	for b.Loop() {
		cached, _ := f.Ctx.CacheContext()
		if err := run(cached); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size), "bytes")
	b.ReportMetric(float64(gas), "gas")
	b.ReportMetric(float64(gas)/(float64(b.Elapsed().Microseconds())/float64(b.N)), "gas/us")
}

// BenchmarkVerifyBlob shows what the proof of a blob costs by its size.
func BenchmarkVerifyBlob(b *testing.B) {
	for _, size := range []int{400, 4_000, 40_000, 400_000, 1_900_000} {
		f := fixture.New(b, types.StoreKey)
		w := newWorld(b, f, 4)
		require.NoError(b, w.keeper.TrustHeader(f.Ctx, w.block(b, 1).Summary()))
		msg := w.post(b, f, namespace, bytes.Repeat([]byte{7}, size))
		_, _, err := w.keeper.UpdateClient(f.Ctx, w.bring(b, "", w.block(b, 2), 1).LightBlock, 1, nil)
		require.NoError(b, err)
		ref, err := types.ParseReference(msg.Reference)
		require.NoError(b, err)
		b.Run(fmt.Sprint(size, " bytes"), func(b *testing.B) {
			bench(b, f, msg.Proof.Size(), func(ctx sdk.Context) error {
				_, err := w.keeper.VerifyBlob(ctx, ref, msg.Proof)
				return err
			})
		})
	}
}

// BenchmarkHolds shows what it costs to compute the commitment to content that a transaction brings.
func BenchmarkHolds(b *testing.B) {
	for _, size := range []int{4_000, 131_072} {
		f := fixture.New(b, types.StoreKey)
		w := newWorld(b, f, 4)
		ref, err := types.ParseReference("celestia://1/" + namespace + "/" + fmt.Sprintf("%064x", 1))
		require.NoError(b, err)
		content := bytes.Repeat([]byte{7}, size)
		b.Run(fmt.Sprint(size, " bytes"), func(b *testing.B) {
			bench(b, f, size, func(ctx sdk.Context) error {
				_, err := w.keeper.Holds(ctx, ref, content)
				return err
			})
		})
	}
}
