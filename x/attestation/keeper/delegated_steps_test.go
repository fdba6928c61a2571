package keeper_test

import (
	"strconv"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// signing is how a request is signed.
type signing struct {
	deadline  uint64
	unordered bool
	ahead     uint64
	chain     string
	account   sdk.AccAddress
	keep      []string
}

// terms takes what is about the signature out of the options.
func (s *suite) terms(name, options string) signing {
	t := signing{chain: fixture.ChainID, account: signerAccount(name)}
	for _, option := range strings.Split(options, ", ") {
		term, value, _ := strings.Cut(option, " ")
		switch term {
		case "deadline":
			seconds, err := strconv.ParseInt(value, 10, 64)
			require.NoError(s, err)
			t.deadline = uint64(int64(s.now()) + seconds)
		case "unordered":
			t.unordered = true
		case "ahead":
			ahead, err := strconv.ParseUint(value, 10, 64)
			require.NoError(s, err)
			t.ahead = ahead
		case "chain":
			t.chain = value
		case "as":
			t.account = s.Addr(value)
		case "for":
			// The account that this chain gives the key.
			native := eas.SignerOf(key(name).PubKey()).Native
			t.account = native[:]
		default:
			t.keep = append(t.keep, option)
		}
	}
	return t
}

func (s *suite) nonce(t signing) uint64 {
	account, err := s.keeper.GetAccount(s.Ctx, t.account)
	require.NoError(s, err)
	return account.Nonce + t.ahead
}

func (s *suite) signs(name, as, schema, subject, options string) {
	t := s.terms(name, options)
	statement := s.statement(subject, strings.Join(t.keep, ", "))
	entry, err := types.ParseStatement(s.Addresses, statement)
	require.NoError(s, err)
	digest := types.Domain(t.chain, t.unordered).Digest(eas.AttestRequest{
		Attester: eas.ShortAddress(t.account), Schema: mustHash(s.schemas[schema]), Recipient: entry.Subject.Recipient(),
		Subject: entry.Subject.Text, Verdict: uint8(entry.Verdict), Expiration: entry.Expiration, Revocable: entry.Revocable, Ref: entry.Ref,
		Data: entry.Data, Value: eas.NumberWord(entry.Value.Uint64()), Nonce: s.nonce(t), Deadline: t.deadline,
		Extended: entry.Extended(), Unordered: t.unordered,
	}.StructHash())
	s.signed = append(s.signed, types.SignedStatement{
		Attester: s.Bech32(t.account), Schema: s.schemas[schema], Statement: statement, Deadline: t.deadline, Unordered: t.unordered,
		Signature: eas.Sign(digest, key(name)),
	})
	s.labels = append(s.labels, as)
}

func (s *suite) signsRevocation(name, attestation, schema, options string) {
	t := s.terms(name, options)
	request := types.RevocationRequest{Uid: s.uids[attestation], Value: math.ZeroInt()}
	s.each(strings.Join(t.keep, ", "), func(key, value string) bool {
		switch key {
		case "reason":
			request.Reason = reasons[value]
		case "replacement":
			request.Replacement = value
		default:
			return false
		}
		return true
	})
	message := eas.RevokeRequest{
		Revoker: eas.ShortAddress(t.account), Schema: mustHash(s.schemas[schema]), UID: mustHash(request.Uid), Reason: uint8(request.Reason),
		Nonce: s.nonce(t), Deadline: t.deadline, Extended: request.Reason != 0 || request.Replacement != "", Unordered: t.unordered,
	}
	if request.Replacement != "" {
		message.Replacement = mustHash(request.Replacement)
	}
	digest := types.Domain(t.chain, t.unordered).Digest(message.StructHash())
	s.revoking = append(s.revoking, types.SignedRevocation{
		Revoker: s.Bech32(t.account), Schema: s.schemas[schema], Request: request, Deadline: t.deadline, Unordered: t.unordered,
		Signature: eas.Sign(digest, key(name)),
	})
}

// changes spoils the last request that was signed.
func (s *suite) changes(how string) {
	if len(s.revoking) > 0 {
		s.changesRevocation(&s.revoking[len(s.revoking)-1], how)
		return
	}
	request := &s.signed[len(s.signed)-1]
	switch how {
	case "its subject":
		request.Statement.Subject = "did:web:somebody.else"
	case "its verdict":
		request.Statement.Verdict = types.VerdictDenied
	case "its data":
		request.Statement.Data = word(0)
	case "its value":
		request.Statement.Value = math.NewInt(1)
	case "its deadline":
		request.Deadline++
	case "its order":
		request.Unordered = !request.Unordered
	case "its signature is malleated":
		malleate(request.Signature)
	case "its signature is cut short":
		request.Signature = request.Signature[:64]
	default:
		require.Fail(s, "no change: "+how)
	}
}

func (s *suite) changesRevocation(request *types.SignedRevocation, how string) {
	switch how {
	case "its reason":
		request.Request.Reason = types.ReasonKeyCompromised
	case "its schema":
		request.Schema = s.schemas["B"]
	case "its signature is malleated":
		malleate(request.Signature)
	default:
		require.Fail(s, "no change: "+how)
	}
}

// malleate makes the other signature that verifies by the textbook: s becomes n - s.
func malleate(signature []byte) {
	var other secp256k1.ModNScalar
	other.SetByteSlice(signature[32:64])
	other.Negate()
	raw := other.Bytes()
	copy(signature[32:64], raw[:])
	signature[64] ^= 27 ^ 28
}

func (s *suite) brings(name, how string) {
	sender := s.Bech32(s.Who(name))
	s.Try(func(ctx sdk.Context) error {
		if len(s.revoking) > 0 {
			_, err := s.msgs.DelegatedRevoke(ctx, &types.MsgDelegatedRevoke{Sender: sender, Requests: s.revoking})
			return err
		}
		response, err := s.msgs.DelegatedAttest(ctx, &types.MsgDelegatedAttest{Sender: sender, Requests: s.signed})
		if err != nil {
			return err
		}
		for i, uid := range response.Uids {
			s.uids[s.labels[i]] = uid
		}
		return nil
	})
}

func (s *suite) nonceIs(name string, nonce int64) {
	response, err := s.query.Account(s.Ctx, &types.QueryAccountRequest{Account: s.Bech32(signerAccount(name))})
	require.NoError(s, err)
	require.EqualValues(s, nonce, response.Account.Nonce)
	require.Equal(s, eas.SignerOf(key(name).PubKey()).Ethereum.String(), response.EasAddress)
}

func (s *suite) increasesNonce(name string, nonce int64) {
	msg := &types.MsgIncreaseNonce{Account: s.Bech32(signerAccount(name)), Nonce: uint64(nonce)}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.IncreaseNonce(ctx, msg); return err })
}

func (s *suite) signerAttested(name, attestation string) {
	require.Equal(s, s.Bech32(signerAccount(name)), s.attestation(attestation).Attester)
}

func (s *suite) pass(seconds int64) { s.AtHeight(s.Ctx.BlockHeight() + seconds) }

func (s *suite) remembered(count int64) {
	spent := int64(0)
	require.NoError(s, s.keeper.Spent.Walk(s.Ctx, nil, func(keeper.SpentKey) (bool, error) { spent++; return false, nil }))
	require.Equal(s, count, spent)
}

func (s *suite) failsOf(what string) {
	require.ErrorIs(s, s.Err(), map[string]error{
		"wrong signature": types.ErrInvalidSignature, "replay": types.ErrReplayed, "stranger": types.ErrNotRevoker,
	}[what])
}
