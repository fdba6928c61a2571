package simulation

import (
	"context"
	"encoding/hex"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

const (
	// maxLooked bounds how many records one operation looks through.
	maxLooked = 50
	// tries is how often a random account is drawn before an operation is skipped.
	tries = 10
)

// aProvider draws an account with a provider record that fits.
func aProvider(
	ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, reporter simsx.SimulationReporter, fits func(types.Provider) bool,
) (simsx.SimAccount, types.Provider) {
	var found types.Provider
	account := data.AnyAccountN(tries, reporter, simsx.SimAccountFilterFn(func(a simsx.SimAccount) bool {
		provider, err := k.GetProvider(ctx, a.Address)
		if err != nil || !fits(provider) {
			return false
		}
		found = provider
		return true
	}))
	return account, found
}

func active(p types.Provider) bool { return p.State == types.ProviderStateActive }

// freeOver says how much may leave a provider's free bond.
func freeOver(p types.Provider, minimum math.Int) math.Int {
	spare := p.Bond.Free.Add(p.Bond.Allocated).Sub(minimum)
	return math.MinInt(spare, p.Bond.Free)
}

func randomProfile(r *simsx.XRand, account simsx.SimAccount) types.Profile {
	profile := types.Profile{
		Moniker:    r.StringN(10) + "x",
		Endpoint:   "https://provider.example.com:8443/blobs",
		ReceiptKey: hex.EncodeToString(account.PubKey.Bytes()),
	}
	for _, key := range []string{"gpu", "region", "tier"} {
		if r.Intn(2) == 0 {
			profile.Attributes = append(profile.Attributes, types.Attribute{Key: key, Value: []string{"a", "b", "c"}[r.Intn(3)]})
		}
	}
	return profile
}

func attributeTexts(attributes []types.Attribute) []string {
	texts := make([]string, len(attributes))
	for i, attribute := range attributes {
		texts[i] = attribute.Key + "=" + attribute.Value
	}
	return texts
}

func randomAmount(r *simsx.XRand, most math.Int) math.Int {
	if most.LT(math.NewInt(2)) {
		return most
	}
	amount, err := r.PositiveSDKIntn(most)
	if err != nil {
		return math.OneInt()
	}
	return amount
}

// params skips the operation when there are none.
func params(ctx context.Context, k *keeper.Keeper, reporter simsx.SimulationReporter) types.Params {
	found, err := k.Params.Get(ctx)
	if err != nil {
		reporter.Skip(err.Error())
	}
	return found
}

func balance(account simsx.SimAccount, denom string) math.Int {
	return account.LiquidBalance().Coins.AmountOf(denom)
}
