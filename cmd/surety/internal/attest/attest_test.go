package attest_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/cmd/surety/internal/attest"
	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/attestation/eas"
)

const now = 1_800_000_000

func ignore(string) {}

// made is what EAS's SDK 2.10.0 made with the first key of the usual development mnemonic.
const made = `{"signer":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266","sig":{"version":2,
"uid":"0xcf308ff4977ee6fd7436c6e8405dbfbd2b329b86578fbe85611ecd0957f21b75",
"domain":{"name":"EAS Attestation","version":"1.4.0","chainId":"1","verifyingContract":"0xA1207F3BBa224E2c9c3c6D5aF63D0eb1582Ce587"},
"primaryType":"Attest","message":{"version":2,"schema":"0x59cf75c5c283dc43b942b766373b6048055f59386bfe1c0548a46761223c8061",
"recipient":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","time":"1700000000","expirationTime":"0","revocable":true,
"refUID":"0x0000000000000000000000000000000000000000000000000000000000000000","data":"0x1234",
"salt":"0xa05e334153147e75f3f416139b5109d1179cb56fef6a4ecb4c4cbc92a7c37b70"},
"types":{"Attest":[{"name":"version","type":"uint16"}]},"signature":{"v":27,
"r":"0x85a3d237f38a4caccd0ac9c937174139b7fd55b8570430cfebd5b7c4957119db",
"s":"0x2a88b2a69c08fe21cf080361360e3930b86882d8c4c79517c4789d6578ba5922"}}}`

// link is what EAS's SDK made of it for its explorer.
const link = "https://easscan.org" +
	"/offchain/url/#attestation=eNotkUmOWzEMRO%2Fy10aD87Bsu%2BNLBFmIlHSAIAFy%2FMhOBHAhgfVKLH6%2F8EM%2B4LpdeAr%2BfCK" +
	"BP%2Fl%2BH0TyjTqb2750PI2%2FYBVq0GNp%2BLs5dPAk9s0xpEf3hHEUyY4uyFm%2Bp2qFOghD71VTy1tSHTFnvSE0IoqGZUPsRdgbAtiQDRY" +
	"nQ4VF0IyW9lQ8co%2Bcph41NImuG%2FmLszmf05biGDPiaU%2FpZeN%2BtE6evfezTrfZ27Q3H7ct6b6W7enC1rZCQGftmlRMeZyPy64VaojrT" +
	"Hc%2BvgnL9Q3RQ3VtbQqeLVwpVG7GzmUgAapbk8NqL2xQOSmZGxJxB9i%2FwB0yPR0eioE0mz8B4eETsBQWTPR55n7EdUOH%2F%2BcGR3ndfv3" +
	"8vV4IJJbrvNHrMkAXs6Ayii%2FXzVvQXstQhJyIJ4tS22vbkNUlJ9fqpOHNXg7Xj79N64e%2B"

func check(text string) error {
	p, err := attest.Parse(strings.NewReader(text))
	if err != nil {
		return err
	}
	_, err = attest.Check(p, "", now, ignore)
	return err
}

func TestWhatEASSignedVerifies(t *testing.T) {
	require.NoError(t, check(made))
	var whole map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(made), &whole))
	require.NoError(t, check(string(whole["sig"])), "EAS's tools also write it without its signer")
	raw, err := os.ReadFile(vectors.Dir(t, "eas", "eas_uid_vectors.json"))
	require.NoError(t, err)
	var v struct {
		OffchainSignedV2 struct {
			Signer string
			Signed json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(raw, &v))
	require.NoError(t, check(fmt.Sprintf(`{"signer":%q,"sig":%s}`, v.OffchainSignedV2.Signer, v.OffchainSignedV2.Signed)))
}

