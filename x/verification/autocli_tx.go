package verification

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

func programCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "RegisterProgram", Use: "register-program [name] [graph]", Short: "Register a program",
			Long: "Register a program by its canonical graph, a file or base64. `surety model import` makes the graph from an ONNX file. " +
				"A graph with an element that could not be proved within the limits is refused, and the node named.",
			Example:        "suretyd tx verification register-program digits digits.graph --locations https://blobs.example.com --from alice",
			PositionalArgs: positional("name", "graph"),
			FlagOptions:    usage(map[string]string{"locations": "base URLs of blob services that have graph and weights, at most 8"}),
		},
		{
			RpcMethod: "UpdateProgram", Use: "update-program [program-id] [name]", Short: "Change the name and locations of your program",
			Example:        "suretyd tx verification update-program 3f9a... digits --locations https://blobs.example.com --from alice",
			PositionalArgs: positional("program_id", "name"),
			FlagOptions:    usage(map[string]string{"locations": "replace the former base URLs, at most 8"}),
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query verification params --output json` shows the present ones.",
			Example:        `suretyd tx verification update-params-proposal '{"max_program_bytes":"262144", ...}' --from alice`,
			PositionalArgs: positional("params"),
			GovProposal:    true,
		},
	}
}

func receiptCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "CommitReceipt", Use: "commit-receipt [lease-id] [commitment]", Short: "Seal the receipt of your lease of a replicated order",
			Long:           "Seal the receipt of your lease of a replicated order. The module's README gives the commitment's preimage.",
			Example:        "suretyd tx verification commit-receipt surety1.../7/surety1... 5be1... --from bob",
			PositionalArgs: positional("lease_id", "commitment"),
		},
		{
			RpcMethod: "SubmitReceipt", Use: "submit-receipt [receipt]", Short: "Bring a signed receipt on chain, yours or anyone's",
			Example:        "suretyd tx verification submit-receipt receipt.json --from bob",
			PositionalArgs: positional("receipt"),
			FlagOptions: usage(map[string]string{
				"outputs": "the outputs' bytes, in order, when small; encrypted where the order has an output key",
				"salt":    "64 hex digits that open the commitment of a replicated order; empty otherwise",
			}),
		},
		{
			RpcMethod: "DemandOutput", Use: "demand-output [lease-id]", Short: "Make the provider of your lease publish its outputs or lose",
			Long:    "Make the provider of your lease publish its outputs or lose. The fee goes to the provider if it does, and back to you if not.",
			Example: "suretyd tx verification demand-output surety1.../7/surety1... --from alice", PositionalArgs: positional("lease_id"),
		},
		{
			RpcMethod: "PublishOutput", Use: "publish-output [lease-id]", Short: "Answer a demand for outputs",
			Example:        "suretyd tx verification publish-output surety1.../7/surety1... --outputs output.bin --from bob",
			PositionalArgs: positional("lease_id"),
			FlagOptions:    usage(map[string]string{"outputs": "the outputs' bytes, in order; encrypted where the order has an output key"}),
		},
		{
			RpcMethod: "ContestOutput", Use: "contest-output [lease-id] [private-key]", Short: "Show that an encrypted output is not what the receipt says",
			Long: "Show that an encrypted output is not what the receipt says, by giving up the private key of the order's output key. " +
				"The key becomes public: everything encrypted to it can be read by everybody.",
			Example:        "suretyd tx verification contest-output surety1.../7/surety1... 77ab... --from alice",
			PositionalArgs: positional("lease_id", "private_key"),
		},
		{
			RpcMethod: "ProveEquivocation", Use: "prove-equivocation [first] [second]", Short: "Show two different receipts signed for one lease",
			Example:        "suretyd tx verification prove-equivocation first.json second.json --from carol",
			PositionalArgs: positional("first", "second"),
		},
	}
}
