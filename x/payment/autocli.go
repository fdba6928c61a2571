package payment

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query payment` and `suretyd tx payment`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{Service: "surety.payment.v1.Query", RpcCommandOptions: queryCommands()},
		Tx:    &autocliv1.ServiceCommandDescriptor{Service: "surety.payment.v1.Msg", RpcCommandOptions: txCommands()},
	}
}

func queryCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		{
			RpcMethod: "Escrow", Use: "escrow [id]", Short: "Show one escrow and the sub-account that holds it",
			Long:           "Show one escrow and the sub-account that holds it. The id of an order's escrow is the order's id.",
			Example:        "suretyd query payment escrow surety1.../7",
			PositionalArgs: []*autocliv1.PositionalArgDescriptor{{ProtoField: "id"}},
		},
		{
			RpcMethod: "Escrows", Use: "escrows", Short: "List open escrows, all or those of one depositor",
			Example:     "suretyd query payment escrows --depositor surety1... --page-limit 20",
			FlagOptions: map[string]*autocliv1.FlagOptions{"depositor": {Usage: "list only escrows that this account paid into"}},
		},
		{
			RpcMethod: "Claimables", Use: "claimables", Short: "List payments that could not be delivered and wait for their owners",
			Example:     "suretyd query payment claimables --owner surety1...",
			FlagOptions: map[string]*autocliv1.FlagOptions{"owner": {Usage: "list only what waits for this account"}},
		},
	}
}

func txCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Claim", Use: "claim [denom]", Short: "Collect what could not be delivered to you",
			Long: "Collect what could not be delivered to you. --recipient sends it to another account, which helps when the chain may not " +
				"pay yours.",
			Example:        "suretyd tx payment claim usure --recipient surety1... --from alice",
			PositionalArgs: []*autocliv1.PositionalArgDescriptor{{ProtoField: "denom"}},
			FlagOptions:    map[string]*autocliv1.FlagOptions{"recipient": {Usage: "account to send it to, instead of your own"}},
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query payment params --output json` shows the present ones.",
			Example:        `suretyd tx payment update-params-proposal '{"allowed_denoms":["usure"]}' --from alice`,
			PositionalArgs: []*autocliv1.PositionalArgDescriptor{{ProtoField: "params"}},
			GovProposal:    true,
		},
	}
}
