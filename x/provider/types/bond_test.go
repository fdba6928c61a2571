package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	"github.com/suretynetwork/surety/x/provider/types"
)

// anAmount draws 0 to 2^256 - 1, often near the ends.
func anAmount(t *rapid.T, label string) math.Int {
	raw := rapid.SliceOfN(rapid.Byte(), 0, 32).Draw(t, label)
	amount := math.ZeroInt()
	for _, b := range raw {
		amount = amount.MulRaw(256).AddRaw(int64(b))
	}
	if rapid.Bool().Draw(t, label+" at the top") {
		return largest().Sub(math.MinInt(amount, math.NewInt(1_000)))
	}
	return amount
}

func largest() math.Int {
	amount, ok := math.NewIntFromString("115792089237316195423570985008687907853269984665640564039457584007913129639935")
	if !ok {
		panic("the largest amount does not parse")
	}
	return amount
}

// Whatever happens to a bond in whatever order, no part is negative, and what went in is there or has left.
func TestBondTransitionsConserveMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := math.NewInt(rapid.Int64Range(0, 1_000).Draw(t, "first"))
		bond, out := types.NewBond(in), math.ZeroInt()
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			amount := math.NewInt(rapid.Int64Range(-10, 1_000).Draw(t, "amount"))
			part := math.NewInt(rapid.Int64Range(-10, 1_000).Draw(t, "part"))
			var after types.Bond
			var err error
			entered, left := math.ZeroInt(), math.ZeroInt()
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0:
				entered = amount.Abs()
				after, err = bond.Add(entered)
			case 1:
				after, err = bond.Allocate(amount)
			case 2:
				after, err = bond.Release(amount)
			case 3:
				after, err = bond.Unbond(amount)
			case 4:
				left = amount
				after, err = bond.PayOut(amount)
			case 5:
				left = part
				after, err = bond.Slash(amount, part)
			}
			if err != nil {
				continue
			}
			bond, in, out = after, in.Add(entered), out.Add(left)
			require.NoError(t, bond.Validate())
			total, err := bond.Total()
			require.NoError(t, err)
			require.Equal(t, in.Sub(out).String(), total.String())
		}
	})
}

func TestBondTransitionsDoNotPanicAtTheEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bond := types.Bond{Free: anAmount(t, "free"), Allocated: anAmount(t, "allocated"), Unbonding: anAmount(t, "unbonding")}
		if bond.Validate() != nil {
			return
		}
		amount, part := anAmount(t, "amount"), anAmount(t, "part")
		for _, step := range []func() (types.Bond, error){
			func() (types.Bond, error) { return bond.Add(amount) },
			func() (types.Bond, error) { return bond.Allocate(amount) },
			func() (types.Bond, error) { return bond.Release(amount) },
			func() (types.Bond, error) { return bond.Unbond(amount) },
			func() (types.Bond, error) { return bond.PayOut(amount) },
			func() (types.Bond, error) { return bond.Slash(amount, part) },
		} {
			if after, err := step(); err == nil {
				require.NoError(t, after.Validate())
			}
		}
	})
}
