package eas_test

import (
	"math/big"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	sdksecp "github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// key is the first of the accounts that Ethereum's development tools share.
func key() *secp256k1.PrivateKey {
	raw, _ := new(big.Int).SetString("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16)
	return secp256k1.PrivKeyFromBytes(raw.Bytes())
}

func TestASignerHasAnAddressOnBothChains(t *testing.T) {
	digest := eas.Keccak([]byte("message"))
	signer, err := eas.Recover(digest, eas.Sign(digest, key()))
	require.NoError(t, err)
	require.Equal(t, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", signer.Ethereum.String())
	native := (&sdksecp.PrivKey{Key: key().Serialize()}).PubKey().Address()
	require.Equal(t, eas.Address(native), signer.Native)
	require.True(t, signer.Is(signer.Ethereum))
	require.True(t, signer.Is(signer.Native))
	require.False(t, signer.Is(eas.Address{1}))
	require.False(t, eas.Signer{}.Is(eas.Address{}), "nobody signs for the zero address")
}

func TestSignaturesThatAreNone(t *testing.T) {
	digest := eas.Keccak([]byte("message"))
	good := eas.Sign(digest, key())
	change := func(edit func([]byte)) []byte {
		copied := append([]byte{}, good...)
		edit(copied)
		return copied
	}
	upper := change(func(sig []byte) {
		order := secp256k1.Params().N
		s := new(big.Int).Sub(order, new(big.Int).SetBytes(sig[32:64]))
		s.FillBytes(sig[32:64])
		sig[64] ^= 27 ^ 28
	})
	for name, signature := range map[string][]byte{
		"nothing":      nil,
		"64 bytes":     good[:64],
		"66 bytes":     append(append([]byte{}, good...), 0),
		"the other s":  upper,
		"a v of 29":    change(func(sig []byte) { sig[64] = 29 }),
		"a v of 2":     change(func(sig []byte) { sig[64] = 2 }),
		"an r of zero": change(func(sig []byte) { copy(sig[:32], make([]byte, 32)) }),
		"an s of zero": change(func(sig []byte) { copy(sig[32:64], make([]byte, 32)) }),
		"an r above the curve": change(func(sig []byte) {
			copy(sig[:32], new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)).Bytes())
		}),
	} {
		_, err := eas.Recover(digest, signature)
		require.ErrorIs(t, err, eas.ErrSignature, name)
	}
	short := change(func(sig []byte) { sig[64] -= 27 })
	signer, err := eas.Recover(digest, short)
	require.NoError(t, err, "v may be 0 or 1")
	require.Equal(t, eas.SignerOf(key().PubKey()), signer)
}

func TestAChangedSignatureNamesSomebodyElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digest := eas.Keccak(rapid.SliceOf(rapid.Byte()).Draw(t, "message"))
		signature := eas.Sign(digest, key())
		at := rapid.IntRange(0, 63).Draw(t, "at")
		signature[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		signer, err := eas.Recover(digest, signature)
		if err == nil {
			require.NotEqual(t, eas.SignerOf(key().PubKey()), signer)
		}
	})
}

func TestEveryProofOfATreeVerifiesAndNoOtherDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 40).Draw(t, "leaves")
		var leaves []eas.Hash
		for i := range size {
			leaves = append(leaves, eas.AnchorLeaf(uint64(i), eas.Keccak([]byte{byte(i)})))
		}
		tree, err := eas.NewTree(leaves)
		require.NoError(t, err)
		at := rapid.IntRange(0, size-1).Draw(t, "leaf")
		path, err := tree.Path(leaves[at])
		require.NoError(t, err)
		require.True(t, eas.VerifyPath(tree.Root(), leaves[at], path))
		require.False(t, eas.VerifyPath(tree.Root(), eas.AnchorLeaf(uint64(at)+1, eas.Keccak([]byte{byte(at)})), path))

		var some []eas.Hash
		for i := range size {
			if rapid.Bool().Draw(t, "revealed") || i == at {
				some = append(some, leaves[i])
			}
		}
		proof, err := tree.Reveal(some)
		require.NoError(t, err)
		require.Len(t, proof.Leaves, len(some))
		require.NoError(t, proof.Verify(tree.Root()))
		proof.Leaves[0][5] ^= 1
		require.ErrorIs(t, proof.Verify(tree.Root()), eas.ErrProof)
	})
}

func TestProofsThatAreNone(t *testing.T) {
	leaf := eas.Keccak([]byte("leaf"))
	for name, proof := range map[string]eas.MultiProof{
		"nothing":                       {},
		"a proof alone":                 {Proof: []eas.Hash{leaf}},
		"flags that take too much":      {Leaves: []eas.Hash{leaf, leaf}, Flags: []bool{false}},
		"more hashes than flags":        {Leaves: []eas.Hash{leaf}, Proof: []eas.Hash{leaf, leaf}, Flags: []bool{false}},
		"more than a tree can have":     {Leaves: make([]eas.Hash, eas.MaxLeaves+1), Flags: make([]bool, eas.MaxLeaves)},
		"a hash that the flags skip":    {Leaves: []eas.Hash{leaf, leaf}, Proof: []eas.Hash{leaf}, Flags: []bool{true, true}},
		"another leaf than the root is": {Leaves: []eas.Hash{leaf}},
	} {
		require.ErrorIs(t, proof.Verify(eas.Keccak()), eas.ErrProof, name)
	}
	_, err := eas.NewTree(nil)
	require.ErrorIs(t, err, eas.ErrProof)
	tree, err := eas.NewTree([]eas.Hash{leaf})
	require.NoError(t, err)
	_, err = tree.Path(eas.Hash{})
	require.ErrorIs(t, err, eas.ErrProof)
	_, err = tree.Reveal([]eas.Hash{{}})
	require.ErrorIs(t, err, eas.ErrProof)
}
