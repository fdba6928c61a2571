package market

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

func orderCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "PlaceOrder", Use: "place-order [program-id] [max-price] [bond] [declared-loss]", Short: "Place an order for a program",
			Long: "Place an order for a program: lock the highest price for each provider and the order fee. Prices are coins, bond and loss " +
				"are amounts of the bond denomination. `surety submit` does this with a model file, follows the order and checks the result.",
			Example: "suretyd tx market place-order 3f9a... 2000usure 1000000 300000 --input-roots 77ab... --input-urls https://me.example.com " +
				"--deadline-blocks 60 --window-blocks 20 --redundancy 1 --method method-optimistic --trade trade-sealed " +
				"--award award-lowest-price --commit-blocks 6 --reveal-blocks 5 --ttl-blocks 60 --from alice",
			PositionalArgs: positional("program_id", "max_price", "bond", "declared_loss"),
			FlagOptions:    placeOrderFlags(),
		},
		{
			RpcMethod: "CancelOrder", Use: "cancel-order [order-id]", Short: "Withdraw your order before its first lease",
			Long:    "Withdraw your order before its first lease, not while bids are being revealed. The order fee is kept.",
			Example: "suretyd tx market cancel-order surety1.../7 --from alice", PositionalArgs: positional("order_id"),
		},
		{
			RpcMethod: "AwardOrder", Use: "award-order [order-id] [bidder]", Short: "Choose among the revealed bids on your order",
			Long:    "Choose among the revealed bids on your order; once for each provider that it wants.",
			Example: "suretyd tx market award-order surety1.../7 surety1... --from alice", PositionalArgs: positional("order_id", "bidder"),
		},
		{
			RpcMethod: "CloseLease", Use: "close-lease [lease-id]", Short: "End a lease early, as its provider or its owner",
			Long: "End a lease early. A provider gives up at once and loses a part of its bond, as for a missed deadline. An owner gives " +
				"notice: a receipt that comes in time is still paid, otherwise the provider is paid a part of the price.",
			Example: "suretyd tx market close-lease surety1.../7/surety1... --from alice", PositionalArgs: positional("lease_id"),
		},
	}
}

func bidCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "CommitBid", Use: "commit-bid [order-id] [commitment]", Short: "Place a sealed bid and its deposit",
			Long: "Place a sealed bid and its deposit. The deposit is lost unless the bid is revealed in time. The module's README gives the " +
				"commitment's preimage; `surety provider start` bids by itself.",
			Example:        "suretyd tx market commit-bid surety1.../7 5be1... --from bob",
			PositionalArgs: positional("order_id", "commitment"),
		},
		{
			RpcMethod: "RevealBid", Use: "reveal-bid [order-id] [bidder] [price] [salt]", Short: "Open a sealed bid, yours or anyone's",
			Example:        "suretyd tx market reveal-bid surety1.../7 surety1... 1500usure 90cc... --from bob",
			PositionalArgs: positional("order_id", "bidder", "price", "salt"),
			FlagOptions:    usage(map[string]string{"terms_hash": "sha256 of your terms, 64 hex digits, if you committed to one"}),
		},
		{
			RpcMethod: "PlaceBid", Use: "place-bid [order-id] [price]", Short: "Take an open order at a price; the lease begins at once",
			Example: "suretyd tx market place-bid surety1.../7 1500usure --from bob", PositionalArgs: positional("order_id", "price"),
			FlagOptions: usage(map[string]string{"terms_hash": "sha256 of terms that you publish, 64 hex digits; may be left out"}),
		},
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query market params --output json` shows the present ones.",
			Example:        `suretyd tx market update-params-proposal '{"order_fee":{"denom":"usure","amount":"10000"}, ...}' --from alice`,
			PositionalArgs: positional("params"),
			GovProposal:    true,
		},
	}
}
