package keeper_test

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

func (s *suite) followsNothing() {
	genesis := types.DefaultGenesis()
	genesis.Params.CelestiaChainId = ""
	require.NoError(s, s.keeper.SetParams(s.Ctx, genesis.Params))
}

func (s *suite) trusts(name string, height int64) {
	header := s.block(s, height).Summary()
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.TrustHeader(ctx, &types.MsgTrustHeader{Authority: s.authority(name), Header: header})
		return err
	})
}

func (s *suite) trustsFork(height, timeOf int64) { s.trustsHeader(s.fork(height, timeOf).Summary()) }

func (s *suite) trustsNothing() {
	header := s.block(s, 4).Summary()
	header.Hash = ""
	s.trustsHeader(header)
}

func (s *suite) trustsHeader(header types.Header) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.TrustHeader(ctx, &types.MsgTrustHeader{Authority: s.Authority, Header: header})
		return err
	})
}

func (s *suite) brings(name string, block celestia.Block, by int64, bare bool) {
	msg := s.bring(s, s.Bech32(s.Who(name)), block, by)
	if bare {
		msg.TrustedValidators = nil
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateClient(ctx, msg)
		return err
	})
}

func (s *suite) bringsMany(name string, from, to int64) {
	for height := from; height <= to; height++ {
		s.brings(name, s.block(s, height), height-1, true)
	}
}

func (s *suite) bringsRubbish(name string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateClient(ctx, &types.MsgUpdateClient{Sender: s.Bech32(s.Who(name)), TrustedHeight: 2})
		return err
	})
}

// fork is a signed block of a height that is not Celestia's, a little later than another was made.
func (s *suite) fork(height, timeOf int64) celestia.Block {
	s.reach(s, timeOf)
	block, err := s.celestia.Fork(height, s.block(s, timeOf).Header.Time.Add(time.Millisecond))
	require.NoError(s, err)
	return block
}

func (s *suite) shows(name string, height int64, second string, by int64) {
	first, err := s.block(s, height).LightBlock()
	require.NoError(s, err)
	var other celestia.Block
	words := strings.Fields(second)
	number := func(i int) int64 {
		n, err := strconv.ParseInt(words[i], 10, 64)
		require.NoError(s, err)
		return n
	}
	switch {
	case second == "a fork of it":
		other = s.fork(height, height)
	case strings.HasPrefix(second, "a fork of it with"):
		other = signedBy(s.fork(height, height), int(number(5)))
	case strings.Contains(second, "made at the time of"):
		other = s.fork(number(1), number(len(words)-1))
	default:
		other = s.block(s, number(1))
	}
	raw, err := other.LightBlock()
	require.NoError(s, err)
	validators, err := s.block(s, 1).ValidatorBytes()
	require.NoError(s, err)
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.SubmitMisbehaviour(ctx, &types.MsgSubmitMisbehaviour{
			Sender: s.Bech32(s.Who(name)), First: first, Second: raw, TrustedHeight: by, TrustedValidators: validators,
		})
		return err
	})
}

func (s *suite) latestIs(height int64) {
	response, err := s.query.Client(s.Ctx, &types.QueryClientRequest{})
	require.NoError(s, err)
	require.Equal(s, height, response.Client.LatestHeight)
	require.Equal(s, height, response.Latest.Height)
	require.Equal(s, 9*24*time.Hour, response.Expires.Sub(response.Latest.Time))
}

func (s *suite) frozen(reason string) {
	require.NoError(s, s.Err())
	response, err := s.query.Client(s.Ctx, &types.QueryClientRequest{})
	require.NoError(s, err)
	require.Contains(s, response.Client.FrozenReason, reason)
}

func (s *suite) believed(list string) {
	response, err := s.query.Headers(s.Ctx, &types.QueryHeadersRequest{})
	require.NoError(s, err)
	var heights []string
	for _, header := range response.Headers {
		heights = append(heights, strconv.FormatInt(header.Height, 10))
		one, err := s.query.Header(s.Ctx, &types.QueryHeaderRequest{Height: header.Height})
		require.NoError(s, err)
		require.Equal(s, header, one.Header)
	}
	require.Equal(s, list, strings.Join(heights, ", "))
}

