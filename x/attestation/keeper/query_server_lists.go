package keeper

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/suretynetwork/surety/x/attestation/types"
)

func (s queryServer) AttestationsBySchema(
	ctx context.Context, request *types.QueryAttestationsBySchemaRequest,
) (*types.QueryAttestationsBySchemaResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	schema, err := s.schema(ctx, request.Schema)
	if err != nil {
		return nil, answer(err)
	}
	found, next, err := s.keeper.pageOf(ctx, s.keeper.BySchema, schemaPrefix(schema.Number), request.Pagination)
	return &types.QueryAttestationsBySchemaResponse{Attestations: found, Pagination: next}, err
}

func (s queryServer) AttestationsByAttester(
	ctx context.Context, request *types.QueryAttestationsByAttesterRequest,
) (*types.QueryAttestationsByAttesterResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attester, err := s.address("attester", request.Attester)
	if err != nil {
		return nil, err
	}
	prefix := attesterPrefix(attester)
	if prefix, err = s.withSchema(ctx, prefix, request.Schema); err != nil {
		return nil, err
	}
	found, next, err := s.keeper.pageOf(ctx, s.keeper.ByAttester, prefix, request.Pagination)
	return &types.QueryAttestationsByAttesterResponse{Attestations: found, Pagination: next}, err
}

func (s queryServer) AttestationsBySubject(
	ctx context.Context, request *types.QueryAttestationsBySubjectRequest,
) (*types.QueryAttestationsBySubjectResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	subject, err := types.ParseSubject(s.keeper.addresses, request.Subject)
	if err != nil {
		return nil, answer(err)
	}
	if subject.Text == "" || request.Attester != "" && request.Schema == "" {
		return nil, status.Error(codes.InvalidArgument, "give a subject, and a schema where you give an attester")
	}
	prefix, err := s.withSchema(ctx, subject.Key(), request.Schema)
	if err != nil {
		return nil, err
	}
	if request.Attester != "" {
		attester, err := s.address("attester", request.Attester)
		if err != nil {
			return nil, err
		}
		prefix = concat(prefix, attesterPrefix(attester))
	}
	found, next, err := s.keeper.pageOf(ctx, s.keeper.BySubject, prefix, request.Pagination)
	return &types.QueryAttestationsBySubjectResponse{Attestations: found, Pagination: next}, err
}

func (s queryServer) AttestationsByReference(
	ctx context.Context, request *types.QueryAttestationsByReferenceRequest,
) (*types.QueryAttestationsByReferenceResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return nil, answer(err)
	}
	found, next, err := s.keeper.pageOf(ctx, s.keeper.ByReference, uid[:], request.Pagination)
	return &types.QueryAttestationsByReferenceResponse{Attestations: found, Pagination: next}, err
}

// withSchema narrows a prefix down to one schema where there is one.
func (s queryServer) withSchema(ctx context.Context, prefix []byte, name string) ([]byte, error) {
	if name == "" {
		return prefix, nil
	}
	schema, err := s.schema(ctx, name)
	if err != nil {
		return nil, answer(err)
	}
	return concat(prefix, schemaPrefix(schema.Number)), nil
}

func (s queryServer) Standing(ctx context.Context, request *types.QueryStandingRequest) (*types.QueryStandingResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	schema, err := types.ParseUID("schema", request.Schema)
	if err != nil {
		return nil, answer(err)
	}
	if len(request.Attesters) > MaxAttesters {
		return nil, answer(types.ErrTooManyAttesters.Wrapf("%d, at most %d are possible", len(request.Attesters), MaxAttesters))
	}
	response := &types.QueryStandingResponse{}
	for _, name := range request.Attesters {
		attester, err := s.address("attester", name)
		if err != nil {
			return nil, err
		}
		verdict, uid, err := s.keeper.Standing(ctx, request.Subject, schema, attester)
		if err != nil {
			return nil, answer(err)
		}
		standing := types.AttesterStanding{Attester: name, Verdict: verdict}
		if !uid.IsZero() {
			standing.Uid = uid.String()
		}
		response.Standings = append(response.Standings, standing)
	}
	return response, nil
}
