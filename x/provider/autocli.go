package provider

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query provider` and `suretyd tx provider`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{Service: "surety.provider.v1.Query", RpcCommandOptions: queryCommands()},
		Tx:    &autocliv1.ServiceCommandDescriptor{Service: "surety.provider.v1.Msg", RpcCommandOptions: txCommands()},
	}
}

func positional(fields ...string) []*autocliv1.PositionalArgDescriptor {
	args := make([]*autocliv1.PositionalArgDescriptor, len(fields))
	for i, field := range fields {
		args[i] = &autocliv1.PositionalArgDescriptor{ProtoField: field}
	}
	return args
}

func queryCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		{
			RpcMethod: "Provider", Use: "provider [address]", Short: "Show one provider: profile, bond, reputation",
			Example: "suretyd query provider provider surety1...", PositionalArgs: positional("provider"),
		},
		{RpcMethod: "Providers", Use: "providers", Short: "List providers", Example: "suretyd query provider providers --page-limit 20"},
		{
			RpcMethod: "ProvidersByAttribute", Use: "by-attribute [key] [value]", Short: "List providers that say they have an attribute",
			Long: "List providers that say they have an attribute. Whether anyone vouches for it is in `suretyd query provider " +
				"endorsements`.",
			Example: "suretyd query provider by-attribute region eu-west", PositionalArgs: positional("key", "value"),
		},
		{
			RpcMethod: "Allocations", Use: "allocations [address]", Short: "List what a provider's bond stands behind",
			Example: "suretyd query provider allocations surety1...", PositionalArgs: positional("provider"),
		},
		{
			RpcMethod: "Unbondings", Use: "unbondings [address]", Short: "List a provider's bond on its way out, with heights",
			Example: "suretyd query provider unbondings surety1...", PositionalArgs: positional("provider"),
		},
		{
			RpcMethod: "Endorsements", Use: "endorsements [address]", Short: "List who vouches for which of a provider's attributes",
			Example: "suretyd query provider endorsements surety1...", PositionalArgs: positional("provider"),
		},
	}
}