func TestALinkOfEASIsReadAndWritten(t *testing.T) {
	require.True(t, attest.IsLink(link))
	p, err := attest.ParseLink(link)
	require.NoError(t, err)
	report, err := attest.Check(p, "", now, ignore)
	require.NoError(t, err)
	require.Equal(t, "0xcf308ff4977ee6fd7436c6e8405dbfbd2b329b86578fbe85611ecd0957f21b75", report.Statement.UID().String())
	key := secp256k1.PrivKeyFromBytes([]byte{1})
	for version := range uint16(3) {
		for _, kind := range []string{"Attest", "Attestation"} {
			if version > 0 && kind == "Attestation" {
				continue // a link says the version, and only in version 0 the type had two names
			}
			s := attest.Statement{Type: kind, Version: version, Domain: eas.Domain{Name: eas.OffchainDomainName, Version: "1.4.0"}}
			s.Data, s.Time, s.Revocable = []byte{1, 2}, 5, true
			made, err := attest.Sign(s, key).Link()
			require.NoError(t, err)
			p, err := attest.ParseLink(made)
			require.NoError(t, err)
			_, err = attest.Check(p, "", now, ignore)
			require.NoError(t, err, "version %d, %s", version, kind)
		}
	}
	for text, wrong := range map[string]string{
		"https://x/#attestation=%zz": "the link: ", "https://x/#attestation=AAAA": "the link: ", "https://x/": "has no #attestation=",
		"https://x/#attestation=eJwDAAAAAAE%3D": "holds no attestation", link[:len(link)-40]: "the link: ",
	} {
		_, err := attest.ParseLink(text)
		require.ErrorContains(t, err, wrong, text)
	}
}

