package keeper_test

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// each calls do with every "key value" of a list divided by ", ".
func (s *suite) each(options string, do func(key, value string) bool) {
	for _, option := range strings.Split(options, ", ") {
		if option == "" {
			continue
		}
		key, value, _ := strings.Cut(option, " ")
		require.True(s, do(key, s.expand(strings.Trim(value, `"`))), "no option %q", option)
	}
}

func (s *suite) registers(name, text, as, options string) {
	msg := &types.MsgRegisterSchema{Registrar: s.Bech32(s.Who(name)), Schema: strings.ReplaceAll(text, `\n`, "\n")}
	s.each(options, func(key, value string) bool {
		switch key {
		case "revocable":
			msg.Revocable = true
		case "resolver":
			msg.Resolver = value
		case "name":
			msg.Name = value
		default:
			return false
		}
		return true
	})
	s.Try(func(ctx sdk.Context) error {
		response, err := s.msgs.RegisterSchema(ctx, msg)
		if err == nil {
			s.schemas[as] = response.Uid
		}
		return err
	})
}

func (s *suite) isVersion(schema string, number int64, name, owner string) {
	response, err := s.query.SchemaVersion(s.Ctx, &types.QuerySchemaVersionRequest{
		Owner: s.Bech32(s.Who(owner)), Name: name, Version: uint32(number),
	})
	require.NoError(s, err)
	require.Equal(s, s.schemas[schema], response.Schema.Uid)
}

func (s *suite) isUID(schema, uid string) { require.Equal(s, uid, s.schemas[schema]) }

func (s *suite) hasResolver(schema, resolver string) {
	response, err := s.query.Schema(s.Ctx, &types.QuerySchemaRequest{Uid: s.schemas[schema]})
	require.NoError(s, err)
	require.Equal(s, s.expand(resolver), response.Schema.Resolver)
}

var plainName = regexp.MustCompile(`^[a-z]+$`)

// subject is an account for a plain name, and the text itself for everything else.
func (s *suite) subject(text string) string {
	if plainName.MatchString(text) {
		return s.Bech32(s.Who(text))
	}
	return s.expand(text)
}

func (s *suite) now() uint64 { return uint64(s.Ctx.BlockTime().Unix()) }

// statement is one with the word 1 for data, unless options say something else.
func (s *suite) statement(subject, options string) types.Statement {
	statement := types.Statement{Subject: s.subject(subject), Data: word(1), Value: math.ZeroInt()}
	s.each(options, func(key, value string) bool {
		switch key {
		case "revocable":
			statement.Revocable = true
		case "data":
			raw, err := hex.DecodeString(strings.TrimPrefix(value, "0x"))
			require.NoError(s, err)
			statement.Data = raw
		case "zeros":
			length, err := strconv.Atoi(value)
			require.NoError(s, err)
			statement.Data = make([]byte, length)
		case "expiring":
			seconds, err := strconv.ParseInt(value, 10, 64)
			require.NoError(s, err)
			statement.ExpirationTime = uint64(int64(s.now()) + seconds)
		case "about":
			statement.RefUid = value
		case "verdict":
			number, err := strconv.Atoi(value)
			require.NoError(s, err)
			statement.Verdict = types.Verdict(number)
		case "value":
			amount, ok := math.NewIntFromString(value)
			require.True(s, ok)
			statement.Value = amount
		default:
			return false
		}
		return true
	})
	return statement
}

func (s *suite) attests(name, as, schema, subject, options string) {
	st := s.statement(subject, options)
	msg := &types.MsgAttest{
		Attester: s.Bech32(s.Who(name)), Schema: s.schemas[schema], Subject: st.Subject, Data: st.Data, ExpirationTime: st.ExpirationTime,
		Revocable: st.Revocable, RefUid: st.RefUid, Verdict: st.Verdict, Value: st.Value,
	}
	if msg.Schema == "" {
		msg.Schema = eas.Keccak([]byte(schema)).String()
	}
	s.Try(func(ctx sdk.Context) error {
		response, err := s.msgs.Attest(ctx, msg)
		if err == nil {
			s.uids[as] = response.Uid
		}
		return err
	})
}

func (s *suite) group(schema string, count int64) types.StatementGroup {
	group := types.StatementGroup{Schema: s.schemas[schema]}
	for i := range count {
		group.Statements = append(group.Statements, s.statement(fmt.Sprintf("did:web:%d", i), "revocable"))
	}
	return group
}

func (s *suite) attestsMany(name string, count int64, schema, more, other string) {
	msg := &types.MsgMultiAttest{Attester: s.Bech32(s.Who(name)), Groups: []types.StatementGroup{s.group(schema, count)}}
	if other != "" {
		number, err := strconv.ParseInt(more, 10, 64)
		require.NoError(s, err)
		msg.Groups = append(msg.Groups, s.group(other, number))
	}
	s.multiAttest(msg)
}

func (s *suite) multiAttest(msg *types.MsgMultiAttest) {
	s.Try(func(ctx sdk.Context) error {
		response, err := s.msgs.MultiAttest(ctx, msg)
		if err != nil {
			return err
		}
		for i, uid := range response.Uids {
			s.uids[fmt.Sprintf("m%d", i+1)] = uid
		}
		return nil
	})
}

