package artefact

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// do describes a message: its command, what it does, an example's arguments and the flags.
func do(method, use, short, example string, flags map[string]string, args ...string) *autocliv1.RpcCommandOptions {
	options := &autocliv1.RpcCommandOptions{
		RpcMethod: method, Use: use, Short: short, Example: "suretyd tx artefact " + example + " --from ada",
		PositionalArgs: positional(args...), FlagOptions: map[string]*autocliv1.FlagOptions{},
	}
	for name, usage := range flags {
		options.FlagOptions[name] = &autocliv1.FlagOptions{Usage: usage}
	}
	return options
}

const (
	exampleID   = "3f5a...e1"
	coreExample = `'{"kind":"KIND_MODEL","version":"1.0.0","digests":{"blake3":"...","sha256":"..."},"size":"26454","file_count":1,` +
		`"licence":{"spdx":"Apache-2.0"}}'`
)

func registryCommands() []*autocliv1.RpcCommandOptions {
	parents := map[string]string{"parents": "what it was made from, as JSON; may be repeated"}
	return []*autocliv1.RpcCommandOptions{
		do("RegisterArtefact", "register [name] [core]", "Register a name with its first version; `surety artefact add` makes the JSON",
			"register ada/digits "+coreExample, parents, "name", "core"),
		do("AddVersion", "add-version [name] [core]", "Register the next version of a name", "add-version ada/digits "+coreExample, parents,
			"name", "core"),
		do("DeclareParent", "declare-parent [artefact] [parent]", "Add an edge of lineage to an artefact that has no children yet",
			"declare-parent "+exampleID+` '{"parent_id":"77ab...09","relation":"RELATION_TRAINED_ON"}'`, nil, "artefact_id", "parent"),
		do("AnswerEdge", "answer-edge [child] [parent]", "Acknowledge or refuse that a child came from your artefact",
			"answer-edge "+exampleID+" 77ab...09 --accept", map[string]string{
				"accept": "acknowledge; without it the edge is refused", "reason": "why it is refused",
			}, "child_id", "parent_id"),
		do("SetStatus", "set-status [artefact] [status]", "Say where an artefact stands: active, deprecated, revoked for good, or disputed",
			"set-status "+exampleID+" STATUS_DEPRECATED --reason superseded", map[string]string{
				"reason": "why", "replaced_by": "the artefact to use instead",
			}, "artefact_id", "status"),
		do("OfferTransfer", "offer-transfer [name] [to]", "Offer a name with all its versions to another account; '' takes the offer back",
			"offer-transfer ada/digits surety1...", nil, "name", "to"),
		do("AcceptTransfer", "accept-transfer [name]", "Take over a name that was offered to you", "accept-transfer ada/digits", nil, "name"),
		do("LinkProgram", "link-program [artefact] [program]", "Say that a program which you registered is your MODEL artefact",
			"link-program "+exampleID+" 9c1e...07", nil, "artefact_id", "program_id"),
		{
			RpcMethod: "UpdateParams", Use: "update-params-proposal [params]", Short: "Propose new parameters to governance, all of them",
			Long:           "Propose new parameters to governance, all of them. `suretyd query artefact params --output json` shows the present ones.",
			Example:        `suretyd tx artefact update-params-proposal '{"max_parents":16, ...}' --from ada`,
			PositionalArgs: positional("params"), GovProposal: true,
		},
	}
}

func moneyCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		do("SetRoyalty", "set-royalty [artefact] [per-lease] [share-bps] [inherited-bps]", "Set what leases made from now on pay you",
			"set-royalty "+exampleID+" 0usure 500 200", nil, "artefact_id", "per_lease", "share_bps", "inherited_bps"),
		do("SetGate", "set-gate [artefact] [ciphertext-root] [ciphertext-size] [price]",
			"Say that the content is encrypted, and what a licence costs; `surety artefact encrypt` makes the content",
			"set-gate "+exampleID+" 44d0...8a 26700 1000000usure", map[string]string{
				"uris": "where the encrypted content is; may be repeated", "releaser": "an account that may grant beside you",
			}, "artefact_id", "ciphertext_root", "ciphertext_size", "price"),
		do("RequestLicence", "request-licence [artefact] [recipient] [max-price]", "Ask for a licence and pay its price in",
			"request-licence "+exampleID+" age1... 1000000usure", nil, "artefact_id", "recipient", "max_price"),
		do("GrantLicence", "grant-licence [artefact] [licensee] [recipient] [capsule]",
			"Give a licensee what decrypts the content; `surety artefact grant` makes the capsule",
			"grant-licence "+exampleID+" surety1... age1... YWdlLWVu...", nil, "artefact_id", "licensee", "recipient", "capsule"),
		do("OfferStorage", "offer-storage [artefact] [reward] [bond] [periods] [period-blocks]", "Pay somebody to keep an artefact",
			"offer-storage "+exampleID+" 1000000usure 5000000usure 100 600", nil, "artefact_id", "reward", "bond", "periods", "period_blocks"),
		do("WithdrawOffer", "withdraw-offer [deal]", "Take an offer of storage back that has no holder", "withdraw-offer surety1.../3", nil, "deal_id"),
		do("PledgeStorage", "pledge-storage [deal]", "Take an offer of storage and pledge its bond", "pledge-storage surety1.../3", nil, "deal_id"),
		do("ProvePossession", "prove-possession [deal] [slice]", "Answer a challenge; `surety artefact hold` does it as they come",
			"prove-possession surety1.../3 AAQAAA...", nil, "deal_id", "slice"),
	}
}
