package app

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"

	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
)

// contracts lets our modules call contracts as one of their own accounts. The caller bounds gas and keeps panics.
type contracts struct {
	keeper *wasmkeeper.Keeper
}

var _ attestationtypes.Contracts = contracts{}

func newContracts(keeper *wasmkeeper.Keeper) contracts { return contracts{keeper} }

// IsContract is whether an account is a contract.
func (c contracts) IsContract(ctx context.Context, addr sdk.AccAddress) bool {
	return c.keeper.HasContractInfo(ctx, addr)
}

// Execute runs a contract with a message and some of the caller's coins, and returns the data that it answers with.
func (c contracts) Execute(ctx context.Context, contract, caller sdk.AccAddress, msg []byte, value sdk.Coins) ([]byte, error) {
	return wasmkeeper.NewDefaultPermissionKeeper(c.keeper).Execute(sdk.UnwrapSDKContext(ctx), contract, caller, msg, value)
}

// Query asks a contract, which cannot change anything meanwhile.
func (c contracts) Query(ctx context.Context, contract sdk.AccAddress, msg []byte) ([]byte, error) {
	return c.keeper.QuerySmart(ctx, contract, msg)
}
