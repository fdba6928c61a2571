package types

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const claimTag = "surety/challenge/v1"

// ClaimCommitment seals a claim to a fault: hex of sha256 over the tag, chain id, lease id, challenger's address, node as 4 bytes
// big-endian and salt, each behind its length as 8 bytes big-endian. Errors: ErrInvalidCommitment.
func ClaimCommitment(chainID, leaseID, challenger string, node uint32, salt string) (string, error) {
	if !verificationtypes.IsHash(salt) {
		return "", ErrInvalidCommitment.Wrap("salt: want 64 lower-case hex digits")
	}
	h := sha256.New()
	for _, f := range [][]byte{
		[]byte(claimTag), []byte(chainID), []byte(leaseID), []byte(challenger), binary.BigEndian.AppendUint32(nil, node), []byte(salt),
	} {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(f))))
		h.Write(f)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
