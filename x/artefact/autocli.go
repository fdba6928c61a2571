package artefact

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query artefact` and `suretyd tx artefact`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.artefact.v1.Query", RpcCommandOptions: append(registryQueries(), moneyQueries()...),
		},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.artefact.v1.Msg", RpcCommandOptions: append(registryCommands(), moneyCommands()...),
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

// one describes a query with arguments: its command, what it shows, and an example's arguments.
func one(method, use, short, example string, args ...string) *autocliv1.RpcCommandOptions {
	return &autocliv1.RpcCommandOptions{
		RpcMethod: method, Use: use, Short: short, Example: "suretyd query artefact " + example, PositionalArgs: positional(args...),
	}
}

func registryQueries() []*autocliv1.RpcCommandOptions {
	const id = "3f5a...e1"
	byName := one("ArtefactByName", "by-name [name]", "Show a version of a name, the latest unless told otherwise",
		"by-name ada/digits --version 1.0.0", "name")
	byName.FlagOptions = map[string]*autocliv1.FlagOptions{"version": {Usage: "the version to show"}}
	lineage := one("Lineage", "lineage [artefact]", "Show what an artefact was made from, and what that was made from",
		"lineage "+id, "artefact_id")
	lineage.FlagOptions = map[string]*autocliv1.FlagOptions{"depth": {Usage: "how many generations; all unless told otherwise"}}
	return []*autocliv1.RpcCommandOptions{
		{RpcMethod: "Params", Use: "params", Short: "Show the module's parameters"},
		one("Artefact", "artefact [artefact]", "Show an artefact and its owner", "artefact "+id, "artefact_id"),
		byName,
		one("Name", "name [name]", "Show a name: owner, kind, latest version", "name ada/digits", "name"),
		{RpcMethod: "Names", Use: "names", Short: "List names", Example: "suretyd query artefact names --page-limit 20"},
		one("NamesByOwner", "names-by-owner [owner]", "List the names of an owner", "names-by-owner surety1...", "owner"),
		one("Versions", "versions [name]", "List the versions of a name", "versions ada/digits", "name"),
		one("ArtefactsByDigest", "by-digest [digest]", "List the artefacts with a digest or content identifier, earliest first",
			"by-digest bafkrei...", "digest"),
		one("Parents", "parents [artefact]", "List what an artefact says it was made from", "parents "+id, "artefact_id"),
		one("Children", "children [artefact]", "List what says it was made from an artefact", "children "+id, "artefact_id"),
		lineage,
		one("CheckLicence", "check-licence [parent] [relation] [licence]", "Say whether a child with a licence may have a parent, and why not",
			`check-licence `+id+` RELATION_FINETUNE '{"spdx":"MIT"}'`, "parent_id", "relation", "licence"),
		one("ProgramArtefact", "program [program]", "Show which artefact a program is", "program 9c1e...07", "program_id"),
	}
}

func moneyQueries() []*autocliv1.RpcCommandOptions {
	const id = "3f5a...e1"
	return []*autocliv1.RpcCommandOptions{
		one("Royalty", "royalty [artefact]", "Show an artefact's royalty terms", "royalty "+id, "artefact_id"),
		one("RoyaltyQuote", "royalty-quote [program] [price]", "Show how the price of a lease would be divided now",
			"royalty-quote 9c1e...07 1000usure", "program_id", "price"),
		one("LeaseRoyalty", "lease-royalty [lease]", "Show what a live lease will pay", "lease-royalty surety1.../7/surety1...", "lease_id"),
		one("Gate", "gate [artefact]", "Show how an artefact's content is encrypted and what a licence costs", "gate "+id, "artefact_id"),
		one("Requests", "requests [artefact]", "List who asks for a licence", "requests "+id, "artefact_id"),
		one("Grant", "grant [artefact] [licensee]", "Show one licence with its capsule", "grant "+id+" surety1...", "artefact_id", "licensee"),
		one("Grants", "grants [artefact]", "List who may decrypt an artefact", "grants "+id, "artefact_id"),
		one("Deal", "deal [deal]", "Show a deal of storage, and what its holder must show now", "deal surety1.../3", "deal_id"),
		{RpcMethod: "Deals", Use: "deals", Short: "List deals of storage", Example: "suretyd query artefact deals --page-limit 20"},
	}
}
