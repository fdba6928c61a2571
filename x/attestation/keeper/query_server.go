package keeper

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/internal/page"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

var errEmptyRequest = status.Error(codes.InvalidArgument, "the request is empty")

// answer gives an error the code that clients expect.
func answer(err error) error {
	switch {
	case err == nil:
		return nil
	case errorsmod.IsOf(err, types.ErrAttestationNotFound, types.ErrSchemaNotFound, types.ErrVersionNotFound, types.ErrAnchorNotFound,
		types.ErrDisputeNotFound):
		return status.Error(codes.NotFound, err.Error())
	case errorsmod.IsOf(err, types.ErrInvalidUID, types.ErrInvalidSubject, types.ErrInvalidProof, types.ErrInvalidData, types.ErrInvalidSchema,
		types.ErrTooManyAttesters, types.ErrInvalidAnchor):
		return status.Error(codes.InvalidArgument, err.Error())
	default:
		return err
	}
}

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Domain(ctx context.Context, _ *types.QueryDomainRequest) (*types.QueryDomainResponse, error) {
	chainID := sdk.UnwrapSDKContext(ctx).ChainID()
	ordered, unordered := types.Domain(chainID, false), types.Domain(chainID, true)
	return &types.QueryDomainResponse{
		Name: ordered.Name, UnorderedName: unordered.Name, Version: ordered.Version, ChainId: ordered.ChainID.String(),
		Contract: ordered.Contract.String(), UnorderedContract: unordered.Contract.String(),
	}, nil
}

func (s queryServer) Schema(ctx context.Context, request *types.QuerySchemaRequest) (*types.QuerySchemaResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	schema, err := s.schema(ctx, request.Uid)
	return &types.QuerySchemaResponse{Schema: schema}, answer(err)
}

func (s queryServer) schema(ctx context.Context, name string) (types.Schema, error) {
	uid, err := types.ParseUID("schema", name)
	if err != nil {
		return types.Schema{}, err
	}
	return s.keeper.GetSchema(ctx, uid)
}

func (s queryServer) Schemas(ctx context.Context, request *types.QuerySchemasRequest) (*types.QuerySchemasResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	schemas, next, err := query.CollectionPaginate(ctx, s.keeper.SchemaList, page.Bounded(request.Pagination),
		func(_ uint32, uid []byte) (types.Schema, error) { return s.keeper.Schemas.Get(ctx, uid) })
	return &types.QuerySchemasResponse{Schemas: schemas, Pagination: next}, err
}

func (s queryServer) SchemaVersion(ctx context.Context, request *types.QuerySchemaVersionRequest) (*types.QuerySchemaVersionResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	owner, err := s.address("owner", request.Owner)
	if err != nil {
		return nil, err
	}
	version, err := s.keeper.GetVersion(ctx, owner, request.Name, request.Version)
	if err != nil {
		return nil, answer(err)
	}
	schema, err := s.schema(ctx, version.Uid)
	return &types.QuerySchemaVersionResponse{Version: version, Schema: schema}, answer(err)
}

func (s queryServer) SchemaVersions(ctx context.Context, request *types.QuerySchemaVersionsRequest) (*types.QuerySchemaVersionsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	owner, err := s.address("owner", request.Owner)
	if err != nil {
		return nil, err
	}
	prefix := collections.TriplePrefix[sdk.AccAddress, string, uint32](owner)
	if request.Name != "" {
		prefix = collections.TripleSuperPrefix[sdk.AccAddress, string, uint32](owner, request.Name)
	}
	versions, next, err := query.CollectionPaginate(ctx, s.keeper.Versions, page.Bounded(request.Pagination),
		func(_ VersionKey, version types.SchemaVersion) (types.SchemaVersion, error) { return version, nil },
		func(options *query.CollectionsPaginateOptions[VersionKey]) { options.Prefix = &prefix })
	return &types.QuerySchemaVersionsResponse{Versions: versions, Pagination: next}, err
}

func (s queryServer) Attestation(ctx context.Context, request *types.QueryAttestationRequest) (*types.QueryAttestationResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return nil, answer(err)
	}
	record, batch, err := s.keeper.GetRecord(ctx, uid)
	if err != nil {
		return nil, answer(err)
	}
	response := &types.QueryAttestationResponse{Key: types.RecordKey(uid)}
	if response.Attestation, err = types.NewAttestation(s.keeper.addresses, uid, batch, record); err != nil {
		return nil, err
	}
	if response.Value, err = record.Marshal(); err != nil {
		return nil, err
	}
	response.Disputed, err = s.keeper.Disputes.Has(ctx, uid[:])
	return response, err
}

func (s queryServer) Dispute(ctx context.Context, request *types.QueryDisputeRequest) (*types.QueryDisputeResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return nil, answer(err)
	}
	dispute, err := s.keeper.GetDispute(ctx, uid)
	return &types.QueryDisputeResponse{Dispute: dispute}, answer(err)
}

func (s queryServer) Disputes(ctx context.Context, request *types.QueryDisputesRequest) (*types.QueryDisputesResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	disputes, next, err := query.CollectionPaginate(ctx, s.keeper.Disputes, page.Bounded(request.Pagination),
		func(_ []byte, dispute types.Dispute) (types.Dispute, error) { return dispute, nil })
	return &types.QueryDisputesResponse{Disputes: disputes, Pagination: next}, err
}

func (s queryServer) Disclosure(ctx context.Context, request *types.QueryDisclosureRequest) (*types.QueryDisclosureResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return nil, answer(err)
	}
	record, batch, err := s.keeper.GetRecord(ctx, uid)
	if err != nil {
		return nil, answer(err)
	}
	if err := checkDisclosure(record.Data, request); err != nil {
		return nil, answer(err)
	}
	attestation, err := types.NewAttestation(s.keeper.addresses, uid, batch, record)
	return &types.QueryDisclosureResponse{Attestation: attestation, Live: record.Live(now(ctx))}, err
}

func checkDisclosure(data []byte, request *types.QueryDisclosureRequest) error {
	if len(data) != eas.HashBytes {
		return types.ErrInvalidProof.Wrapf("the attestation has %d bytes of data; private data is attested as one bytes32", len(data))
	}
	if len(request.Fields)+len(request.Proof) > eas.MaxLeaves {
		return types.ErrInvalidProof.Wrapf("more than %d fields and hashes", eas.MaxLeaves)
	}
	proof := eas.MultiProof{Flags: request.Flags}
	for i, field := range request.Fields {
		salt, err := eas.ParseHash(field.Salt)
		if err != nil {
			return types.ErrInvalidProof.Wrapf("the salt of field %d: %s", i+1, err)
		}
		private := eas.PrivateField{Type: field.Type, Name: field.Name, Value: field.Value, Salt: salt}
		if err := private.Check(); err != nil {
			return types.ErrInvalidProof.Wrapf("field %d: %s", i+1, err)
		}
		proof.Leaves = append(proof.Leaves, private.Leaf())
	}
	hashes, err := parseDigests(request.Proof)
	if err != nil {
		return err
	}
	proof.Proof = hashes
	if err := proof.Verify(eas.Hash(data)); err != nil {
		return types.ErrInvalidProof.Wrap(err.Error())
	}
	return nil
}

func (s queryServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.address(name, text)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return addr, nil
}
