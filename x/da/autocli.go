package da

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query da` and `suretyd tx da`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{Service: "surety.da.v1.Query", RpcCommandOptions: queryCommands()},
		Tx:    &autocliv1.ServiceCommandDescriptor{Service: "surety.da.v1.Msg", RpcCommandOptions: txCommands()},
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
		{RpcMethod: "Client", Use: "client", Short: "Show the light client of Celestia and its latest header"},
		{
			RpcMethod: "Header", Use: "header [height]", Short: "Show a verified header of Celestia",
			Example: "suretyd query da header 4120000", PositionalArgs: positional("height"),
		},
		{RpcMethod: "Headers", Use: "headers", Short: "List the verified headers of Celestia"},
		{RpcMethod: "Lag", Use: "lag", Short: "Show how far the published blocks are behind the chain"},
		{
			RpcMethod: "Batch", Use: "batch [number]", Short: "Show a batch of blocks, by its number, 0 for the last; or with 0 and --height the one that holds a height",
			Example: "suretyd query da batch 0 --height 1200", PositionalArgs: positional("number"),
			FlagOptions: map[string]*autocliv1.FlagOptions{"height": {Name: "holds", Usage: "the batch that holds this height of this chain"}},
		},
		{RpcMethod: "Batches", Use: "batches", Short: "List the batches in which this chain's blocks are published"},
		{
			RpcMethod: "Digest", Use: "digest [height]", Short: "Show the running hash of this chain's blocks up to a height, or to the next that may end a batch",
			Example: "suretyd query da digest 1200", PositionalArgs: positional("height"),
		},
	}
}

func txCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "UpdateClient", Use: "update-client [light-block] [trusted-height] [trusted-validators]", Short: "Bring a header of Celestia; surety-da does it by itself",
			Long:           "Bring a header of Celestia; `surety-da post` and `surety-da header` do it by themselves. Light block and validators are protobuf in base64.",
			Example:        "suretyd tx da update-client CvIE... 4120000 CkYK... --from alice",
			PositionalArgs: positional("light_block", "trusted_height", "trusted_validators"),
		},
		{
			RpcMethod: "SubmitMisbehaviour", Use: "submit-misbehaviour [first] [second] [trusted-height] [trusted-validators]",
			Short:          "Show two headers of Celestia that contradict each other, which stops the light client",
			Example:        "suretyd tx da submit-misbehaviour CvIE... CvIE... 4120000 CkYK... --from alice",
			PositionalArgs: positional("first", "second", "trusted_height", "trusted_validators"),
		},
		{
			RpcMethod: "RecordBatch", Use: "record-batch [reference] [proof]", Short: "Record that the next blocks are published; surety-da does it by itself",
			Example:        `suretyd tx da record-batch celestia://4120007/0000.../9f2c... '{"first_share":"...", ...}' --from poster`,
			PositionalArgs: positional("reference", "proof"),
		},
		{
			RpcMethod: "TrustHeader", Use: "trust-header-proposal [header]", Short: "Propose to governance to start the light client, or to start it again, from a header",
			Example:        `suretyd tx da trust-header-proposal '{"height":"4120000","time":"2026-11-27T05:00:00Z","hash":"...","data_root":"...","next_validators_hash":"..."}' --from alice`,
			PositionalArgs: positional("header"), GovProposal: true,
		},
		{
			RpcMethod: "RewindBatches", Use: "rewind-batches-proposal [number]", Short: "Propose to governance to take back a batch, and all after it, that does not hold what it says",
			Example: "suretyd tx da rewind-batches-proposal 17 --from alice", PositionalArgs: positional("number"), GovProposal: true,
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query da params --output json` shows the present ones.",
			Example:        `suretyd tx da update-params-proposal '{"celestia_chain_id":"celestia", ...}' --from alice`,
			PositionalArgs: positional("params"), GovProposal: true,
		},
	}
}
