package types_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

var (
	hash     = rapid.StringMatching(`[0-9a-f]{64}`)
	key      = secp256k1.GenPrivKeyFromSecret([]byte("receipt key"))
	keyText  = hex.EncodeToString(key.PubKey().Bytes())
	chainIDs = rapid.SampledFrom([]string{"a", "ab", "surety-1"})
)

func aReceipt(t *rapid.T) types.SignedReceipt {
	return types.SignedReceipt{
		LeaseId: rapid.SampledFrom([]string{"a/1/b", "a/11/b", "a/1/bb"}).Draw(t, "lease"), ProgramId: hash.Draw(t, "program"),
		InputRoots: rapid.SliceOfN(hash, 0, 3).Draw(t, "inputs"), OutputRoots: rapid.SliceOfN(hash, 0, 3).Draw(t, "outputs"),
		TraceRoot: hash.Draw(t, "trace"), TraceLocation: rapid.SampledFrom([]string{"", "http://x"}).Draw(t, "location"),
		NumericsVersion: rapid.Uint32().Draw(t, "version"), Provider: rapid.SampledFrom([]string{"b", "bb"}).Draw(t, "provider"),
		Height: rapid.Int64Min(0).Draw(t, "height"),
	}
}

func signed(t require.TestingT, r types.SignedReceipt, chain string) types.SignedReceipt {
	bytes, err := r.SignBytes(chain)
	require.NoError(t, err)
	sig, err := key.Sign(bytes)
	require.NoError(t, err)
	r.Signature = hex.EncodeToString(sig)
	return r
}

// mutations change one field each. Claims says which of them change what is claimed, and not only when and where.
var mutations = []struct {
	name   string
	claim  bool
	change func(*types.SignedReceipt)
}{
	{"lease", true, func(r *types.SignedReceipt) { r.LeaseId += "x" }},
	{"program", true, func(r *types.SignedReceipt) { r.ProgramId = other(r.ProgramId) }},
	{"an input more", true, func(r *types.SignedReceipt) { r.InputRoots = append([]string{r.TraceRoot}, r.InputRoots...) }},
	{"an output more", true, func(r *types.SignedReceipt) { r.OutputRoots = append([]string{r.TraceRoot}, r.OutputRoots...) }},
	{"trace", true, func(r *types.SignedReceipt) { r.TraceRoot = other(r.TraceRoot) }},
	{"location", false, func(r *types.SignedReceipt) { r.TraceLocation += "/" }},
	{"version", true, func(r *types.SignedReceipt) { r.NumericsVersion++ }},
	{"provider", true, func(r *types.SignedReceipt) { r.Provider += "x" }},
	{"height", false, func(r *types.SignedReceipt) { r.Height ^= 1 }},
}

func other(hash string) string {
	if hash[0] == '0' {
		return "1" + hash[1:]
	}
	return "0" + hash[1:]
}

func TestASignatureCoversEveryFieldAndTheChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chain := chainIDs.Draw(t, "chain")
		r := signed(t, aReceipt(t), chain)
		require.NoError(t, r.VerifySignature(chain, keyText))
		require.ErrorIs(t, r.VerifySignature(chain+"x", keyText), types.ErrInvalidSignature)
		for _, m := range mutations {
			changed := r
			m.change(&changed)
			require.ErrorIs(t, changed.VerifySignature(chain, keyText), types.ErrInvalidSignature, m.name)
		}
	})
}

func TestTwoReceiptsClaimTheSameUnlessAClaimDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chain, salt := chainIDs.Draw(t, "chain"), hash.Draw(t, "salt")
		r := aReceipt(t)
		sealed, err := r.Commitment(chain, salt)
		require.NoError(t, err)
		for _, m := range mutations {
			changed := r
			m.change(&changed)
			require.Equal(t, !m.claim, r.SameClaim(changed), m.name)
			again, err := changed.Commitment(chain, salt)
			require.NoError(t, err)
			require.Equal(t, !m.claim, sealed == again, "what is sealed is the claim: %s", m.name)
			who := m.name == "lease" || m.name == "provider"
			require.Equal(t, !m.claim || who, r.SameResult(changed), "a result is the same whoever found it: %s", m.name)
		}
		for _, seal := range []func() (string, error){
			func() (string, error) { return r.Commitment(chain+"x", salt) },
			func() (string, error) { return r.Commitment(chain, other(salt)) },
		} {
			again, err := seal()
			require.NoError(t, err)
			require.NotEqual(t, sealed, again)
		}
	})
}

