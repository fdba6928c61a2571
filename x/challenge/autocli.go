package challenge

import (
	"strings"

	autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"
)

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

// samples are what the examples give for each argument.
var samples = map[string]string{
	"challenge_id": "surety1.../7/surety1.../0", "lease_id": "surety1.../7/surety1...", "challenger": "surety1...", "provider": "surety1...",
	"order_id": "surety1.../7", "commitment": "5be1...", "node": "6", "group": "0",
}

func queries() []*autocliv1.RpcCommandOptions {
	query := func(method, command, short string, fields ...string) *autocliv1.RpcCommandOptions {
		use, example := command, "suretyd query challenge "+command
		for _, f := range fields {
			use += " [" + strings.ReplaceAll(f, "_", "-") + "]"
			example += " " + samples[f]
		}
		return &autocliv1.RpcCommandOptions{RpcMethod: method, Use: use, Short: short, Example: example, PositionalArgs: positional(fields...)}
	}
	return []*autocliv1.RpcCommandOptions{
		query("Params", "params", "Show the module's parameters"),
		query("Challenge", "challenge", "Show one challenge, whose move it is and until when", "challenge_id"),
		query("Challenges", "challenges", "List all challenges"),
		query("ChallengesByLease", "challenges-by-lease", "List the challenges of one receipt", "lease_id"),
		query("ChallengesByChallenger", "challenges-by-challenger", "List the challenges of one account", "challenger"),
		query("LiveChallengesByProvider", "live-challenges", "List the challenges that a provider must answer", "provider"),
		query("Commitment", "commitment", "Show one sealed claim", "commitment"),
		query("Disclosure", "disclosure", "Show what was disclosed of one node", "lease_id", "node"),
		query("GroupDisclosure", "group", "Show the disclosed bytes of one group of chunks", "lease_id", "node", "group"),
		query("Trace", "trace", "Show the demand for a trace, and the trace once it was published", "lease_id"),
		query("TraceDemands", "trace-demands", "List the traces that a provider owes", "provider"),
		query("Verdict", "verdict", "Show the verdict on one lease", "lease_id"),
		query("Verdicts", "verdicts", "List all verdicts"),
		query("JobGraph", "job-graph", "Show what an order hangs together with: artefacts, receipts, challenges", "order_id"),
	}
}
