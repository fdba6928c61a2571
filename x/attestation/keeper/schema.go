package keeper

import (
	"context"
	"errors"
	"math"
	"strings"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// SchemaRequest is a schema to be registered or named.
type SchemaRequest struct {
	Text, Resolver string
	Revocable      bool
	// Name is empty for none.
	Name string
}

// RegisterSchema registers a schema, and names it where there is a name; then it may be registered already. It returns the uid and the
// name's version. Errors: ErrInvalidSchema, ErrInvalidResolver, ErrInvalidName, ErrSchemaExists.
func (k *Keeper) RegisterSchema(ctx context.Context, registrar sdk.AccAddress, request SchemaRequest) (string, uint32, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return "", 0, err
	}
	resolver, err := types.ParseResolver(k.addresses, request.Resolver)
	if err != nil {
		return "", 0, err
	}
	if err := k.checkResolver(ctx, resolver); err != nil {
		return "", 0, err
	}
	schema, err := types.NewSchema(request.Text, resolver, request.Revocable, params.MaxSchemaBytes)
	if err != nil {
		return "", 0, err
	}
	if schema.Registrar, err = k.addresses.BytesToString(registrar); err != nil {
		return "", 0, err
	}
	if err := k.addSchema(ctx, schema, request.Name != ""); err != nil {
		return "", 0, err
	}
	if request.Name == "" {
		return schema.Uid, 0, nil
	}
	version, err := k.nameSchema(ctx, registrar, schema, request.Name)
	return schema.Uid, version, err
}

// addSchema saves a schema that is new. One that was registered by nothing but the Ethereum address of its resolver takes the resolver
// when somebody gives it: the identifier is the same, and nobody shall be able to spoil it.
func (k *Keeper) addSchema(ctx context.Context, schema types.Schema, mayExist bool) error {
	uid, err := types.ParseUID("schema", schema.Uid)
	if err != nil {
		return err
	}
	before, err := k.GetSchema(ctx, uid)
	switch {
	case errors.Is(err, types.ErrSchemaNotFound):
	case err != nil:
		return err
	case strings.HasPrefix(before.Resolver, "0x") && !strings.HasPrefix(schema.Resolver, "0x"):
		before.Resolver = schema.Resolver
		return k.Schemas.Set(ctx, uid[:], before)
	case mayExist:
		return nil
	default:
		return types.ErrSchemaExists.Wrapf("%s; use it as it is, or give it a name of yours", schema.Uid)
	}
	number, err := next(ctx, k.SchemaNumber, 1)
	if err != nil {
		return err
	}
	if number > math.MaxUint32 {
		return types.ErrInvalidSchema.Wrapf("%d schemas are registered, no more are possible", number-1)
	}
	schema.Number, schema.Time = uint32(number), now(ctx)
	if err := k.setSchema(ctx, uid, schema); err != nil {
		return err
	}
	return emit(ctx, &types.EventSchemaRegistered{Uid: schema.Uid, Registrar: schema.Registrar})
}

func (k *Keeper) setSchema(ctx context.Context, uid eas.Hash, schema types.Schema) error {
	if err := k.Schemas.Set(ctx, uid[:], schema); err != nil {
		return err
	}
	return k.SchemaList.Set(ctx, schema.Number, uid[:])
}

// nameSchema makes a schema the next version of an owner's name.
func (k *Keeper) nameSchema(ctx context.Context, owner sdk.AccAddress, schema types.Schema, name string) (uint32, error) {
	if err := types.ValidateName(name); err != nil {
		return 0, err
	}
	event := &types.EventSchemaNamed{Owner: schema.Registrar, Name: name, Uid: schema.Uid, Version: 1}
	latest, err := k.LatestVersion(ctx, owner, name)
	switch {
	case errors.Is(err, types.ErrVersionNotFound):
	case err != nil:
		return 0, err
	case latest.Uid == schema.Uid:
		return 0, types.ErrSchemaExists.Wrapf("%s is version %d of %s already", schema.Uid, latest.Version, name)
	case latest.Version >= types.MaxVersions:
		return 0, types.ErrInvalidName.Wrapf("%s has %d versions, no more are possible", name, latest.Version)
	default:
		event.Supersedes, event.Version = latest.Uid, latest.Version+1
	}
	version := types.SchemaVersion{Owner: schema.Registrar, Name: name, Version: event.Version, Uid: schema.Uid, Time: now(ctx)}
	if err := k.Versions.Set(ctx, collections.Join3(owner, name, version.Version), version); err != nil {
		return 0, err
	}
	return version.Version, emit(ctx, event)
}

// GetSchema returns a schema. Error: ErrSchemaNotFound.
func (k *Keeper) GetSchema(ctx context.Context, uid eas.Hash) (types.Schema, error) {
	schema, err := k.Schemas.Get(ctx, uid[:])
	if errors.Is(err, collections.ErrNotFound) {
		return schema, types.ErrSchemaNotFound.Wrapf("%s; register it first", uid)
	}
	return schema, err
}

// LatestVersion returns the newest version of an owner's name. Error: ErrVersionNotFound.
func (k *Keeper) LatestVersion(ctx context.Context, owner sdk.AccAddress, name string) (version types.SchemaVersion, err error) {
	iterator, err := k.Versions.Iterate(ctx, collections.NewSuperPrefixedTripleRangeReversed[sdk.AccAddress, string, uint32](owner, name))
	if err != nil {
		return version, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	if !iterator.Valid() {
		return version, types.ErrVersionNotFound.Wrapf("%s named nothing %q", owner, name)
	}
	return iterator.Value()
}

// GetVersion returns a version of an owner's name, the newest for 0. Error: ErrVersionNotFound.
func (k *Keeper) GetVersion(ctx context.Context, owner sdk.AccAddress, name string, number uint32) (types.SchemaVersion, error) {
	if number == 0 {
		return k.LatestVersion(ctx, owner, name)
	}
	version, err := k.Versions.Get(ctx, collections.Join3(owner, name, number))
	if errors.Is(err, collections.ErrNotFound) {
		return version, types.ErrVersionNotFound.Wrapf("version %d of %q of %s", number, name, owner)
	}
	return version, err
}
