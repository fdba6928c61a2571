package policy

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query policy` and `suretyd tx policy`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{Service: "surety.policy.v1.Query", RpcCommandOptions: queryCommands()},
		Tx:    &autocliv1.ServiceCommandDescriptor{Service: "surety.policy.v1.Msg", RpcCommandOptions: txCommands()},
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
			RpcMethod: "Policy", Use: "policy [policy]", Short: "Show a version of a policy, the newest unless told otherwise",
			Example: "suretyd query policy policy surety1.../models-we-run@2", PositionalArgs: positional("policy_id"),
		},
		{
			RpcMethod: "Policies", Use: "policies", Short: "List policies", Example: "suretyd query policy policies --owner surety1...",
			FlagOptions: map[string]*autocliv1.FlagOptions{"owner": {Usage: "only those of this account"}},
		},
		{
			RpcMethod: "Controls", Use: "controls [framework]", Short: "List the controls of ai-rmf-1.0 or eu-ai-act, which policies map rules to",
			Example: "suretyd query policy controls ai-rmf-1.0", PositionalArgs: positional("framework"),
		},
		{
			RpcMethod: "Approvals", Use: "approvals [order]", Short: "List who approved an order",
			Example: "suretyd query policy approvals surety1.../3", PositionalArgs: positional("order_id"),
		},
	}
}

func txCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "PublishPolicy", Use: "publish-policy [name] [content]", Short: "Publish the next version of a policy of yours",
			Long: "Publish the next version of a policy of yours. The content is JSON, in the form that `suretyd query policy policy` shows; " +
				"orders that name an older version keep it.",
			Example: `suretyd tx policy publish-policy models-we-run '{"title":"Models we run","rules":[{"id":"model-reviewed",` +
				`"kind":"RULE_KIND_ATTESTED","target":"TARGET_MODEL","schema":"0xf58b...","any_of":["surety1..."]}]}' --from alice`,
			PositionalArgs: positional("name", "content"),
		},
		{
			RpcMethod: "RetirePolicy", Use: "retire-policy [name] [retired]", Short: "Let no new order name a policy of yours, or let them again",
			Example: "suretyd tx policy retire-policy models-we-run true --from alice", PositionalArgs: positional("name", "retired"),
		},
		{
			RpcMethod: "ApproveOrder", Use: "approve-order [order] [hash]", Short: "Approve an order as it is, where its policies want that of you",
			Long: "Approve an order as it is, where its policies want that of you. The hash is the order's, which `suretyd query market order` " +
				"shows: you approve these terms and no others.",
			Example: "suretyd tx policy approve-order surety1.../3 9f2c...41 --from carol", PositionalArgs: positional("order_id", "order_hash"),
		},
		{
			RpcMethod: "WithdrawApproval", Use: "withdraw-approval [order]", Short: "Take your approval of an order back; leases that were made stay",
			Example: "suretyd tx policy withdraw-approval surety1.../3 --from carol", PositionalArgs: positional("order_id"),
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query policy params --output json` shows the present ones.",
			Example:        `suretyd tx policy update-params-proposal '{"max_rules":32, ...}' --from alice`,
			PositionalArgs: positional("params"), GovProposal: true,
		},
	}
}
