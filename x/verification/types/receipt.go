package types

import (
	"encoding/hex"
	"net/url"
	"strings"

	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"

	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

const (
	receiptTag = "surety/receipt/v1"
	commitTag  = "surety/receipt-commit/v1"
	// maxRoots bounds the lists of a receipt before anything else is looked at.
	maxRoots = 64
)

// Validate checks a receipt's form.
func (r SignedReceipt) Validate() error {
	if len(r.InputRoots) > maxRoots || len(r.OutputRoots) > maxRoots {
		return ErrInvalidReceipt.Wrapf("it lists %d inputs and %d outputs, the most is %d each", len(r.InputRoots), len(r.OutputRoots), maxRoots)
	}
	for _, h := range append(append([]string{r.ProgramId, r.TraceRoot}, r.InputRoots...), r.OutputRoots...) {
		if !IsHash(h) {
			return ErrInvalidReceipt.Wrapf("%.80q: want 64 lower-case hex digits", h)
		}
	}
	if r.TraceLocation != "" {
		if err := ValidateLocation(r.TraceLocation); err != nil {
			return ErrInvalidReceipt.Wrapf("trace_location: %s", err)
		}
	}
	if r.Height < 0 {
		return ErrInvalidReceipt.Wrapf("height %d is below zero", r.Height)
	}
	return nil
}

// CheckJob checks that a receipt is for a lease, its order and its program. Errors: ErrInvalidReceipt.
func (r SignedReceipt) CheckJob(lease markettypes.Lease, order markettypes.Order, program Program) error {
	switch {
	case r.LeaseId != lease.Id || r.Provider != lease.Provider:
		return ErrInvalidReceipt.Wrapf("it is for lease %.200s of %.80s, not %s", r.LeaseId, r.Provider, lease.Id)
	case r.ProgramId != order.Terms.ProgramId:
		return ErrInvalidReceipt.Wrapf("it ran program %s, the order wants %s", r.ProgramId, order.Terms.ProgramId)
	case strings.Join(r.InputRoots, ",") != strings.Join(order.Terms.InputRoots, ","):
		return ErrInvalidReceipt.Wrap("its inputs are not the order's")
	case len(r.OutputRoots) != len(program.Outputs):
		return ErrInvalidReceipt.Wrapf("it has %d outputs, the program has %d", len(r.OutputRoots), len(program.Outputs))
	case r.NumericsVersion != program.NumericsVersion:
		return ErrInvalidReceipt.Wrapf("numerics version %d, the program has %d", r.NumericsVersion, program.NumericsVersion)
	}
	return nil
}

// SameClaim says whether two receipts claim the same. Where a trace is kept and when a receipt was signed is no claim.
func (r SignedReceipt) SameClaim(o SignedReceipt) bool {
	a, errA := r.claim().Marshal()
	b, errB := o.claim().Marshal()
	return errA == nil && errB == nil && string(a) == string(b)
}

// SameResult says whether two receipts of one order found the same, whoever found it.
func (r SignedReceipt) SameResult(o SignedReceipt) bool {
	r.LeaseId, r.Provider, o.LeaseId, o.Provider = "", "", "", ""
	return r.SameClaim(o)
}

func (r SignedReceipt) claim() *SignedReceipt {
	r.TraceLocation, r.Height, r.Signature = "", 0, ""
	return &r
}

// SignBytes are what the receipt key signs: tag, chain id and the receipt without its signature, each behind its length.
func (r SignedReceipt) SignBytes(chainID string) ([]byte, error) {
	r.Signature = ""
	b, err := r.Marshal()
	if err != nil {
		return nil, err
	}
	return fields([]byte(receiptTag), []byte(chainID), b), nil
}

// Commitment seals a replicated receipt: hex of sha256 over tag, chain id, lease id, claim and salt. Errors: ErrInvalidCommitment.
func (r SignedReceipt) Commitment(chainID, salt string) (string, error) {
	if !IsHash(salt) {
		return "", ErrInvalidCommitment.Wrap("salt: want 64 lower-case hex digits")
	}
	b, err := r.claim().Marshal()
	if err != nil {
		return "", err
	}
	return hashFields([]byte(commitTag), []byte(chainID), []byte(r.LeaseId), b, []byte(salt)), nil
}

// VerifySignature checks the signature against the lease's receipt key: compressed secp256k1 in hex, 64 bytes r and s, low s.
func (r SignedReceipt) VerifySignature(chainID, receiptKey string) error {
	key, err := hex.DecodeString(receiptKey)
	if err != nil {
		return ErrInvalidSignature.Wrapf("receipt key %.80q is not hex", receiptKey)
	}
	sig, err := hex.DecodeString(r.Signature)
	if err != nil || len(sig) != 64 || strings.ToLower(r.Signature) != r.Signature {
		return ErrInvalidSignature.Wrap("want 128 lower-case hex digits")
	}
	b, err := r.SignBytes(chainID)
	if err != nil {
		return err
	}
	if !(&secp256k1.PubKey{Key: key}).VerifySignature(b, sig) {
		return ErrInvalidSignature.Wrapf("the receipt for %s is not signed by its lease's receipt key", r.LeaseId)
	}
	return nil
}

// ValidateLocation accepts an http or https base URL of at most 256 bytes, or a reference to a blob on Celestia.
func ValidateLocation(s string) error {
	if datypes.IsReference(s) {
		if _, err := datypes.ParseReference(s); err != nil {
			return ErrInvalidReceipt.Wrap(err.Error())
		}
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || len(s) > maxLocationBytes || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ErrInvalidReceipt.Wrapf("%.80q is no http or https base URL of at most %d bytes", s, maxLocationBytes)
	}
	return nil
}

// Open returns ErrReceiptState unless the receipt is not concluded.
func (r Receipt) Open() error {
	if r.State != ReceiptStatePending {
		return ErrReceiptState.Wrapf("the receipt for %s is %s since height %d", r.Signed.LeaseId, r.State, r.ConcludedHeight)
	}
	return nil
}

// InWindow returns an error unless the receipt can be challenged at a height.
func (r Receipt) InWindow(height int64) error {
	if err := r.Open(); err != nil {
		return err
	}
	if height > r.WindowEnd {
		return ErrWindowClosed.Wrapf("the receipt for %s could be challenged until height %d, this is %d", r.Signed.LeaseId, r.WindowEnd, height)
	}
	return nil
}

// Quiet says whether nothing keeps the receipt from being concluded at a height.
func (r Receipt) Quiet(height int64) bool { return height > r.WindowEnd && r.LiveChallenges == 0 }
