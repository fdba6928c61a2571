package challenge

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query challenge` and `suretyd tx challenge`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{Service: "surety.challenge.v1.Query", RpcCommandOptions: queries()},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.challenge.v1.Msg", RpcCommandOptions: append(challengerCommands(), openCommands()...),
		},
	}
}

func positional(fields ...string) []*autocliv1.PositionalArgDescriptor {
	args := make([]*autocliv1.PositionalArgDescriptor, len(fields))
	for i, field := range fields {
		args[i] = &autocliv1.PositionalArgDescriptor{ProtoField: field}
	}
	return args
}

// usage gives flags their help texts.
func usage(texts map[string]string) map[string]*autocliv1.FlagOptions {
	flags := make(map[string]*autocliv1.FlagOptions, len(texts))
	for field, text := range texts {
		flags[field] = &autocliv1.FlagOptions{Usage: text}
	}
	return flags
}

func queries() []*autocliv1.RpcCommandOptions {
	const lease, example = "lease_id", " surety1.../7/surety1..."
	query := func(method, use, short string, fields ...string) *autocliv1.RpcCommandOptions {
		return &autocliv1.RpcCommandOptions{RpcMethod: method, Use: use, Short: short, PositionalArgs: positional(fields...)}
	}
	all := []*autocliv1.RpcCommandOptions{
		query("Params", "params", "Show the module's parameters"),
		query("Challenge", "challenge [challenge-id]", "Show one challenge, whose move it is and until when", "challenge_id"),
		query("Challenges", "challenges", "List all challenges"),
		query("ChallengesByLease", "challenges-by-lease [lease-id]", "List the challenges of one receipt", lease),
		query("ChallengesByChallenger", "challenges-by-challenger [challenger]", "List the challenges of one account", "challenger"),
		query("LiveChallengesByProvider", "live-challenges [provider]", "List the challenges that a provider must answer", "provider"),
		query("Commitment", "commitment [commitment]", "Show one sealed claim", "commitment"),
		query("Disclosure", "disclosure [lease-id] [node]", "Show what was disclosed of one node", lease, "node"),
		query("GroupDisclosure", "group [lease-id] [node] [group]", "Show the disclosed bytes of one group of chunks", lease, "node", "group"),
		query("Trace", "trace [lease-id]", "Show the demand for a trace, and the trace once it was published", lease),
		query("TraceDemands", "trace-demands [provider]", "List the traces that a provider owes", "provider"),
		query("Verdict", "verdict [lease-id]", "Show the verdict on one lease", lease),
		query("Verdicts", "verdicts", "List all verdicts"),
	}
	for _, q := range all {
		if len(q.PositionalArgs) == 1 && q.PositionalArgs[0].ProtoField == lease {
			q.Example = "suretyd query challenge " + q.Use[:len(q.Use)-len(" [lease-id]")] + example
		}
	}
	return all
}