func TestSignaturesHaveOneSpelling(t *testing.T) {
	r := signed(t, types.SignedReceipt{LeaseId: "a/1/b"}, "chain")
	for name, sig := range map[string]string{
		"nothing": "", "no hex": "xy", "short": r.Signature[2:], "long": r.Signature + "00", "upper case": strings.ToUpper(r.Signature),
		"the other s": highS(r.Signature),
	} {
		bad := r
		bad.Signature = sig
		require.ErrorIs(t, bad.VerifySignature("chain", keyText), types.ErrInvalidSignature, name)
	}
	require.ErrorIs(t, r.VerifySignature("chain", "zz"), types.ErrInvalidSignature)
	require.ErrorIs(t, r.VerifySignature("chain", keyText[2:]), types.ErrInvalidSignature)
}

// highS gives the same signature's other form, which anybody can make from it.
func highS(sig string) string {
	order, _ := hex.DecodeString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
	s, _ := hex.DecodeString(sig[64:])
	borrow := 0
	for i := 31; i >= 0; i-- {
		d := int(order[i]) - int(s[i]) - borrow
		borrow = 0
		if d < 0 {
			d, borrow = d+256, 1
		}
		s[i] = byte(d)
	}
	return sig[:64] + hex.EncodeToString(s)
}

func TestReceiptsThatAreNone(t *testing.T) {
	good := types.SignedReceipt{
		ProgramId: strings.Repeat("ab", 32), TraceRoot: strings.Repeat("cd", 32), TraceLocation: "https://example.com:8600/blobs",
		InputRoots: []string{strings.Repeat("ef", 32)}, OutputRoots: []string{strings.Repeat("01", 32)},
	}
	require.NoError(t, good.Validate())
	for name, change := range map[string]func(*types.SignedReceipt){
		"65 inputs":                   func(r *types.SignedReceipt) { r.InputRoots = make([]string, 65) },
		"65 outputs":                  func(r *types.SignedReceipt) { r.OutputRoots = make([]string, 65) },
		"no program":                  func(r *types.SignedReceipt) { r.ProgramId = "" },
		"an upper-case trace root":    func(r *types.SignedReceipt) { r.TraceRoot = strings.Repeat("CD", 32) },
		"a short output root":         func(r *types.SignedReceipt) { r.OutputRoots = []string{"01"} },
		"an empty input root":         func(r *types.SignedReceipt) { r.InputRoots = []string{""} },
		"a file as a location":        func(r *types.SignedReceipt) { r.TraceLocation = "file:///etc/passwd" },
		"a location without a host":   func(r *types.SignedReceipt) { r.TraceLocation = "http://" },
		"a location of 257 bytes":     func(r *types.SignedReceipt) { r.TraceLocation = "http://" + strings.Repeat("a", 250) },
		"a location that is no URL":   func(r *types.SignedReceipt) { r.TraceLocation = "http://[::1" },
		"a height before the genesis": func(r *types.SignedReceipt) { r.Height = -1 },
	} {
		bad := good
		change(&bad)
		require.ErrorIs(t, bad.Validate(), types.ErrInvalidReceipt, name)
	}
}

func TestAReceiptIsForOneLeaseOnly(t *testing.T) {
	root := strings.Repeat("ef", 32)
	lease := markettypes.Lease{Id: "a/1/b", Provider: "b"}
	order := markettypes.Order{Terms: markettypes.Terms{ProgramId: strings.Repeat("ab", 32), InputRoots: []string{root}}}
	program := types.Program{Outputs: []uint32{3}, NumericsVersion: 1}
	good := types.SignedReceipt{
		LeaseId: lease.Id, Provider: "b", ProgramId: order.Terms.ProgramId, InputRoots: []string{root}, OutputRoots: []string{root}, NumericsVersion: 1,
	}
	require.NoError(t, good.CheckJob(lease, order, program))
	for text, change := range map[string]func(*types.SignedReceipt){
		"it is for lease a/2/b of b, not a/1/b": func(r *types.SignedReceipt) { r.LeaseId = "a/2/b" },
		"it is for lease a/1/b of c, not a/1/b": func(r *types.SignedReceipt) { r.Provider = "c" },
		"it ran program x, the order wants":     func(r *types.SignedReceipt) { r.ProgramId = "x" },
		"its inputs are not the order's":        func(r *types.SignedReceipt) { r.InputRoots = nil },
		"it has 0 outputs, the program has 1":   func(r *types.SignedReceipt) { r.OutputRoots = nil },
		"numerics version 2, the program has 1": func(r *types.SignedReceipt) { r.NumericsVersion = 2 },
	} {
		bad := good
		change(&bad)
		err := bad.CheckJob(lease, order, program)
		require.ErrorIs(t, err, types.ErrInvalidReceipt)
		require.ErrorContains(t, err, text)
	}
}
