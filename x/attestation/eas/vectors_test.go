package eas_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/attestation/eas"
)

// The vectors were made by EAS's own SDK.
type easVectors struct {
	Schemas []struct {
		Schema, Resolver, UID string
		Revocable             bool
	}
	OnchainUIDs, OffchainUIDs []statement
	OffchainSignedV2          struct {
		Signer, DomainSeparator string
		Signed                  signed
	}
	DelegatedAttest, DelegatedRevoke struct {
		Attester, Revoker, DomainSeparator, Digest string
		Response                                   signed
	}
	PrivateData struct {
		Root           string
		Values         []privateValue
		MultiProof0to2 struct {
			Leaves     []privateValue
			Proof      []string
			ProofFlags []bool
		} `json:"multiProof_0_2"`
		Dump []string
	}
}

type statement struct {
	Schema, Recipient, Attester, RefUID, Data, UID, Salt string
	Time, ExpirationTime                                 json.Number
	Revocable                                            bool
	Bump                                                 uint32
	Version                                              uint16
}

type signed struct {
	Domain struct {
		Name, Version, ChainID, VerifyingContract string
	}
	UID     string
	Message struct {
		statement
		Revoker, Value, Deadline, Nonce string
	}
	Signature struct {
		V    byte
		R, S string
	}
}

type privateValue struct {
	Type, Name, Salt string
	Value            any
}

func load(t *testing.T) easVectors {
	t.Helper()
	raw, err := os.ReadFile(vectors.Dir(t, "eas", "eas_uid_vectors.json"))
	require.NoError(t, err)
	var v easVectors
	require.NoError(t, json.Unmarshal(raw, &v))
	return v
}

func hash(t *testing.T, text string) eas.Hash {
	t.Helper()
	h, err := eas.ParseHash(text)
	require.NoError(t, err)
	return h
}

func address(t *testing.T, text string) eas.Address {
	t.Helper()
	a, err := eas.ParseAddress(text)
	require.NoError(t, err)
	return a
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(strings.TrimPrefix(text, "0x"))
	require.NoError(t, err)
	return raw
}

func number(t *testing.T, text string) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err)
	return n
}

func (s statement) parse(t *testing.T) eas.Statement {
	t.Helper()
	return eas.Statement{
		Schema: hash(t, s.Schema), Recipient: address(t, s.Recipient), Time: number(t, s.Time.String()),
		Expiration: number(t, s.ExpirationTime.String()), Revocable: s.Revocable, Ref: hash(t, s.RefUID), Data: unhex(t, s.Data),
	}
}

func (s signed) domain(t *testing.T) eas.Domain {
	t.Helper()
	return eas.Domain{
		Name: s.Domain.Name, Version: s.Domain.Version, ChainID: eas.NumberWord(number(t, s.Domain.ChainID)),
		Contract: address(t, s.Domain.VerifyingContract),
	}
}

func (s signed) signature(t *testing.T) []byte {
	t.Helper()
	return append(append(unhex(t, s.Signature.R), unhex(t, s.Signature.S)...), s.Signature.V)
}

func TestSchemaIdentifiersAreThoseOfEAS(t *testing.T) {
	for _, c := range load(t).Schemas {
		require.Equal(t, c.UID, eas.SchemaUID(c.Schema, address(t, c.Resolver), c.Revocable).String(), c.Schema)
		_, err := eas.ParseSchema(c.Schema)
		require.NoError(t, err, c.Schema)
	}
}

func TestAttestationIdentifiersAreThoseOfEAS(t *testing.T) {
	v := load(t)
	for _, c := range v.OnchainUIDs {
		require.Equal(t, c.UID, c.parse(t).UID(address(t, c.Attester), c.Bump).String())
	}
	require.Len(t, v.OffchainUIDs, 3)
	for _, c := range v.OffchainUIDs {
		var salt eas.Hash
		if c.Salt != "" {
			salt = hash(t, c.Salt)
		}
		require.Equal(t, c.UID, c.parse(t).OffchainUID(c.Version, salt).String(), "version %d", c.Version)
	}
}

func TestAnOffchainAttestationSignedByEASVerifies(t *testing.T) {
	v := load(t).OffchainSignedV2
	domain := v.Signed.domain(t)
	message := v.Signed.Message
	salt := hash(t, message.Salt)
	require.Equal(t, v.Signed.UID, message.parse(t).OffchainUID(message.Version, salt).String())
	digest := domain.Digest(message.parse(t).OffchainStructHash("Attest", message.Version, salt))
	signer, err := eas.Recover(digest, v.Signed.signature(t))
	require.NoError(t, err)
	require.Equal(t, address(t, v.Signer), signer.Ethereum)
}

