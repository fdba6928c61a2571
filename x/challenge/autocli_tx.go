package challenge

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

const byHand = " `surety watch start` and `surety provider start` make these moves by themselves."

// challengerCommands are a challenger's moves.
func challengerCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "CommitChallenge", Use: "commit-challenge [lease-id] [commitment]", Short: "Seal a claim to a fault, and stake its bond",
			Long:           "Seal a claim to a fault before you name the node, so that nobody can copy it. The module's README gives the preimage." + byHand,
			Example:        "suretyd tx challenge commit-challenge surety1.../7/surety1... 5be1... --from carol",
			PositionalArgs: positional("lease_id", "commitment"),
		},
		{
			RpcMethod: "OpenChallenge", Use: "open-challenge [lease-id] [node] [commitment]", Short: "Name the first wrong node of a receipt's trace",
			Long:           "Name the first wrong node, with the provider's commitment to it and the slice that opens it against the trace." + byHand,
			Example:        "suretyd tx challenge open-challenge surety1.../7/surety1... 6 90cc... --path BASE64 --from carol",
			PositionalArgs: positional("lease_id", "node", "commitment"),
			FlagOptions: usage(map[string]string{
				"path": "bao slice of the commitment in the trace list; may be left out when the trace was published on chain",
				"salt": "opens a claim that you sealed before, 64 hex digits; without it the bond is staked now",
			}),
		},
		{
			RpcMethod: "PickGroup", Use: "pick-group [challenge-id] [group]", Short: "Pick one group of chunks that differs from your own",
			Example: "suretyd tx challenge pick-group surety1.../7/surety1.../0 6 --from carol", PositionalArgs: positional("challenge_id", "group"),
		},
		{
			RpcMethod: "ProveElement", Use: "prove-element [challenge-id] [proof]", Short: "Have the chain recompute one number",
			Long: "Have the chain recompute one number. Different from what the provider committed to: the provider loses. Equal: you lose your bond." +
				byHand,
			Example:        "suretyd tx challenge prove-element surety1.../7/surety1.../0 proof.json --from carol",
			PositionalArgs: positional("challenge_id", "proof"),
		},
		{
			RpcMethod: "DemandTrace", Use: "demand-trace [lease-id]", Short: "Demand a trace that is not to be had; the provider publishes or loses",
			Example: "suretyd tx challenge demand-trace surety1.../7/surety1... --from carol", PositionalArgs: positional("lease_id"),
		},
		{
			RpcMethod: "ProveMismatch", Use: "prove-mismatch [lease-id] [kind] [node] [commitment]",
			Short:          "Show in one move that a trace does not fit order, receipt or program",
			Example:        "suretyd tx challenge prove-mismatch surety1.../7/surety1... verdict-kind-input 0 90cc... --path BASE64 --from carol",
			PositionalArgs: positional("lease_id", "kind", "node", "commitment"),
			FlagOptions: renamed("output", "output-index", usage(map[string]string{
				"path":   "bao slice of the commitment in the trace list; may be left out when the trace was published on chain",
				"output": "position among the outputs, for verdict-kind-output",
				"dtype":  "committed element type, for verdict-kind-shape",
				"shape":  "committed shape, for verdict-kind-shape",
				"root":   "committed content root, 64 hex digits, for verdict-kind-shape",
			})),
		},
	}
}

// openCommands are moves that anyone who has the data may make, and governance's.
func openCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "PublishTrace", Use: "publish-trace [lease-id] [commitments]", Short: "Publish a demanded trace",
			Example:        "suretyd tx challenge publish-trace surety1.../7/surety1... BASE64 --from bob",
			PositionalArgs: positional("lease_id", "commitments"),
		},
		{
			RpcMethod: "PublishTraceBlob", Use: "publish-trace-blob [lease-id] [reference] [proof]", Short: "Show that a demanded trace is on Celestia",
			Example:        `suretyd tx challenge publish-trace-blob surety1.../7/surety1... celestia://4120007/0000.../9f2c... '{"first_share":"...", ...}' --from bob`,
			PositionalArgs: positional("lease_id", "reference", "proof"),
		},
		{
			RpcMethod: "ProveFalseTrace", Use: "prove-false-trace [lease-id] [content]", Short: "Show that what a provider published on Celestia is not its trace",
			Example:        "suretyd tx challenge prove-false-trace surety1.../7/surety1... BASE64 --from carol",
			PositionalArgs: positional("lease_id", "content"),
		},
		{
			RpcMethod: "DiscloseHashes", Use: "disclose-hashes [lease-id] [node] [hashes]", Short: "Disclose the chunk hashes of a challenged node",
			Example:        "suretyd tx challenge disclose-hashes surety1.../7/surety1... 6 BASE64 --from bob",
			PositionalArgs: positional("lease_id", "node", "hashes"),
		},
		{
			RpcMethod: "DiscloseGroup", Use: "disclose-group [lease-id] [node] [group] [content]", Short: "Disclose the bytes of a picked group of chunks",
			Example:        "suretyd tx challenge disclose-group surety1.../7/surety1... 6 0 BASE64 --from bob",
			PositionalArgs: positional("lease_id", "node", "group", "content"),
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query challenge params --output json` shows the present ones.",
			Example:        `suretyd tx challenge update-params-proposal '{"bond":{"denom":"usure","amount":"1000000"}, ...}' --from alice`,
			PositionalArgs: positional("params"), GovProposal: true,
		},
	}
}

// renamed gives a field's flag another name: --output is taken by the format of what the command prints.
func renamed(field, flag string, options map[string]*autocliv1.FlagOptions) map[string]*autocliv1.FlagOptions {
	options[field].Name = flag
	return options
}
