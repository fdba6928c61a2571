package provider

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

const attributesUsage = "what you say of yourself, as key=value, divided by commas"

func txCommands() []*autocliv1.RpcCommandOptions {
	return append(profileCommands(),
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Bond", Use: "bond [amount]", Short: "Add to your free bond",
			Example: "suretyd tx provider bond 5000000usure --from alice", PositionalArgs: positional("amount"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Unbond", Use: "unbond [amount]", Short: "Start to take free bond out",
			Long: "Start to take free bond out. It is paid to you after unbonding_blocks blocks. What stays must be min_bond or more: to take " +
				"out everything, deregister.",
			Example: "suretyd tx provider unbond 5000000usure --from alice", PositionalArgs: positional("amount"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "EndorseAttribute", Use: "endorse [provider] [key] [value]", Short: "Vouch for a provider's attribute as it is now",
			Long: "Vouch for a provider's attribute as it is now. Your word stops to count when the provider changes the value, and does not " +
				"count again when it changes it back.",
			Example:        "suretyd tx provider endorse surety1... region eu-west --from auditor",
			PositionalArgs: positional("provider", "key", "value"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "RevokeEndorsement", Use: "revoke-endorsement [provider] [key]", Short: "Take your word for an attribute back",
			Example: "suretyd tx provider revoke-endorsement surety1... region --from auditor", PositionalArgs: positional("provider", "key"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query provider params --output json` shows the present ones.",
			Example:        `suretyd tx provider update-params-proposal '{"bond_denom":"usure","min_bond":"1000000", ...}' --from alice`,
			PositionalArgs: positional("params"),
			GovProposal:    true,
		},
	)
}

func profileCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "RegisterProvider", Use: "register [moniker] [endpoint] [receipt-key] [bond]", Short: "Become a provider",
			Long: "Become a provider: pay in a first bond of min_bond or more and say where your blob service is and which key signs your " +
				"receipts. The receipt key is a compressed secp256k1 public key of 66 hex digits.",
			Example: "suretyd tx provider register \"Ada's GPUs\" https://gpu.example.com:8443 02ab...cd 1000000usure " +
				"--attributes region=eu-west,gpu=h100 --from alice",
			PositionalArgs: positional("moniker", "endpoint", "receipt_key", "bond"),
			FlagOptions:    map[string]*autocliv1.FlagOptions{"attributes": {Usage: attributesUsage}},
		},
		{
			RpcMethod: "UpdateProvider", Use: "update [moniker] [endpoint] [receipt-key]", Short: "Replace your profile, whole",
			Long: "Replace your profile, whole: attributes and a maintenance window that you leave out are gone. An attribute with a new value " +
				"loses its endorsements.",
			Example: "suretyd tx provider update \"Ada's GPUs\" https://gpu.example.com:8443 02ab...cd --attributes region=eu-west " +
				"--maintenance-from 120000 --maintenance-to 123600 --from alice",
			PositionalArgs: positional("moniker", "endpoint", "receipt_key"),
			FlagOptions: map[string]*autocliv1.FlagOptions{
				"attributes":       {Usage: attributesUsage},
				"maintenance_from": {Usage: "first height at which you take no new work; 0 for no maintenance"},
				"maintenance_to":   {Usage: "last height at which you take no new work"},
			},
		},
		{
			RpcMethod: "DeregisterProvider", Use: "deregister", Short: "Stop taking work and take your whole bond out",
			Long:    "Stop taking work and take your whole bond out. Refused while leases are live.",
			Example: "suretyd tx provider deregister --from alice",
		},
	}
}
