package keeper_test

import (
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

func (s *suite) appoints(attester, how, revoker, schema string) {
	msg := &types.MsgSetRevoker{
		Attester: s.Bech32(s.Who(attester)), Revoker: s.Bech32(s.Who(revoker)), Schema: s.schemas[schema], Allowed: how == "appoints",
	}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.SetRevoker(ctx, msg); return err })
}

func digests(names string) []string {
	var list []string
	for _, name := range strings.Split(names, ", ") {
		if name != "" {
			list = append(list, eas.Keccak([]byte(name)).String())
		}
	}
	return list
}

func (s *suite) timestamps(name, names string) {
	msg := &types.MsgTimestamp{Sender: s.Bech32(s.Who(name)), Digests: digests(names)}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.Timestamp(ctx, msg); return err })
}

func (s *suite) seenAt(name string, second int64) {
	response, err := s.query.Timestamp(s.Ctx, &types.QueryTimestampRequest{Digest: digests(name)[0]})
	require.NoError(s, err)
	require.EqualValues(s, second, response.Time)
}

func (s *suite) takesBack(name, names string) {
	msg := &types.MsgRevokeOffchain{Revoker: s.Bech32(s.Who(name)), Digests: digests(names)}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.RevokeOffchain(ctx, msg); return err })
}

func (s *suite) wasTakenBack(name, by string) {
	response, err := s.query.OffchainRevocation(s.Ctx, &types.QueryOffchainRevocationRequest{
		Revoker: s.Bech32(s.Who(by)), Digest: digests(name)[0],
	})
	require.NoError(s, err)
	require.Equal(s, s.now(), response.Time)
}

func (s *suite) anchors(name string, size int64, location string) {
	var leaves []eas.Hash
	for i := range max(1, min(size, 8)) {
		leaves = append(leaves, eas.AnchorLeaf(uint64(i), eas.Keccak([]byte(strconv.FormatInt(i, 10)))))
	}
	tree, err := eas.NewTree(leaves)
	require.NoError(s, err)
	s.uidRoots[name] = anchored{tree, leaves}
	s.texts["root"] = tree.Root().String()
	msg := &types.MsgAnchorBatch{Attester: s.Bech32(s.Who(name)), Root: tree.Root().String(), Size_: uint64(size), Location: location}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.AnchorBatch(ctx, msg); return err })
}

func (s *suite) takesAnchored(name, indexes, owner string) {
	msg := &types.MsgRevokeAnchored{Attester: s.Bech32(s.Who(name)), Root: s.uidRoots[owner].tree.Root().String()}
	for _, text := range strings.Split(indexes, ", ") {
		index, err := strconv.ParseUint(text, 10, 64)
		require.NoError(s, err)
		msg.Indexes = append(msg.Indexes, index)
	}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.RevokeAnchored(ctx, msg); return err })
}

func (s *suite) anchoredIs(index int64, name, how string) {
	batch := s.uidRoots[name]
	request := &types.QueryAnchoredStatusRequest{
		Attester: s.Bech32(s.Who(name)), Root: batch.tree.Root().String(), Index: uint64(index), Uid: digests(strconv.FormatInt(index, 10))[0],
	}
	if index < int64(len(batch.leaves)) {
		path, err := batch.tree.Path(batch.leaves[index])
		require.NoError(s, err)
		for _, node := range path {
			request.Path = append(request.Path, node.String())
		}
	}
	response, err := s.query.AnchoredStatus(s.Ctx, request)
	if how == "not there" {
		require.ErrorContains(s, err, types.ErrInvalidProof.Error())
		return
	}
	require.NoError(s, err)
	require.Equal(s, how == "taken back", response.Revoked)
}

func (s *suite) disputes(name, attestation, bond, grounds string) {
	if grounds == "" {
		grounds = "it is not so"
	}
	uid := s.uids[attestation]
	if uid == "" {
		uid = eas.Keccak([]byte(attestation)).String()
	}
	msg := &types.MsgOpenDispute{Disputer: s.Bech32(s.Who(name)), Uid: uid, Grounds: grounds, Bond: s.Coin(bond)}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.OpenDispute(ctx, msg); return err })
}

func (s *suite) decides(name, how, attestation string) {
	arbiter := s.Authority
	if name != "governance" {
		arbiter = s.Bech32(s.Who(name))
	}
	msg := &types.MsgDecideDispute{Arbiter: arbiter, Uid: s.uids[attestation], Upheld: how == "upholds"}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.DecideDispute(ctx, msg); return err })
}

func (s *suite) disputeIs(attestation, how string) {
	_, err := s.keeper.GetDispute(s.Ctx, mustHash(s.uids[attestation]))
	if how == "open" {
		require.NoError(s, err)
		return
	}
	require.ErrorIs(s, err, types.ErrDisputeNotFound)
}

func (s *suite) params() types.Params {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	return params
}

func (s *suite) arbiterIs(name string) {
	params := s.params()
	params.Arbiter = s.Bech32(s.Who(name))
	require.NoError(s, s.keeper.SetParams(s.Ctx, params))
}

func (s *suite) sets(name, parameter string, value int64) {
	params := s.params()
	switch parameter {
	case "max_batch":
		params.MaxBatch = uint32(value)
	case "max_data_bytes":
		params.MaxDataBytes = uint32(value)
	case "max_schema_bytes":
		params.MaxSchemaBytes = uint32(value)
	case "resolver_gas":
		params.ResolverGas = uint64(value)
	case "dispute_bond":
		params.DisputeBond.Amount = params.DisputeBond.Amount.MulRaw(0).AddRaw(value)
	case "dispute_blocks":
		params.DisputeBlocks = value
	case "max_deadline_seconds":
		params.MaxDeadlineSeconds = uint64(value)
	case "max_drained_per_block":
		params.MaxDrainedPerBlock = uint32(value)
	default:
		require.Fail(s, "no parameter "+parameter)
	}
	authority := s.Authority
	if name != "governance" {
		authority = s.Bech32(s.Who(name))
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: params})
		return err
	})
}

func (s *suite) blockEnds() { s.Try(func(ctx sdk.Context) error { return s.keeper.EndBlock(ctx) }) }

func (s *suite) bondIsLost(attestation string) {
	from := types.DisputeAddress(mustHash(s.uids[attestation]))
	require.NoError(s, s.Bank.SendCoins(s.Ctx, from, s.Addr("thief"), s.Bank.GetAllBalances(s.Ctx, from)))
}

func (s *suite) queuesNothing(attestation string) {
	uid := mustHash(s.uids[attestation])
	require.NoError(s, s.keeper.DisputeQueue.Set(s.Ctx, collections.Join(int64(1), uid[:])))
}

func (s *suite) queueIsEmpty() {
	require.NoError(s, s.keeper.DisputeQueue.Walk(s.Ctx, nil, func(key keeper.QueueKey) (bool, error) {
		require.Fail(s, "the queue has something")
		return true, nil
	}))
}
