package attestation

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

const (
	verdictUsage = "what it says of the subject: verdict-verified, verdict-denied or verdict-not-evaluated; verified when left out"
	valueUsage   = "paid to the schema's resolver, in value_denom"
	reasonUsage  = "why: revocation-reason-mistake, -ceased, -replaced or -key-compromised"
)

func attestCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "RegisterSchema", Use: "register-schema [schema]", Short: "Register a schema, name it, or both",
			Long: "Register a schema, name it, or both. Its uid is EAS's: the hash of the text, the resolver and whether it is revocable. Under a " +
				"name of yours it supersedes the schema that had the name before; one that exists can be named too.",
			Example:        `suretyd tx attestation register-schema "bytes32 digest, string role" --revocable --name audit/model --from alice`,
			PositionalArgs: positional("schema"),
			FlagOptions: usage(map[string]string{
				"resolver":  "who is asked before anything is attested: native:NAME, a contract's address, or 0x... of another chain",
				"revocable": "attestations may be revocable", "name": "make it the next version of what you call so",
			}),
		},
		{
			RpcMethod: "Attest", Use: "attest [schema] [subject] [data]", Short: "Attest something of an account, artefact, DID or URI",
			Long: "Attest something of a subject: an account (surety1... or 0x...), artefact:ID, did:METHOD:ID, a URI, or '' for none. The data is " +
				"the ABI encoding of the schema's fields in hex; `surety attest encode` makes it.",
			Example:        "suretyd tx attestation attest 0xc592... surety1... 00..01 --revocable --from alice",
			PositionalArgs: positional("schema", "subject", "data"),
			FlagOptions: usage(map[string]string{
				"expiration_time": "when it ends by itself, in seconds since 1970; 0 for never", "revocable": "you may revoke it",
				"ref_uid": "another attestation that it is about", "verdict": verdictUsage, "value": valueUsage,
			}),
		},
		{
			RpcMethod: "MultiAttest", Use: "multi-attest [groups]", Short: "Make several attestations, all or none",
			Example: `suretyd tx attestation multi-attest '{"schema":"0xc592...","statements":[{"subject":"surety1...","data":"AAAB..."}]}' ` +
				"--from alice",
			PositionalArgs: rest("groups"),
		},
		{
			RpcMethod: "DelegatedAttest", Use: "delegated-attest [requests]", Short: "Bring attestations that others signed, and pay for them",
			Example:        `suretyd tx attestation delegated-attest '{"attester":"surety1...","schema":"0xc592...", ...}' --from relayer`,
			PositionalArgs: rest("requests"),
		},
	}
}

func revokeCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Revoke", Use: "revoke [uid]", Short: "Revoke an attestation of yours, or of who appointed you",
			Example: "suretyd tx attestation revoke 0xa34d... --reason revocation-reason-mistake --from alice", PositionalArgs: positional("uid"),
			FlagOptions: usage(map[string]string{
				"reason": reasonUsage, "replacement": "the attestation that stands in its place", "value": valueUsage,
			}),
		},
		{
			RpcMethod: "MultiRevoke", Use: "multi-revoke [requests]", Short: "Revoke several attestations, all or none",
			Example:        `suretyd tx attestation multi-revoke '{"uid":"0xa34d..."}' '{"uid":"0x2871..."}' --from alice`,
			PositionalArgs: rest("requests"),
		},
		{
			RpcMethod: "DelegatedRevoke", Use: "delegated-revoke [requests]", Short: "Bring revocations that others signed, and pay for them",
			Example:        `suretyd tx attestation delegated-revoke '{"revoker":"surety1...","schema":"0xc592...", ...}' --from relayer`,
			PositionalArgs: rest("requests"),
		},
	}
}

func otherCommands() []*autocliv1.RpcCommandOptions {
	return append(append(revokeCommands(), offchainCommands()...),
		&autocliv1.RpcCommandOptions{
			RpcMethod: "IncreaseNonce", Use: "increase-nonce [nonce]", Short: "Void every request that you signed with a lower nonce",
			Example: "suretyd tx attestation increase-nonce 12 --from alice", PositionalArgs: positional("nonce"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "SetRevoker", Use: "set-revoker [revoker] [allowed]", Short: "Let an account revoke for you, or no longer",
			Example:        "suretyd tx attestation set-revoker surety1... true --schema 0xc592... --from alice",
			PositionalArgs: positional("revoker", "allowed"),
			FlagOptions:    usage(map[string]string{"schema": "only under this schema"}),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "OpenDispute", Use: "open-dispute [uid] [bond] [grounds]", Short: "Stake the dispute bond on an attestation being wrong",
			Long: "Stake the dispute bond on an attestation being wrong. The arbiter decides: right, and you have the bond back and the " +
				"attestation ends; wrong, and two thirds of the bond go to the attester and the rest to the chain's fees. Without a decision in " +
				"dispute_blocks you have it back and the attestation stands.",
			Example:        `suretyd tx attestation open-dispute 0xa34d... 10000000usure "the licence is another one" --from bob`,
			PositionalArgs: positional("uid", "bond", "grounds"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "DecideDispute", Use: "decide-dispute [uid] [upheld]", Short: "Decide a dispute, as the arbiter",
			Example: "suretyd tx attestation decide-dispute 0xa34d... true --from arbiter", PositionalArgs: positional("uid", "upheld"),
		},
		&autocliv1.RpcCommandOptions{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query attestation params --output json` shows the present ones.",
			Example:        `suretyd tx attestation update-params-proposal '{"value_denom":"usure","max_batch":100, ...}' --from alice`,
			PositionalArgs: positional("params"),
			GovProposal:    true,
		},
	)
}

func offchainCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "Timestamp", Use: "timestamp [digests]", Short: "Record that digests are known now",
			Example: "suretyd tx attestation timestamp 0xcf30... --from alice", PositionalArgs: rest("digests"),
		},
		{
			RpcMethod: "RevokeOffchain", Use: "revoke-offchain [digests]", Short: "Take back what you attested off the chain",
			Example: "suretyd tx attestation revoke-offchain 0xcf30... --from alice", PositionalArgs: rest("digests"),
		},
		{
			RpcMethod: "AnchorBatch", Use: "anchor-batch [root] [size]", Short: "Anchor a batch of off-chain attestations by one root",
			Example:        "suretyd tx attestation anchor-batch 0x36a1... 1000 --location https://example.com/batch.json --from alice",
			PositionalArgs: positional("root", "size"),
			FlagOptions:    usage(map[string]string{"location": "where the attestations can be had, a URI"}),
		},
		{
			RpcMethod: "RevokeAnchored", Use: "revoke-anchored [root] [indexes]", Short: "Take back some of a batch that you anchored",
			Example: "suretyd tx attestation revoke-anchored 0x36a1... 2 17 --from alice", PositionalArgs: rest("root", "indexes"),
		},
	}
}
