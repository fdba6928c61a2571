package types

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/celestiaorg/go-square/v4/share"
)

// HashSize is the size of every hash, root and commitment here, in bytes.
const HashSize = 32

const scheme = "celestia://"

// Reference says where a blob is: a height of Celestia, a namespace, and the commitment to the blob.
type Reference struct {
	Height     int64
	Namespace  share.Namespace
	Commitment [HashSize]byte
}

// ParseReference reads celestia://HEIGHT/NAMESPACE/COMMITMENT: a decimal height, 58 and 64 lower-case hex digits. A reference has one
// spelling. Errors: ErrInvalidReference, ErrInvalidNamespace.
func ParseReference(text string) (Reference, error) {
	var r Reference
	rest, ok := strings.CutPrefix(text, scheme)
	parts := strings.Split(rest, "/")
	if !ok || len(parts) != 3 {
		return r, ErrInvalidReference.Wrapf("%.180q, it must be %sHEIGHT/NAMESPACE/COMMITMENT", text, scheme)
	}
	height, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || height < 1 || strconv.FormatInt(height, 10) != parts[0] {
		return r, ErrInvalidReference.Wrapf("the height is %.40q, it must be a decimal number from 1", parts[0])
	}
	namespace, err := ParseNamespace(parts[1])
	if err != nil {
		return r, err
	}
	commitment, err := parseHash(parts[2])
	if err != nil {
		return r, ErrInvalidReference.Wrapf("the commitment is %.80q, it must be 64 lower-case hex digits", parts[2])
	}
	return Reference{Height: height, Namespace: namespace, Commitment: commitment}, nil
}

// String returns the reference's one spelling.
func (r Reference) String() string {
	return scheme + strconv.FormatInt(r.Height, 10) + "/" + hex.EncodeToString(r.Namespace.Bytes()) + "/" + hex.EncodeToString(r.Commitment[:])
}

// IsReference says whether a location is meant to be on Celestia.
func IsReference(location string) bool { return strings.HasPrefix(location, scheme) }

// ParseNamespace reads a namespace that a user may post to, 58 lower-case hex digits: a version, which is 0, and an id, of which the
// first 18 bytes are zero. Error: ErrInvalidNamespace.
func ParseNamespace(text string) (share.Namespace, error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != share.NamespaceSize || hex.EncodeToString(raw) != text {
		return share.Namespace{}, ErrInvalidNamespace.Wrapf("%.80q, it must be %d lower-case hex digits", text, 2*share.NamespaceSize)
	}
	namespace, err := share.NewNamespaceFromBytes(raw)
	if err == nil {
		err = namespace.ValidateForBlob()
	}
	if err != nil {
		return share.Namespace{}, ErrInvalidNamespace.Wrapf("%s: %s", text, err)
	}
	return namespace, nil
}

func parseHash(text string) (hash [HashSize]byte, err error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != HashSize || hex.EncodeToString(raw) != text {
		return hash, ErrInvalidHeader.Wrapf("%.80q is no hash, it must be 64 lower-case hex digits", text)
	}
	return [HashSize]byte(raw), nil
}
