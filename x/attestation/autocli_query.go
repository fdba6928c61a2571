package attestation

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

func queryCommands() []*autocliv1.RpcCommandOptions {
	return append(statusCommands(),
		&autocliv1.RpcCommandOptions{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Domain", Use: "domain", Short: "Show the EIP-712 domains in which requests for this chain are signed",
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Schema", Use: "schema [uid]", Short: "Show a schema",
			Example: "suretyd query attestation schema 0xf58b...", PositionalArgs: positional("uid"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "SchemaVersion", Use: "version [owner] [name]", Short: "Show the newest version of what an account named, or another one",
			Example:        "suretyd query attestation version surety1... audit/model --version 2",
			PositionalArgs: positional("owner", "name"),
			FlagOptions:    map[string]*autocliv1.FlagOptions{"version": {Name: "schema-version", Usage: "the version; 0 for the newest"}},
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Attestation", Use: "attestation [uid]", Short: "Show an attestation, and the key under which a node proves it",
			Example: "suretyd query attestation attestation 0xa34d...", PositionalArgs: positional("uid"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Standing", Use: "standing [subject] [schema] [attesters]", Short: "Show what attesters say of a subject at present",
			Example:        "suretyd query attestation standing artefact:3f9a... 0xf58b... surety1... surety1...",
			PositionalArgs: rest("subject", "schema", "attesters"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Account", Use: "account [account]", Short: "Show the nonce of an account's next signed request, and its Ethereum address",
			Example: "suretyd query attestation account surety1...", PositionalArgs: positional("account"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Dispute", Use: "dispute [uid]", Short: "Show the open dispute of an attestation",
			Example: "suretyd query attestation dispute 0xa34d...", PositionalArgs: positional("uid"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "Disclosure", Use: "disclosure [uid] [fields]", Short: "Check that fields belong to the private data that was attested",
			Long: "Check that fields belong to the private data that was attested: the attestation has the root of a salted Merkle tree. Fields, " +
				"hashes and flags are those of the proof that EAS's tools and `surety attest disclose` make.",
			Example: `suretyd query attestation disclosure 0xa34d... '{"type":"bool","name":"adult","value":"AAAB...","salt":"0x3ac2..."}' ` +
				"--proof 0x4d03... --flags false",
			PositionalArgs: rest("uid", "fields"),
			FlagOptions:    usage(map[string]string{"proof": "the hashes of the proof", "flags": "the flags of the proof"}),
		},
	)
}

func statusCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Timestamp", Use: "timestamp [digest]", Short: "Show when a digest was first seen",
			Example: "suretyd query attestation timestamp 0xcf30...", PositionalArgs: positional("digest"),
		},
		{
			RpcMethod: "OffchainRevocation", Use: "offchain-revocation [revoker] [digest]", Short: "Show when an account took an off-chain attestation back",
			Example: "suretyd query attestation offchain-revocation surety1... 0xcf30...", PositionalArgs: positional("revoker", "digest"),
		},
		{
			RpcMethod: "Anchor", Use: "anchor [attester] [root]", Short: "Show an anchored batch of off-chain attestations",
			Example: "suretyd query attestation anchor surety1... 0x36a1...", PositionalArgs: positional("attester", "root"),
		},
		{
			RpcMethod: "AnchoredStatus", Use: "anchored-status [attester] [root] [index] [uid] [path]",
			Short:          "Check that an off-chain attestation is in an anchored batch, and show whether it was taken back",
			Example:        "suretyd query attestation anchored-status surety1... 0x36a1... 2 0xcf30... 0x4d03... 0x669c...",
			PositionalArgs: rest("attester", "root", "index", "uid", "path"),
		},
		{
			RpcMethod: "StatusList", Use: "status-list [attester] [root] [chunk]", Short: "Show 1024 bits of an anchored batch's status list",
			Example: "suretyd query attestation status-list surety1... 0x36a1... 0", PositionalArgs: positional("attester", "root", "chunk"),
		},
	}
}
