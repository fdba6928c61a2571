package verification

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query verification` and `suretyd tx verification`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.verification.v1.Query", RpcCommandOptions: append(programQueries(), receiptQueries()...),
		},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.verification.v1.Msg", RpcCommandOptions: append(programCommands(), receiptCommands()...),
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

func programQueries() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		{
			RpcMethod: "Program", Use: "program [program-id]", Short: "Show one program: its inputs, outputs, size and limits",
			Example: "suretyd query verification program 3f9a...", PositionalArgs: positional("program_id"),
		},
		{
			RpcMethod: "Programs", Use: "programs", Short: "List programs, all or those of one creator",
			Example:     "suretyd query verification programs --creator surety1...",
			FlagOptions: usage(map[string]string{"creator": "only programs that this account registered"}),
		},
		{
			RpcMethod: "Graph", Use: "graph [program-id]", Short: "Fetch a program's canonical graph, in base64",
			Example: "suretyd query verification graph 3f9a... --output json", PositionalArgs: positional("program_id"),
		},
		{
			RpcMethod: "ProgramNode", Use: "node [program-id] [index]", Short: "Show one node of a program by its trace index",
			Example: "suretyd query verification node 3f9a... 4", PositionalArgs: positional("program_id", "index"),
		},
	}
}

func receiptQueries() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Receipt", Use: "receipt [lease-id]", Short: "Show a lease's receipt, also a concluded one",
			Example: "suretyd query verification receipt surety1.../7/surety1...", PositionalArgs: positional("lease_id"),
		},
		{
			RpcMethod: "Receipts", Use: "receipts", Short: "List receipts, all or in one state",
			Example:     "suretyd query verification receipts --state receipt-state-pending",
			FlagOptions: usage(map[string]string{"state": "only receipts in this state"}),
		},
		{
			RpcMethod: "ReceiptsByProvider", Use: "receipts-by-provider [provider]", Short: "List the receipts of one provider",
			Example: "suretyd query verification receipts-by-provider surety1...", PositionalArgs: positional("provider"),
		},
		{
			RpcMethod: "ReceiptsByProgram", Use: "receipts-by-program [program-id]", Short: "List the receipts of one program",
			Example: "suretyd query verification receipts-by-program 3f9a...", PositionalArgs: positional("program_id"),
		},
		{
			RpcMethod: "Output", Use: "output [lease-id]", Short: "Fetch the outputs that are on chain, in base64",
			Example: "suretyd query verification output surety1.../7/surety1...", PositionalArgs: positional("lease_id"),
		},
		{
			RpcMethod: "OutputDemand", Use: "output-demand [lease-id]", Short: "Show the live demand for a lease's outputs",
			Example: "suretyd query verification output-demand surety1.../7/surety1...", PositionalArgs: positional("lease_id"),
		},
		{
			RpcMethod: "Round", Use: "round [order-id]", Short: "Show where a replicated order stands, with its sealed receipts",
			Example: "suretyd query verification round surety1.../7", PositionalArgs: positional("order_id"),
		},
	}
}
