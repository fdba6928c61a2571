package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// BankKeeper is what the module needs of x/bank: bonds and fees move in, forfeited claims to the fee collector.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}

// MarketKeeper is what the module needs of x/market: what was ordered.
type MarketKeeper interface {
	GetOrder(ctx context.Context, id markettypes.OrderID) (markettypes.Order, error)
	LeasesOf(ctx context.Context, id markettypes.OrderID) ([]markettypes.Lease, error)
}

// VerificationKeeper is what the module needs of x/verification.
type VerificationKeeper interface {
	GetReceipt(ctx context.Context, id markettypes.LeaseID) (verificationtypes.Receipt, error)
	GetProgram(ctx context.Context, id string) (verificationtypes.Program, error)
	ProgramNode(ctx context.Context, id string, index uint32) (graph.Node, error)
	DisputeKeeper
}

// DisputeKeeper is how a dispute holds a receipt up and ends it.
type DisputeKeeper interface {
	OpenDispute(ctx context.Context, id markettypes.LeaseID) error
	CloseDispute(ctx context.Context, id markettypes.LeaseID) error
	ExtendWindow(ctx context.Context, id markettypes.LeaseID, until int64) error
	Fault(ctx context.Context, id markettypes.LeaseID, winner sdk.AccAddress, reason string) (providertypes.SlashSplit, error)
}

// DAKeeper is what the module needs of x/da: whether a blob is on Celestia, and whether content is what was posted.
type DAKeeper interface {
	VerifyBlob(ctx context.Context, ref datypes.Reference, proof datypes.BlobProof) (datypes.Blob, error)
	Holds(ctx context.Context, ref datypes.Reference, content []byte) (bool, error)
}

// NoDA is a chain that follows no Celestia.
type NoDA struct{}

// VerifyBlob believes nothing.
func (NoDA) VerifyBlob(context.Context, datypes.Reference, datypes.BlobProof) (datypes.Blob, error) {
	return datypes.Blob{}, datypes.ErrNoClient
}

// Holds knows nothing.
func (NoDA) Holds(context.Context, datypes.Reference, []byte) (bool, error) {
	return false, datypes.ErrNoClient
}

// ArtefactKeeper is what the module needs of x/artefact, for the graph of a job: what a program is, what content is registered, and what
// an artefact was made from.
type ArtefactKeeper interface {
	ArtefactOfProgram(ctx context.Context, programID string) (string, error)
	ArtefactsWith(ctx context.Context, digest string, limit int) ([]artefacttypes.Artefact, error)
	LineageOf(ctx context.Context, id string, limit int) ([]artefacttypes.Artefact, []artefacttypes.Edge, error)
}

// NoArtefacts is a registry with nothing in it.
type NoArtefacts struct{}

// ArtefactOfProgram knows none.
func (NoArtefacts) ArtefactOfProgram(context.Context, string) (string, error) { return "", nil }

// ArtefactsWith finds none.
func (NoArtefacts) ArtefactsWith(context.Context, string, int) ([]artefacttypes.Artefact, error) {
	return nil, nil
}

// LineageOf finds none.
func (NoArtefacts) LineageOf(context.Context, string, int) ([]artefacttypes.Artefact, []artefacttypes.Edge, error) {
	return nil, nil, nil
}