// attestsChain makes a batch in which each statement is about the one before it.
func (s *suite) attestsChain(name string, count int64, schema string) {
	msg := &types.MsgMultiAttest{Attester: s.Bech32(s.Who(name)), Groups: []types.StatementGroup{{Schema: s.schemas[schema]}}}
	ref := ""
	for range count {
		statement := s.statement("", "")
		statement.RefUid = ref
		msg.Groups[0].Statements = append(msg.Groups[0].Statements, statement)
		known := eas.Statement{
			Schema: mustHash(s.schemas[schema]), Time: s.now(), Data: word(1),
		}
		if ref != "" {
			known.Ref = mustHash(ref)
		}
		ref = known.UID(eas.ShortAddress(s.Who(name)), 0).String()
	}
	s.multiAttest(msg)
}

func mustHash(text string) eas.Hash {
	hash, err := eas.ParseHash(text)
	if err != nil {
		panic(err)
	}
	return hash
}

var reasons = map[string]types.RevocationReason{
	"": types.ReasonUnspecified, "a mistake": types.ReasonMistake, "ceased": types.ReasonCeased, "replaced": types.ReasonReplaced,
	"a compromised key": types.ReasonKeyCompromised, "overturned": types.ReasonOverturned,
}

func (s *suite) request(attestation, reason, replacement string) types.RevocationRequest {
	request := types.RevocationRequest{Uid: s.uids[attestation], Reason: reasons[reason], Value: math.ZeroInt()}
	if request.Uid == "" {
		request.Uid = eas.Keccak([]byte(attestation)).String()
	}
	if replacement != "" {
		request.Replacement = s.uids[replacement]
	}
	return request
}

func (s *suite) revokes(name, attestations, reason, replacement string) {
	revoker := s.Bech32(s.Who(name))
	names := strings.Split(attestations, ", ")
	if len(names) == 1 {
		request := s.request(names[0], reason, replacement)
		msg := &types.MsgRevoke{Revoker: revoker, Uid: request.Uid, Reason: request.Reason, Replacement: request.Replacement, Value: request.Value}
		s.Try(func(ctx sdk.Context) error { _, err := s.msgs.Revoke(ctx, msg); return err })
		return
	}
	msg := &types.MsgMultiRevoke{Revoker: revoker}
	for _, attestation := range names {
		msg.Requests = append(msg.Requests, s.request(attestation, reason, replacement))
	}
	s.Try(func(ctx sdk.Context) error { _, err := s.msgs.MultiRevoke(ctx, msg); return err })
}

func (s *suite) attestation(name string) types.Attestation {
	response, err := s.query.Attestation(s.Ctx, &types.QueryAttestationRequest{Uid: s.uids[name]})
	require.NoError(s, err)
	return response.Attestation
}

func (s *suite) isLive(name string) { require.Zero(s, s.attestation(name).RevocationTime) }

func (s *suite) wasRevoked(name, by, reason, replacement string) {
	a := s.attestation(name)
	require.Equal(s, s.now(), a.RevocationTime)
	require.Equal(s, s.Bech32(s.Who(by)), a.Revoker)
	require.Equal(s, reasons[reason], a.Reason)
	require.Equal(s, s.uids[replacement], a.Replacement)
}

func (s *suite) hasBump(name string, bump int64) {
	require.EqualValues(s, bump, s.attestation(name).Bump)
}

func (s *suite) found(count int64, by, what, schema, attester string) {
	var found []types.Attestation
	var err error
	switch by {
	case "schema":
		var response *types.QueryAttestationsBySchemaResponse
		response, err = s.query.AttestationsBySchema(s.Ctx, &types.QueryAttestationsBySchemaRequest{Schema: s.schemas[what]})
		require.NoError(s, err)
		found = response.Attestations
	case "attester":
		var response *types.QueryAttestationsByAttesterResponse
		response, err = s.query.AttestationsByAttester(s.Ctx, &types.QueryAttestationsByAttesterRequest{
			Attester: s.Bech32(s.Who(what)), Schema: s.schemas[schema],
		})
		require.NoError(s, err)
		found = response.Attestations
	case "subject":
		request := &types.QueryAttestationsBySubjectRequest{Subject: s.subject(what), Schema: s.schemas[schema]}
		if attester != "" {
			request.Attester = s.Bech32(s.Who(attester))
		}
		var response *types.QueryAttestationsBySubjectResponse
		response, err = s.query.AttestationsBySubject(s.Ctx, request)
		require.NoError(s, err)
		found = response.Attestations
	default:
		var response *types.QueryAttestationsByReferenceResponse
		response, err = s.query.AttestationsByReference(s.Ctx, &types.QueryAttestationsByReferenceRequest{Uid: s.uids[what]})
		require.NoError(s, err)
		found = response.Attestations
	}
	require.Len(s, found, int(count))
}

var verdicts = map[string]types.Verdict{
	"verified": types.VerdictVerified, "denied": types.VerdictDenied, "not evaluated": types.VerdictNotEvaluated, "nothing": types.VerdictUnspecified,
}

func (s *suite) says(name, verdict, subject, schema string) {
	response, err := s.query.Standing(s.Ctx, &types.QueryStandingRequest{
		Subject: s.subject(subject), Schema: s.schemas[schema], Attesters: []string{s.Bech32(s.Who(name))},
	})
	require.NoError(s, err)
	require.Equal(s, verdicts[verdict], response.Standings[0].Verdict)
	_, err = s.query.Standing(s.Ctx, &types.QueryStandingRequest{
		Subject: s.subject(subject), Schema: s.schemas[schema], Attesters: slices.Repeat([]string{s.Bech32(s.Who(name))}, keeper.MaxAttesters+1),
	})
	require.ErrorContains(s, err, types.ErrTooManyAttesters.Error())
}

func (s *suite) wasAsked(text string) {
	require.JSONEq(s, s.expand(text), s.contracts.asked)
}