func TestWhatWasChangedIsNamed(t *testing.T) {
	order, _ := new(big.Int).SetString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)
	low, _ := new(big.Int).SetString("2a88b2a69c08fe21cf080361360e3930b86882d8c4c79517c4789d6578ba5922", 16)
	other := hex.EncodeToString(new(big.Int).Sub(order, low).FillBytes(make([]byte, 32)))
	const uid = "cf308ff4977ee6fd7436c6e8405dbfbd2b329b86578fbe85611ecd0957f21b75"
	for name, test := range map[string]struct{ from, to, text string }{
		"the schema":         {"0x59cf75", "0x59cf76", "the message or the uid was changed"},
		"the recipient":      {"0x70997970", "0x70997971", "the message or the uid was changed"},
		"the time":           {`"1700000000"`, `"1700000001"`, "the message or the uid was changed"},
		"its end":            {`"expirationTime":"0"`, `"expirationTime":"9999999999"`, "the message or the uid was changed"},
		"revocable":          {`"revocable":true`, `"revocable":false`, "the message or the uid was changed"},
		"the data":           {`"0x1234"`, `"0x1235"`, "the message or the uid was changed"},
		"the salt":           {"0xa05e", "0xa05f", "the message or the uid was changed"},
		"the uid":            {uid, strings.Replace(uid, "cf", "ce", 1), "the message or the uid was changed"},
		"the signer":         {"0xf39Fd6", "0xf39Fd7", "it says that 0xf39Fd7"},
		"the domain's chain": {`"chainId":"1"`, `"chainId":"10"`, "it says that 0xf39Fd6"},
		"the contract":       {"0xA1207F", "0xA1207E", "it says that 0xf39Fd6"},
		"the type":           {`"primaryType":"Attest"`, `"primaryType":"Revoke"`, `primaryType is "Revoke"`},
		"an unknown version": {`"version":2,"schema"`, `"version":3,"schema"`, "the version is 2 and in the message 3"},
		"the signature's r":  {"0x85a3d2", "0x85a3d3", "it says that 0xf39Fd6"},
		"malleated":          {"2a88b2a69c08fe21cf080361360e3930b86882d8c4c79517c4789d6578ba5922", other, "s is in the upper half"},
		"v":                  {`"v":27`, `"v":29`, "v is 29"},
		"a short signature":  {"0x2a88b2", "0x88b2", "signature: "},
		"hex that is none":   {`"0x1234"`, `"0x12g4"`, "data: "},
		"no hex":             {`"0x1234"`, `"1234"`, "does not begin with 0x"},
		"a negative time":    {`"1700000000"`, `"-1"`, "is no number"},
		"a time too large":   {`"1700000000"`, `"18446744073709551616"`, "time 18446744073709551616 is out of range"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(made, test.from, test.to, 1)
			require.NotEqual(t, made, changed)
			require.ErrorContains(t, check(changed), test.text)
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	require.ErrorContains(t, check(""), "this is no attestation in EAS's JSON")
	require.ErrorContains(t, check(made[:len(made)/2]), "this is no attestation in EAS's JSON")
	require.ErrorContains(t, check("{}"), "it has neither")
	require.ErrorContains(t, check(strings.Repeat(" ", attest.MaxFile+1)), "is larger than")
}

func TestExpiredAndFromTheFuture(t *testing.T) {
	key := secp256k1.PrivKeyFromBytes([]byte{1})
	s := attest.Statement{Type: "Attest", Version: 1, Domain: eas.Domain{Name: eas.OffchainDomainName, Version: "1"}}
	s.Time, s.Expiration = now-10, now
	_, err := attest.Check(attest.Sign(s, key), "", now, ignore)
	require.ErrorContains(t, err, "it expired at 1800000000")
	s.Time, s.Expiration = now+1, 0
	_, err = attest.Check(attest.Sign(s, key), "", now, ignore)
	require.ErrorContains(t, err, "it says that it was made at")
}

// What is signed here is read back, whatever it says, in every version, and fits its schema.
func TestWhatIsSignedVerifies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytesOf := func(n int, name string) []byte { return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, name) }
		s := attest.Statement{
			Type: rapid.SampledFrom([]string{"Attest", "Attestation"}).Draw(t, "type"), Version: uint16(rapid.IntRange(0, 2).Draw(t, "version")),
			Domain: eas.Domain{Name: eas.OffchainDomainName, Version: rapid.StringMatching(`[0-9.]{1,8}`).Draw(t, "domain")},
		}
		copy(s.Domain.ChainID[:], bytesOf(32, "chain"))
		copy(s.Domain.Contract[:], bytesOf(20, "contract"))
		copy(s.Schema[:], bytesOf(32, "schema"))
		copy(s.Recipient[:], bytesOf(20, "recipient"))
		copy(s.Ref[:], bytesOf(32, "ref"))
		s.Data, s.Revocable = rapid.SliceOf(rapid.Byte()).Draw(t, "data"), rapid.Bool().Draw(t, "revocable")
		s.Time, s.Expiration = rapid.Uint64Max(now).Draw(t, "time"), rapid.SampledFrom([]uint64{0, now + 1}).Draw(t, "end")
		if s.Version == 2 {
			copy(s.Salt[:], bytesOf(32, "salt"))
		}
		key := secp256k1.PrivKeyFromBytes(append([]byte{1}, bytesOf(31, "key")...))
		raw, err := attest.Sign(s, key).JSON()
		require.NoError(t, err)
		p, err := attest.Parse(bytes.NewReader(raw))
		require.NoError(t, err)
		report, err := attest.Check(p, "", now, ignore)
		require.NoError(t, err)
		require.Equal(t, s.UID(), report.Statement.UID())
		require.Equal(t, eas.SignerOf(key.PubKey()), report.Signer)
	})
}

func TestValuesAreEncodedAsTheEthereumClientDoes(t *testing.T) {
	schema, err := eas.ParseSchema("bytes32 digest, string role, uint64[] scores, (bool ok, int8 grade)[2] marks, address who, bytes more")
	require.NoError(t, err)
	digest, who := "0x"+strings.Repeat("ab", 32), "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
	values := map[string]string{
		"digest": digest, "role": `reviewer "ä"`, "scores": `[1, 18446744073709551615]`, "marks": `[{"ok":true,"grade":-3},[false,127]]`,
		"who": who, "more": "0x010203",
	}
	got, err := attest.Encode(schema, values)
	require.NoError(t, err)
	kind := func(text string, components ...abi.ArgumentMarshaling) abi.Type {
		made, err := abi.NewType(text, "", components)
		require.NoError(t, err)
		return made
	}
	type mark struct {
		Ok    bool
		Grade int8
	}
	arguments := abi.Arguments{
		{Type: kind("bytes32")},
		{Type: kind("string")},
		{Type: kind("uint64[]")},
		{Type: kind("tuple[2]", abi.ArgumentMarshaling{Name: "ok", Type: "bool"}, abi.ArgumentMarshaling{Name: "grade", Type: "int8"})},
		{Type: kind("address")},
		{Type: kind("bytes")},
	}
	var hash [32]byte
	var account [20]byte
	for i := range hash {
		hash[i] = 0xab
	}
	raw, err := hex.DecodeString(who[2:])
	require.NoError(t, err)
	copy(account[:], raw)
	want, err := arguments.Pack(hash, `reviewer "ä"`, []uint64{1, 18446744073709551615}, [2]mark{{true, -3}, {false, 127}}, account, []byte{1, 2, 3})
	require.NoError(t, err)
	require.Equal(t, hex.EncodeToString(want), hex.EncodeToString(got))
}