func (s *suite) mayPost(name string) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	params.Posters = append(params.Posters, s.Bech32(s.Who(name)))
	slices.Sort(params.Posters)
	require.NoError(s, s.keeper.SetParams(s.Ctx, params))
}

func (s *suite) mayLag(blocks int64) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	params.MaxLagBlocks = blocks
	require.NoError(s, s.keeper.SetParams(s.Ctx, params))
}

func (s *suite) posts(from, to int64, where, what, value string) {
	m := s.manifest(s, s.Fixture, from, to)
	switch what {
	case "chain":
		m.ChainID = value
	case "digest":
		m.Digest[0] ^= 1
	case "end":
		m.To++
	case "before":
		m.BeforeHeight, m.BeforeCommitment = 5, [types.HashSize]byte{5}
	}
	content, err := m.Encode()
	require.NoError(s, err)
	if what == "magic" {
		content[0]++
	}
	s.posted = append(s.posted, s.post(s, s.Fixture, where, append(content, strings.Repeat("blocks", 500)...)))
}

func (s *suite) records(name, which string) {
	msg := *s.posted[len(s.posted)-1]
	if which != "it" {
		msg = *s.posted[0]
	}
	msg.Poster = s.Bech32(s.Who(name))
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RecordBatch(ctx, &msg)
		return err
	})
}

func (s *suite) recordsAnother(name string) {
	msg := *s.posted[len(s.posted)-1]
	msg.Poster = s.Bech32(s.Who(name))
	msg.Reference = msg.Reference[:len(msg.Reference)-2] + "00"
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RecordBatch(ctx, &msg)
		return err
	})
}

func (s *suite) provedUpTo(height int64) {
	response, err := s.query.Lag(s.Ctx, &types.QueryLagRequest{})
	require.NoError(s, err)
	require.Equal(s, height, response.ProvedHeight)
	require.Equal(s, s.Ctx.BlockHeight(), response.Height)
}

func (s *suite) lagIs(blocks int64) {
	response, err := s.query.Lag(s.Ctx, &types.QueryLagRequest{})
	require.NoError(s, err)
	require.Equal(s, blocks, response.LagBlocks)
}

func (s *suite) batchIs(number, from, to int64) {
	response, err := s.query.Batch(s.Ctx, &types.QueryBatchRequest{Number: uint64(number)})
	require.NoError(s, err)
	require.Equal(s, []int64{from, to}, []int64{response.Batch.FromHeight, response.Batch.ToHeight})
	last, err := s.query.Batch(s.Ctx, &types.QueryBatchRequest{})
	require.NoError(s, err)
	require.Equal(s, response, last)
	for _, height := range []int64{from, to} {
		holding, err := s.query.Batch(s.Ctx, &types.QueryBatchRequest{Height: height})
		require.NoError(s, err)
		require.Equal(s, response, holding)
	}
	_, err = s.query.Batch(s.Ctx, &types.QueryBatchRequest{Height: to + 1})
	require.ErrorContains(s, err, types.ErrBatchNotFound.Error())
	all, err := s.query.Batches(s.Ctx, &types.QueryBatchesRequest{})
	require.NoError(s, err)
	require.Len(s, all.Batches, int(number))
}

func (s *suite) takesBack(name string, number int64) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RewindBatches(ctx, &types.MsgRewindBatches{Authority: s.authority(name), Number: uint64(number)})
		return err
	})
}

func (s *suite) hashesKept(count int64) {
	genesis, err := s.keeper.ExportGenesis(s.Ctx)
	require.NoError(s, err)
	require.Len(s, genesis.Digests, int(count))
	digest, err := s.query.Digest(s.Ctx, &types.QueryDigestRequest{Height: 1})
	require.NoError(s, err)
	require.Equal(s, genesis.Digests[0], digest.Digest)
	_, err = s.query.Digest(s.Ctx, &types.QueryDigestRequest{Height: s.Ctx.BlockHeight() + 1})
	require.ErrorContains(s, err, types.ErrDigestNotFound.Error())
}

func (s *suite) headersKept(count int64) {
	genesis, err := s.keeper.ExportGenesis(s.Ctx)
	require.NoError(s, err)
	require.Len(s, genesis.Headers, int(count))
}
