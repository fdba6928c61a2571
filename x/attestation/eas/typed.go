package eas

import (
	"encoding/binary"
	"strings"
)

// Names of the domains under which EAS has people sign. Version is that of the contracts that this module matches.
const (
	DomainName         = "EAS"
	ProxyDomainName    = "EIP712Proxy"
	OffchainDomainName = "EAS Attestation"
	Version            = "1.4.0"
)

// Domain is what EIP-712 binds a signature to: an application on one chain.
type Domain struct {
	Name, Version string
	ChainID       Hash // a big-endian number
	Contract      Address
}

// Separator is the domain's hash.
func (d Domain) Separator() Hash {
	return structHash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)",
		textWord(d.Name), textWord(d.Version), d.ChainID, addressWord(d.Contract))
}

// Digest is what is signed for a message in this domain.
func (d Domain) Digest(message Hash) Hash {
	separator := d.Separator()
	return Keccak([]byte{0x19, 0x01}, separator[:], message[:])
}

// NumberWord is a number as a word.
func NumberWord(n uint64) (word Hash) {
	binary.BigEndian.PutUint64(word[HashBytes-8:], n)
	return word
}

// AttestRequest is what an attester signs for somebody else to bring on chain. Subject and Verdict are signed only where they say more than
// EAS can; then the type is AttestSubject and the subject stands in the recipient's place.
type AttestRequest struct {
	Attester   Address
	Schema     Hash
	Recipient  Address
	Subject    string
	Verdict    uint8
	Expiration uint64
	Revocable  bool
	Ref        Hash
	Data       []byte
	Value      Hash // a big-endian number
	Nonce      uint64
	Deadline   uint64
	// Extended is whether Subject and Verdict are signed.
	Extended bool
	// Unordered is whether the request is without a nonce, as EAS's proxy has it.
	Unordered bool
}

// StructHash is the hash of the request's fields and their types.
func (r AttestRequest) StructHash() Hash {
	name, to := "Attest", "address recipient"
	words := []Hash{addressWord(r.Attester), r.Schema, addressWord(r.Recipient)}
	if r.Extended {
		name, to = "AttestSubject", "string subject,uint8 verdict"
		words = []Hash{addressWord(r.Attester), r.Schema, textWord(r.Subject), NumberWord(uint64(r.Verdict))}
	}
	words = append(words, NumberWord(r.Expiration), boolWord(r.Revocable), r.Ref, Keccak(r.Data), r.Value)
	types := name + "(address attester,bytes32 schema," + to +
		",uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,uint256 value,"
	return withNonce(types, words, r.Nonce, r.Deadline, r.Unordered)
}

// RevokeRequest is what a revoker signs for somebody else to bring on chain. Reason and Replacement are signed only where there is one;
// then the type is RevokeReason.
type RevokeRequest struct {
	Revoker     Address
	Schema      Hash
	UID         Hash
	Reason      uint8
	Replacement Hash
	Value       Hash // a big-endian number
	Nonce       uint64
	Deadline    uint64
	// Extended is whether Reason and Replacement are signed.
	Extended bool
	// Unordered is whether the request is without a nonce, as EAS's proxy has it.
	Unordered bool
}

// StructHash is the hash of the request's fields and their types.
func (r RevokeRequest) StructHash() Hash {
	name, more := "Revoke", ""
	words := []Hash{addressWord(r.Revoker), r.Schema, r.UID}
	if r.Extended {
		name, more = "RevokeReason", "uint8 reason,bytes32 replacement,"
		words = append(words, NumberWord(uint64(r.Reason)), r.Replacement)
	}
	types := name + "(address revoker,bytes32 schema,bytes32 uid," + more + "uint256 value,"
	return withNonce(types, append(words, r.Value), r.Nonce, r.Deadline, r.Unordered)
}

func withNonce(types string, words []Hash, nonce, deadline uint64, unordered bool) Hash {
	if !unordered {
		types += "uint256 nonce,"
		words = append(words, NumberWord(nonce))
	}
	return structHash(types+"uint64 deadline)", append(words, NumberWord(deadline))...)
}

// OffchainStructHash is the hash of an off-chain attestation of the given version. name is the type's: Attest, or Attestation in some of
// version 0.
func (s Statement) OffchainStructHash(name string, version uint16, salt Hash) Hash {
	types := []string{"bytes32 schema", "address recipient", "uint64 time", "uint64 expirationTime", "bool revocable", "bytes32 refUID", "bytes data"}
	words := []Hash{
		s.Schema, addressWord(s.Recipient), NumberWord(s.Time), NumberWord(s.Expiration), boolWord(s.Revocable), s.Ref, Keccak(s.Data),
	}
	if version >= Version1 {
		types = append([]string{"uint16 version"}, types...)
		words = append([]Hash{NumberWord(uint64(version))}, words...)
	}
	if version >= Version2 {
		types = append(types, "bytes32 salt")
		words = append(words, salt)
	}
	return structHash(name+"("+strings.Join(types, ",")+")", words...)
}

func structHash(types string, words ...Hash) Hash {
	typeHash := Keccak([]byte(types))
	packed := make([]byte, 0, (1+len(words))*HashBytes)
	packed = append(packed, typeHash[:]...)
	for i := range words {
		packed = append(packed, words[i][:]...)
	}
	return Keccak(packed)
}

func textWord(text string) Hash { return Keccak([]byte(text)) }

func addressWord(a Address) (word Hash) {
	copy(word[HashBytes-AddressBytes:], a[:])
	return word
}

func boolWord(b bool) (word Hash) {
	if b {
		word[HashBytes-1] = 1
	}
	return word
}