func TestDelegatedRequestsSignedByEASVerify(t *testing.T) {
	v := load(t)
	m := v.DelegatedAttest.Response.Message
	m.Time = "0"
	s := m.parse(t)
	require.Equal(t, v.DelegatedAttest.DomainSeparator, v.DelegatedAttest.Response.domain(t).Separator().String())
	digest := v.DelegatedAttest.Response.domain(t).Digest(eas.AttestRequest{
		Attester: address(t, m.Attester), Schema: s.Schema, Recipient: s.Recipient, Expiration: s.Expiration, Revocable: s.Revocable,
		Ref: s.Ref, Data: s.Data, Value: eas.NumberWord(number(t, m.Value)), Nonce: number(t, m.Nonce), Deadline: number(t, m.Deadline),
	}.StructHash())
	require.Equal(t, v.DelegatedAttest.Digest, digest.String())
	signer, err := eas.Recover(digest, v.DelegatedAttest.Response.signature(t))
	require.NoError(t, err)
	require.Equal(t, address(t, v.DelegatedAttest.Attester), signer.Ethereum)

	m = v.DelegatedRevoke.Response.Message
	digest = v.DelegatedRevoke.Response.domain(t).Digest(eas.RevokeRequest{
		Revoker: address(t, m.Revoker), Schema: hash(t, m.Schema), UID: hash(t, m.UID), Value: eas.NumberWord(number(t, m.Value)),
		Nonce: number(t, m.Nonce), Deadline: number(t, m.Deadline),
	}.StructHash())
	require.Equal(t, v.DelegatedRevoke.Digest, digest.String())
	signer, err = eas.Recover(digest, v.DelegatedRevoke.Response.signature(t))
	require.NoError(t, err)
	require.Equal(t, address(t, v.DelegatedRevoke.Revoker), signer.Ethereum)
}

// encode is abi.encode of one value, by the Ethereum client's own library.
func encode(t *testing.T, v privateValue) []byte {
	t.Helper()
	kind, err := abi.NewType(v.Type, "", nil)
	require.NoError(t, err)
	value := v.Value
	if n, is := value.(float64); is {
		value = big.NewInt(int64(n))
	}
	packed, err := abi.Arguments{{Type: kind}}.Pack(value)
	require.NoError(t, err)
	return packed
}

func (v privateValue) field(t *testing.T) eas.PrivateField {
	t.Helper()
	return eas.PrivateField{Type: v.Type, Name: v.Name, Value: encode(t, v), Salt: hash(t, v.Salt)}
}

func TestPrivateDataIsThatOfEAS(t *testing.T) {
	v := load(t).PrivateData
	var leaves []eas.Hash
	for _, value := range v.Values {
		require.NoError(t, value.field(t).Check())
		leaves = append(leaves, value.field(t).Leaf())
	}
	tree, err := eas.NewTree(leaves)
	require.NoError(t, err)
	require.Equal(t, v.Root, tree.Root().String())
	require.Len(t, tree, len(v.Dump))
	for i := range tree {
		require.Equal(t, v.Dump[i], tree[i].String())
	}

	var want eas.MultiProof
	for _, leaf := range v.MultiProof0to2.Leaves {
		want.Leaves = append(want.Leaves, leaf.field(t).Leaf())
	}
	for _, node := range v.MultiProof0to2.Proof {
		want.Proof = append(want.Proof, hash(t, node))
	}
	want.Flags = v.MultiProof0to2.ProofFlags
	proof, err := tree.Reveal([]eas.Hash{leaves[0], leaves[2]})
	require.NoError(t, err)
	require.Equal(t, want, proof)
	require.NoError(t, proof.Verify(tree.Root()))
	require.ErrorIs(t, proof.Verify(leaves[0]), eas.ErrProof)
}

// The contracts name the hashes of the types that they check; a request without fields in any word is a known digest of them.
func TestTypesAreThoseOfEASContracts(t *testing.T) {
	zero := make([]byte, 32)
	none := eas.Keccak()
	for name, c := range map[string]struct {
		typeHash string
		words    int
		data     int
		got      eas.Hash
	}{
		"ATTEST_TYPEHASH":       {"0xfeb2925a02bae3dae48d424a0437a2b6ac939aa9230ddc55a1a76f065d988076", 10, 6, eas.AttestRequest{}.StructHash()},
		"REVOKE_TYPEHASH":       {"0xb5d556f07587ec0f08cf386545cc4362c702a001650c2058002615ee5c9d1e75", 6, -1, eas.RevokeRequest{}.StructHash()},
		"ATTEST_PROXY_TYPEHASH": {"0xea02ffba7dcb45f6fc649714d23f315eef12e3b27f9a7735d8d8bf41eb2b1af1", 9, 6, eas.AttestRequest{Unordered: true}.StructHash()},
		"REVOKE_PROXY_TYPEHASH": {"0x78a69a78c1a55cdff5cbf949580b410778cd9e4d1ecbe6f06a7fa8dc2441b57d", 5, -1, eas.RevokeRequest{Unordered: true}.StructHash()},
	} {
		packed := unhex(t, c.typeHash)
		for i := range c.words {
			if i == c.data {
				packed = append(packed, none[:]...)
				continue
			}
			packed = append(packed, zero...)
		}
		require.Equal(t, eas.Keccak(packed), c.got, name)
	}
}

func ExampleSchemaUID() {
	fmt.Println(eas.SchemaUID("bool hasPhoneNumber, bytes32 phoneHash", eas.Address{}, true))
	// Output: 0x8e72f5bc0a8d4be6aa98360baa889040c50a0e51f32dbf0baa5199bd93472ebc
}
