package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	"github.com/suretynetwork/surety/app"
)

// genesis returns a genesis in which every node stakes and every account has its coins.
func (p *testnetPlan) genesis(
	ctx context.Context, enc app.Encoding, keys keyring.Keyring, nodes []*testnetNode, accounts []funding,
) (*genutiltypes.AppGenesis, error) {
	state := app.GenesisState(app.NewBasicManager(enc).DefaultGenesis(enc.Codec))
	if err := addAccounts(enc, state, accounts); err != nil {
		return nil, err
	}
	var genTxs genutiltypes.GenesisState
	for _, node := range nodes {
		bz, err := p.genTx(ctx, enc, keys, node)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", node.name, err)
		}
		genTxs.GenTxs = append(genTxs.GenTxs, bz)
	}
	state[genutiltypes.ModuleName] = enc.Codec.MustMarshalJSON(&genTxs)
	bz, err := json.Marshal(state)
	if err != nil {
		return nil, err
	}
	if bz, err = p.patch(bz); err != nil {
		return nil, err
	}
	genesis, err := newGenesis(enc, p.chainID)
	if err != nil {
		return nil, err
	}
	genesis.AppState = bz
	return genesis, nil
}

func addAccounts(enc app.Encoding, state app.GenesisState, accounts []funding) error {
	var auth authtypes.GenesisState
	var bank banktypes.GenesisState
	enc.Codec.MustUnmarshalJSON(state[authtypes.ModuleName], &auth)
	enc.Codec.MustUnmarshalJSON(state[banktypes.ModuleName], &bank)
	var genesisAccounts authtypes.GenesisAccounts
	for _, acc := range accounts {
		genesisAccounts = append(genesisAccounts, authtypes.NewBaseAccountWithAddress(acc.addr))
		bank.Balances = append(bank.Balances, banktypes.Balance{Address: acc.addr.String(), Coins: acc.coins})
		bank.Supply = bank.Supply.Add(acc.coins...)
	}
	packed, err := authtypes.PackAccounts(authtypes.SanitizeGenesisAccounts(genesisAccounts))
	if err != nil {
		return err
	}
	auth.Accounts = packed
	bank.Balances = banktypes.SanitizeGenesisBalances(bank.Balances)
	state[authtypes.ModuleName] = enc.Codec.MustMarshalJSON(&auth)
	state[banktypes.ModuleName] = enc.Codec.MustMarshalJSON(&bank)
	return nil
}

// genTx returns the node's signed declaration that it validates from the first block on.
func (p *testnetPlan) genTx(ctx context.Context, enc app.Encoding, keys keyring.Keyring, node *testnetNode) (json.RawMessage, error) {
	tenth := math.LegacyNewDecWithPrec(1, 1)
	msg, err := stakingtypes.NewMsgCreateValidator(
		sdk.ValAddress(node.addr).String(), node.key, sdk.NewInt64Coin(app.BondDenom, validatorStake),
		stakingtypes.NewDescription(node.name, "", "", "", ""),
		stakingtypes.NewCommissionRates(tenth, tenth.MulInt64(2), tenth), math.OneInt())
	if err != nil {
		return nil, err
	}
	builder := enc.TxConfig.NewTxBuilder()
	if err := builder.SetMsgs(msg); err != nil {
		return nil, err
	}
	factory := tx.Factory{}.WithChainID(p.chainID).WithKeybase(keys).WithTxConfig(enc.TxConfig)
	if err := tx.Sign(ctx, factory, node.name, builder, true); err != nil {
		return nil, err
	}
	return enc.TxConfig.TxJSONEncoder()(builder.GetTx())
}

// patch applies the merge patch from --genesis-patch, if any, to the encoded application state.
func (p *testnetPlan) patch(state []byte) ([]byte, error) {
	if p.patchFile == "" {
		return state, nil
	}
	bz, err := os.ReadFile(p.patchFile)
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flagPatch, err)
	}
	var target, change map[string]any
	if err := json.Unmarshal(bz, &change); err != nil {
		return nil, fmt.Errorf("--%s %s: not a JSON object: %w", flagPatch, p.patchFile, err)
	}
	if err := json.Unmarshal(state, &target); err != nil {
		return nil, err
	}
	return json.Marshal(mergePatch(target, change))
}

// mergePatch follows RFC 7396: objects merge key by key, null removes a key, anything else replaces.
func mergePatch(target, change map[string]any) map[string]any {
	if target == nil {
		target = map[string]any{}
	}
	for key, value := range change {
		switch value := value.(type) {
		case nil:
			delete(target, key)
		case map[string]any:
			inner, _ := target[key].(map[string]any)
			target[key] = mergePatch(inner, value)
		default:
			target[key] = value
		}
	}
	return target
}
