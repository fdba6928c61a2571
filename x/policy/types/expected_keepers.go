package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// BankKeeper is what the module needs of x/bank: fees go to the fee collector.
type BankKeeper interface {
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
}

// AttestationKeeper is what the module needs of x/attestation: what somebody says of something at present.
type AttestationKeeper interface {
	Standing(ctx context.Context, subject string, schema eas.Hash, attester sdk.AccAddress) (attestationtypes.Verdict, eas.Hash, error)
	GetRecord(ctx context.Context, uid eas.Hash) (attestationtypes.Record, attestationtypes.Batch, error)
}

// ArtefactKeeper is what the module needs of x/artefact: which model a program is, what it was made from, what has a content.
type ArtefactKeeper interface {
	ArtefactOfProgram(ctx context.Context, program string) (string, error)
	ArtefactsWith(ctx context.Context, digest string, limit int) ([]artefacttypes.Artefact, error)
	LineageOf(ctx context.Context, id string, limit int) ([]artefacttypes.Artefact, []artefacttypes.Edge, error)
}

// ProviderKeeper is what the module needs of x/provider: attributes, and who vouches for them.
type ProviderKeeper interface {
	GetProvider(ctx context.Context, addr sdk.AccAddress) (providertypes.Provider, error)
	Matches(ctx context.Context, addr sdk.AccAddress, attributes []providertypes.Attribute, allOf, anyOf []sdk.AccAddress) error
}
