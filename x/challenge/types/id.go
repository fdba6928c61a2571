package types

import (
	"strconv"
	"strings"

	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// ChallengeID names a challenge. As text: <lease id>/<number>, where the number counts the receipt's challenges from 0.
type ChallengeID struct {
	Lease  markettypes.LeaseID
	Number uint64
}

// String returns the canonical text.
func (id ChallengeID) String() string {
	return id.Lease.String() + "/" + strconv.FormatUint(id.Number, 10)
}

// ParseChallengeID reads the canonical text and no other spelling of it. Error: ErrInvalidID.
func ParseChallengeID(text string) (ChallengeID, error) {
	bad := ErrInvalidID.Wrapf("%.200q; write <owner>/<sequence>/<provider>/<number>", text)
	cut := strings.LastIndexByte(text, '/')
	if cut < 0 {
		return ChallengeID{}, bad
	}
	lease, err := markettypes.ParseLeaseID(text[:cut])
	if err != nil {
		return ChallengeID{}, bad
	}
	n, err := strconv.ParseUint(text[cut+1:], 10, 64)
	id := ChallengeID{Lease: lease, Number: n}
	if err != nil || id.String() != text {
		return ChallengeID{}, bad
	}
	return id, nil
}
