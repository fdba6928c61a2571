package breaker

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query breaker` and `suretyd tx breaker`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	urls := []*autocliv1.PositionalArgDescriptor{{ProtoField: "type_urls", Varargs: true}}
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.breaker.v1.Query",
			RpcCommandOptions: []*autocliv1.RpcCommandOptions{
				{RpcMethod: "Stopped", Use: "stopped", Short: "List the messages that the chain refuses"},
			},
		},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.breaker.v1.Msg",
			RpcCommandOptions: []*autocliv1.RpcCommandOptions{
				{
					RpcMethod: "Stop", Use: "stop-proposal [type-url]...", Short: "Propose to governance to stop messages",
					Example:        "suretyd tx breaker stop-proposal /surety.market.v1.MsgPlaceOrder --from alice",
					PositionalArgs: urls, GovProposal: true,
				},
				{
					RpcMethod: "Resume", Use: "resume-proposal [type-url]...", Short: "Propose to governance to accept messages again",
					Example:        "suretyd tx breaker resume-proposal /surety.market.v1.MsgPlaceOrder --from alice",
					PositionalArgs: urls, GovProposal: true,
				},
			},
		},
	}
}
