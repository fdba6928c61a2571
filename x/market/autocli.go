package market

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query market` and `suretyd tx market`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.market.v1.Query", RpcCommandOptions: append(orderQueries(), leaseQueries()...),
		},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.market.v1.Msg", RpcCommandOptions: append(orderCommands(), bidCommands()...),
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

func orderQueries() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		{
			RpcMethod: "Order", Use: "order [order-id]", Short: "Show one order and how many blocks remain until the chain acts on it",
			Example: "suretyd query market order surety1.../7", PositionalArgs: positional("order_id"),
		},
		{RpcMethod: "Orders", Use: "orders", Short: "List all orders", Example: "suretyd query market orders --page-limit 20"},
		{
			RpcMethod: "OrdersByOwner", Use: "orders-by-owner [owner]", Short: "List the orders of one account",
			Example: "suretyd query market orders-by-owner surety1...", PositionalArgs: positional("owner"),
		},
		{
			RpcMethod: "OrdersByState", Use: "orders-by-state [state]", Short: "List the orders in one state",
			Example: "suretyd query market orders-by-state order-state-open", PositionalArgs: positional("state"),
		},
		{
			RpcMethod: "OrdersByProgram", Use: "orders-by-program [program-id]", Short: "List the orders for one program",
			Example: "suretyd query market orders-by-program 3f9a...", PositionalArgs: positional("program_id"),
		},
		{
			RpcMethod: "Bid", Use: "bid [order-id] [bidder]", Short: "Show one sealed bid; its price is known once revealed",
			Example: "suretyd query market bid surety1.../7 surety1...", PositionalArgs: positional("order_id", "bidder"),
		},
		{
			RpcMethod: "BidsByOrder", Use: "bids-by-order [order-id]", Short: "List the sealed bids on one order",
			Long:    "List the sealed bids on one order. They are deleted with the award.",
			Example: "suretyd query market bids-by-order surety1.../7", PositionalArgs: positional("order_id"),
		},
		{
			RpcMethod: "BidsByBidder", Use: "bids-by-bidder [bidder]", Short: "List the live sealed bids of one provider",
			Example: "suretyd query market bids-by-bidder surety1...", PositionalArgs: positional("bidder"),
		},
	}
}

func leaseQueries() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Lease", Use: "lease [lease-id]", Short: "Show one lease and how many blocks remain until its deadline",
			Example: "suretyd query market lease surety1.../7/surety1...", PositionalArgs: positional("lease_id"),
		},
		{RpcMethod: "Leases", Use: "leases", Short: "List all leases", Example: "suretyd query market leases --page-limit 20"},
		{
			RpcMethod: "LeasesByOrder", Use: "leases-by-order [order-id]", Short: "List the leases of one order",
			Example: "suretyd query market leases-by-order surety1.../7", PositionalArgs: positional("order_id"),
		},
		{
			RpcMethod: "LeasesByProvider", Use: "leases-by-provider [provider]", Short: "List the leases of one provider, all or in one state",
			Example:        "suretyd query market leases-by-provider surety1... --state lease-state-active",
			PositionalArgs: positional("provider"),
			FlagOptions:    usage(map[string]string{"state": "only leases in this state"}),
		},
		{
			RpcMethod: "PolicyFindings", Use: "policy-findings [order]", Short: "Show what each rule of an order's policies finds now, and why",
			Example: "suretyd query market policy-findings surety1.../3 --provider surety1...", PositionalArgs: positional("order_id"),
			FlagOptions: map[string]*autocliv1.FlagOptions{"provider": {Usage: "who would run it; left out, rules about the provider find nobody"}},
		},
		{
			RpcMethod: "LeasesByState", Use: "leases-by-state [state]", Short: "List the leases in one state",
			Example: "suretyd query market leases-by-state lease-state-submitted", PositionalArgs: positional("state"),
		},
	}
}
