package eas

import "encoding/binary"

// Versions of off-chain attestations.
const (
	Legacy   = 0
	Version1 = 1
	Version2 = 2
)

// SchemaUID is keccak256(abi.encodePacked(schema, resolver, revocable)).
func SchemaUID(schema string, resolver Address, revocable bool) Hash {
	return Keccak([]byte(schema), resolver[:], packedBool(revocable))
}

// Statement is what an attestation says, on chain or off.
type Statement struct {
	Schema     Hash
	Recipient  Address
	Time       uint64
	Expiration uint64
	Revocable  bool
	Ref        Hash
	Data       []byte
}

// UID is keccak256(abi.encodePacked(schema, recipient, attester, time, expirationTime, revocable, refUID, data, bump)).
func (s Statement) UID(attester Address, bump uint32) Hash {
	return Keccak(s.Schema[:], s.rest(attester, nil, bump))
}

// OffchainUID is the identifier of an off-chain attestation of the given version. It takes the schema as the text of its hex digits and
// has the zero address for the attester; salt is for version 2 alone.
func (s Statement) OffchainUID(version uint16, salt Hash) Hash {
	var prefix, suffix []byte
	if version != Legacy {
		prefix = binary.BigEndian.AppendUint16(nil, version)
	}
	if version >= Version2 {
		suffix = salt[:]
	}
	return Keccak(prefix, []byte(s.Schema.String()), s.rest(Address{}, suffix, 0))
}

func (s Statement) rest(attester Address, suffix []byte, bump uint32) []byte {
	packed := append([]byte{}, s.Recipient[:]...)
	packed = append(packed, attester[:]...)
	packed = binary.BigEndian.AppendUint64(packed, s.Time)
	packed = binary.BigEndian.AppendUint64(packed, s.Expiration)
	packed = append(packed, packedBool(s.Revocable)...)
	packed = append(packed, s.Ref[:]...)
	packed = append(packed, s.Data...)
	packed = append(packed, suffix...)
	return binary.BigEndian.AppendUint32(packed, bump)
}

func packedBool(b bool) []byte {
	if b {
		return []byte{1}
	}
	return []byte{0}
}
