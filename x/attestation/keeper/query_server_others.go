package keeper

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/internal/page"
)

// maxPath is longer than any proof in a tree of MaxAnchorSize leaves.
const maxPath = 64

func (s queryServer) Account(ctx context.Context, request *types.QueryAccountRequest) (*types.QueryAccountResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	addr, err := s.address("account", request.Account)
	if err != nil {
		return nil, err
	}
	account, err := s.keeper.GetAccount(ctx, addr)
	return &types.QueryAccountResponse{Account: account, EasAddress: eas.ShortAddress(addr).String()}, err
}

func (s queryServer) Revokers(ctx context.Context, request *types.QueryRevokersRequest) (*types.QueryRevokersResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attester, err := s.address("attester", request.Attester)
	if err != nil {
		return nil, err
	}
	prefix := collections.TriplePrefix[sdk.AccAddress, []byte, sdk.AccAddress](attester)
	revokers, next, err := query.CollectionPaginate(ctx, s.keeper.Revokers, page.Bounded(request.Pagination),
		func(key RevokerKey, _ collections.NoValue) (types.Revoker, error) { return s.keeper.revoker(key), nil },
		func(options *query.CollectionsPaginateOptions[RevokerKey]) { options.Prefix = &prefix })
	return &types.QueryRevokersResponse{Revokers: revokers, Pagination: next}, err
}

func (s queryServer) Timestamp(ctx context.Context, request *types.QueryTimestampRequest) (*types.QueryTimestampResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	digest, err := types.ParseUID("digest", request.Digest)
	if err != nil {
		return nil, answer(err)
	}
	time, err := s.keeper.GetTimestamp(ctx, digest)
	return &types.QueryTimestampResponse{Time: time}, err
}

func (s queryServer) OffchainRevocation(
	ctx context.Context, request *types.QueryOffchainRevocationRequest,
) (*types.QueryOffchainRevocationResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	revoker, err := s.address("revoker", request.Revoker)
	if err != nil {
		return nil, err
	}
	digest, err := types.ParseUID("digest", request.Digest)
	if err != nil {
		return nil, answer(err)
	}
	time, err := s.keeper.GetOffchainRevocation(ctx, revoker, digest)
	return &types.QueryOffchainRevocationResponse{Time: time}, err
}

// anchor reads who anchored a batch, and its root.
func (s queryServer) anchor(ctx context.Context, attester, root string) (sdk.AccAddress, eas.Hash, types.Anchor, error) {
	addr, err := s.address("attester", attester)
	if err != nil {
		return nil, eas.Hash{}, types.Anchor{}, err
	}
	hash, err := types.ParseUID("root", root)
	if err != nil {
		return nil, eas.Hash{}, types.Anchor{}, answer(err)
	}
	anchor, err := s.keeper.GetAnchor(ctx, addr, hash)
	return addr, hash, anchor, answer(err)
}

func (s queryServer) Anchor(ctx context.Context, request *types.QueryAnchorRequest) (*types.QueryAnchorResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	_, _, anchor, err := s.anchor(ctx, request.Attester, request.Root)
	return &types.QueryAnchorResponse{Anchor: anchor}, err
}

func (s queryServer) Anchors(ctx context.Context, request *types.QueryAnchorsRequest) (*types.QueryAnchorsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attester, err := s.address("attester", request.Attester)
	if err != nil {
		return nil, err
	}
	anchors, next, err := query.CollectionPaginate(ctx, s.keeper.Anchors, page.Bounded(request.Pagination),
		func(_ DigestKey, anchor types.Anchor) (types.Anchor, error) { return anchor, nil },
		query.WithCollectionPaginationPairPrefix[sdk.AccAddress, []byte](attester))
	return &types.QueryAnchorsResponse{Anchors: anchors, Pagination: next}, err
}

func (s queryServer) AnchoredStatus(ctx context.Context, request *types.QueryAnchoredStatusRequest) (*types.QueryAnchoredStatusResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attester, root, anchor, err := s.anchor(ctx, request.Attester, request.Root)
	if err != nil {
		return nil, err
	}
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return nil, answer(err)
	}
	path, err := parseDigests(request.Path)
	if err != nil {
		return nil, answer(err)
	}
	if len(path) > maxPath || request.Index >= anchor.Size_ || !eas.VerifyPath(root, eas.AnchorLeaf(request.Index, uid), path) {
		return nil, answer(types.ErrInvalidProof.Wrapf("%s is not shown to be number %d of the %d in %s", uid, request.Index, anchor.Size_, root))
	}
	bits, err := s.keeper.StatusChunk(ctx, attester, root, request.Index/types.ChunkIndexes)
	if err != nil {
		return nil, err
	}
	alone, err := s.keeper.GetOffchainRevocation(ctx, attester, uid)
	place, bit := bitOf(request.Index)
	return &types.QueryAnchoredStatusResponse{Time: anchor.Time, Revoked: bits[place]&bit != 0 || alone != 0}, err
}

func (s queryServer) StatusList(ctx context.Context, request *types.QueryStatusListRequest) (*types.QueryStatusListResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attester, root, anchor, err := s.anchor(ctx, request.Attester, request.Root)
	if err != nil {
		return nil, err
	}
	if last := (anchor.Size_ - 1) / types.ChunkIndexes; request.Chunk > last {
		return nil, status.Errorf(codes.InvalidArgument, "chunk %d, the last one is %d", request.Chunk, last)
	}
	bits, err := s.keeper.StatusChunk(ctx, attester, root, request.Chunk)
	return &types.QueryStatusListResponse{Bits: bits}, err
}
