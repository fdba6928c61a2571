package keeper

import (
	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

type (
	// OwnerKey is owner, name.
	OwnerKey = collections.Pair[sdk.AccAddress, string]
	// VersionKey is name, version.
	VersionKey = collections.Pair[string, string]
	// DigestKey is digest, height of registration, artefact.
	DigestKey = collections.Triple[string, int64, string]
	// EdgeKey is child, parent; in the index of children it is parent, child.
	EdgeKey = collections.Pair[string, string]
	// LicenceKey is artefact, licensee.
	LicenceKey = collections.Pair[string, sdk.AccAddress]
	// RequestQueueKey is height, artefact, licensee.
	RequestQueueKey = collections.Triple[int64, string, sdk.AccAddress]
	// DealKey is sponsor, sequence.
	DealKey = collections.Pair[sdk.AccAddress, uint64]
	// DealQueueKey is height, sponsor, sequence.
	DealQueueKey = collections.Triple[int64, sdk.AccAddress, uint64]
)

func dealKey(id types.DealID) DealKey { return collections.Join(id.Sponsor, id.Sequence) }

func (k *Keeper) openRegistry(sb *collections.SchemaBuilder, cdc codec.BinaryCodec) {
	text := collections.StringKey
	k.Params = collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc))
	k.Claims = collections.NewMap(sb, types.ClaimsPrefix, "claims", text, codec.CollValue[types.Claim](cdc))
	k.Names = collections.NewMap(sb, types.NamesPrefix, "names", text, codec.CollValue[types.Name](cdc))
	k.NamesByOwner = collections.NewKeySet(sb, types.NamesByOwnerPrefix, "names_by_owner", collections.PairKeyCodec(sdk.AccAddressKey, text))
	k.Artefacts = collections.NewMap(sb, types.ArtefactsPrefix, "artefacts", text, codec.CollValue[types.Artefact](cdc))
	k.Versions = collections.NewMap(sb, types.VersionsPrefix, "versions", collections.PairKeyCodec(text, text), collections.StringValue)
	k.Digests = collections.NewKeySet(sb, types.DigestsPrefix, "artefacts_by_digest",
		collections.TripleKeyCodec(text, collections.Int64Key, text))
	k.Edges = collections.NewMap(sb, types.EdgesPrefix, "edges", collections.PairKeyCodec(text, text), codec.CollValue[types.Edge](cdc))
	k.Children = collections.NewKeySet(sb, types.ChildrenPrefix, "children", collections.PairKeyCodec(text, text))
	k.Links = collections.NewMap(sb, types.LinksPrefix, "program_links", text, codec.CollValue[types.ProgramLink](cdc))
}

func (k *Keeper) openMoney(sb *collections.SchemaBuilder, cdc codec.BinaryCodec) {
	text, addr := collections.StringKey, sdk.AccAddressKey
	k.Royalties = collections.NewMap(sb, types.RoyaltiesPrefix, "royalties", text, codec.CollValue[types.RoyaltyTerms](cdc))
	k.LeaseRoyalties = collections.NewMap(sb, types.LeaseRoyaltiesPrefix, "lease_royalties", text, codec.CollValue[types.LeaseRoyalty](cdc))
	k.Gates = collections.NewMap(sb, types.GatesPrefix, "gates", text, codec.CollValue[types.Gate](cdc))
	k.Requests = collections.NewMap(sb, types.RequestsPrefix, "licence_requests", collections.PairKeyCodec(text, addr),
		codec.CollValue[types.LicenceRequest](cdc))
	k.RequestQueue = collections.NewKeySet(sb, types.RequestQueuePrefix, "request_queue",
		collections.TripleKeyCodec(collections.Int64Key, text, addr))
	k.Grants = collections.NewMap(sb, types.GrantsPrefix, "licence_grants", collections.PairKeyCodec(text, addr),
		codec.CollValue[types.LicenceGrant](cdc))
	k.Deals = collections.NewMap(sb, types.DealsPrefix, "deals", collections.PairKeyCodec(addr, collections.Uint64Key),
		codec.CollValue[types.Deal](cdc))
	k.DealQueue = collections.NewKeySet(sb, types.DealQueuePrefix, "deal_queue",
		collections.TripleKeyCodec(collections.Int64Key, addr, collections.Uint64Key))
	k.Sequences = collections.NewMap(sb, types.SequencesPrefix, "sequences", addr, collections.Uint64Value)
}