func TestValuesThatDoNotFit(t *testing.T) {
	for text, test := range map[string]struct{ value, err string }{
		"uint8 x":        {"256", "256 does not fit 8 bits"},
		"int8 x":         {"-129", "-129 does not fit 8 bits"},
		"uint256 x":      {"1.5", "1.5 is no whole number"},
		"bool x":         {"yes", "yes is neither true nor false"},
		"address x":      {"0x12", "the value does not fit its type"},
		"bytes4 x":       {"0x0102", "is not 0x and 8 hex digits"},
		"bytes x":        {"0102", "does not begin with 0x"},
		"uint8[2] x":     {"[1]", "1 elements for 2"},
		"uint8[] x":      {"1", "is no list"},
		"(bool a) x":     {"[true,false]", "2 values for 1 fields"},
		"bool x, bool y": {"true", `the field "y" has no value`},
	} {
		schema, err := eas.ParseSchema(text)
		require.NoError(t, err)
		_, err = attest.Encode(schema, map[string]string{"x": test.value})
		require.ErrorContains(t, err, test.err, text)
	}
	schema, err := eas.ParseSchema("bool x")
	require.NoError(t, err)
	_, err = attest.Encode(schema, map[string]string{"x": "true", "z": "1"})
	require.ErrorContains(t, err, `the schema has no field "z"`)
}

func TestEveryMemberOfABatchIsProved(t *testing.T) {
	var uids []eas.Hash
	for i := range 7 {
		uids = append(uids, eas.Keccak([]byte{byte(i)}))
	}
	b, err := attest.NewBatch(uids)
	require.NoError(t, err)
	root, err := eas.ParseHash(b.Root)
	require.NoError(t, err)
	for i, m := range b.Members {
		var path []eas.Hash
		for _, text := range m.Path {
			h, err := eas.ParseHash(text)
			require.NoError(t, err)
			path = append(path, h)
		}
		require.True(t, eas.VerifyPath(root, eas.AnchorLeaf(m.Index, uids[i]), path))
		require.False(t, eas.VerifyPath(root, eas.AnchorLeaf(m.Index+1, uids[i]), path), "another place")
	}
	_, err = attest.NewBatch(append(uids, uids[0]))
	require.ErrorContains(t, err, "is there twice")
	_, err = attest.NewBatch(nil)
	require.Error(t, err)
}

func TestPrivateDataIsThatOfEASAndShownInPart(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "eas", "eas_uid_vectors.json"))
	require.NoError(t, err)
	var v struct {
		PrivateData struct {
			Root   string
			Values []attest.Secret
		}
	}
	require.NoError(t, json.Unmarshal(raw, &v))
	tree, err := attest.Tree(v.PrivateData.Values)
	require.NoError(t, err)
	require.Equal(t, v.PrivateData.Root, tree.Root().String())
	d, err := attest.Disclose(v.PrivateData.Values, []string{"age"})
	require.NoError(t, err)
	require.Len(t, d.Fields, 1)
	shown, err := json.Marshal(d)
	require.NoError(t, err)
	require.NotContains(t, string(shown), "John Doe")
	_, err = attest.Disclose(v.PrivateData.Values, []string{"shoe size"})
	require.ErrorContains(t, err, `there is no field "shoe size"`)
}
