package attestation

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// AutoCLIOptions describes the commands under `suretyd query attestation` and `suretyd tx attestation`.
func (AppModule) AutoCLIOptions() *autocliv1.ModuleOptions {
	return &autocliv1.ModuleOptions{
		Query: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.attestation.v1.Query", RpcCommandOptions: append(listCommands(), queryCommands()...),
		},
		Tx: &autocliv1.ServiceCommandDescriptor{
			Service: "surety.attestation.v1.Msg", RpcCommandOptions: append(attestCommands(), otherCommands()...),
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

// rest is positional with the last field taking every argument that is left.
func rest(fields ...string) []*autocliv1.PositionalArgDescriptor {
	args := positional(fields...)
	args[len(args)-1].Varargs = true
	return args
}

func usage(texts map[string]string) map[string]*autocliv1.FlagOptions {
	options := make(map[string]*autocliv1.FlagOptions, len(texts))
	for field, text := range texts {
		options[field] = &autocliv1.FlagOptions{Usage: text}
	}
	return options
}

const schemaUsage = "only under this schema"

func listCommands() []*autocliv1.RpcCommandOptions {
	return []*autocliv1.RpcCommandOptions{
		{
			RpcMethod: "AttestationsBySchema", Use: "by-schema [schema]", Short: "List attestations under a schema, oldest first",
			Example: "suretyd query attestation by-schema 0xf58b... --page-reverse", PositionalArgs: positional("schema"),
		},
		{
			RpcMethod: "AttestationsByAttester", Use: "by-attester [attester]", Short: "List attestations by an attester",
			Example:        "suretyd query attestation by-attester surety1... --schema 0xf58b...",
			PositionalArgs: positional("attester"), FlagOptions: usage(map[string]string{"schema": schemaUsage}),
		},
		{
			RpcMethod: "AttestationsBySubject", Use: "by-subject [subject]", Short: "List attestations about an account, artefact, DID or URI",
			Example:        "suretyd query attestation by-subject did:web:example.com --schema 0xf58b...",
			PositionalArgs: positional("subject"),
			FlagOptions:    usage(map[string]string{"schema": schemaUsage, "attester": "only by this attester, together with --schema"}),
		},
		{
			RpcMethod: "AttestationsByReference", Use: "by-reference [uid]", Short: "List attestations about another attestation",
			Example: "suretyd query attestation by-reference 0xa34d...", PositionalArgs: positional("uid"),
		},
		{
			RpcMethod: "Schemas", Use: "schemas", Short: "List schemas", Example: "suretyd query attestation schemas --page-limit 20",
		},
		{
			RpcMethod: "SchemaVersions", Use: "versions [owner]", Short: "List the schemas that an account named, with their versions",
			Example: "suretyd query attestation versions surety1... --name audit/model", PositionalArgs: positional("owner"),
			FlagOptions: usage(map[string]string{"name": "only versions of this name"}),
		},
		{
			RpcMethod: "Revokers", Use: "revokers [attester]", Short: "List who may revoke for an attester",
			Example: "suretyd query attestation revokers surety1...", PositionalArgs: positional("attester"),
		},
		{
			RpcMethod: "Anchors", Use: "anchors [attester]", Short: "List the batches of off-chain attestations that an attester anchored",
			Example: "suretyd query attestation anchors surety1...", PositionalArgs: positional("attester"),
		},
		{RpcMethod: "Disputes", Use: "disputes", Short: "List open disputes", Example: "suretyd query attestation disputes"},
	}
}
