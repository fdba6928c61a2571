package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// SetGate says that an artefact's content is encrypted. Requests that wait keep the price they were made at. Errors: ErrArtefactNotFound,
// ErrNotOwner, ErrInvalidGate.
func (k *Keeper) SetGate(ctx context.Context, owner sdk.AccAddress, gate types.Gate) error {
	if err := gate.Validate(); err != nil {
		return err
	}
	if _, err := k.owned(ctx, owner, gate.ArtefactId); err != nil {
		return err
	}
	if err := k.Gates.Set(ctx, gate.ArtefactId, gate); err != nil {
		return err
	}
	return emit(ctx, &types.EventGateSet{ArtefactId: gate.ArtefactId, CiphertextRoot: gate.CiphertextRoot, Price: gate.Price})
}

func (k *Keeper) gate(ctx context.Context, id string) (types.Gate, error) {
	return records.Get(ctx, k.Gates, id, types.ErrNotGated.Wrapf("%.80q", id))
}

// RequestLicence holds the price until it is granted or expires, and returns the height of that. Errors: ErrNotGated, ErrInvalidGrant,
// ErrPriceTooHigh, ErrLicenceGranted, ErrLicenceRequested, or the bank's.
func (k *Keeper) RequestLicence(ctx context.Context, licensee sdk.AccAddress, id, recipient string, most sdk.Coin) (int64, error) {
	gate, err := k.gate(ctx, id)
	if err != nil {
		return 0, err
	}
	if err := types.ValidateRecipient(recipient); err != nil {
		return 0, err
	}
	if err := gate.CheckPrice(most); err != nil {
		return 0, err
	}
	key := collections.Join(id, licensee)
	if err := k.requireUngranted(ctx, key, gate); err != nil {
		return 0, err
	}
	exists, err := k.Requests.Has(ctx, key)
	if err != nil {
		return 0, err
	}
	if exists {
		return 0, types.ErrLicenceRequested.Wrapf("%s of %s; wait until it is granted or expires", id, licensee)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	text, err := k.text(licensee)
	if err != nil {
		return 0, err
	}
	expires := height(ctx) + min(params.RequestBlocks, math.MaxInt64-height(ctx))
	request := types.LicenceRequest{ArtefactId: id, Licensee: text, Recipient: recipient, Price: gate.Price, ExpiresHeight: expires}
	if err := k.setRequest(ctx, licensee, request); err != nil {
		return 0, err
	}
	if err := k.hold(ctx, licensee, types.RequestAddress(id, licensee), gate.Price); err != nil {
		return 0, err
	}
	return expires, emit(ctx, &types.EventLicenceRequested{
		ArtefactId: id, Licensee: text, Recipient: recipient, Price: gate.Price, ExpiresHeight: expires,
	})
}

// requireUngranted refuses to sell or to change a licence for the same encrypted content twice.
func (k *Keeper) requireUngranted(ctx context.Context, key LicenceKey, gate types.Gate) error {
	grant, err := records.Get(ctx, k.Grants, key, nil)
	if err == nil && grant.CiphertextRoot == gate.CiphertextRoot {
		return types.ErrLicenceGranted.Wrapf("%s of %s", key.K1(), key.K2())
	}
	return err
}

func (k *Keeper) setRequest(ctx context.Context, licensee sdk.AccAddress, request types.LicenceRequest) error {
	if err := k.Requests.Set(ctx, collections.Join(request.ArtefactId, licensee), request); err != nil {
		return err
	}
	return k.RequestQueue.Set(ctx, collections.Join3(request.ExpiresHeight, request.ArtefactId, licensee))
}

func (k *Keeper) removeRequest(ctx context.Context, licensee sdk.AccAddress, request types.LicenceRequest) error {
	if err := k.Requests.Remove(ctx, collections.Join(request.ArtefactId, licensee)); err != nil {
		return err
	}
	return k.RequestQueue.Remove(ctx, collections.Join3(request.ExpiresHeight, request.ArtefactId, licensee))
}

// GrantLicence records who may decrypt, with what, and pays the owner what the request holds. Errors: ErrNotGated, ErrNotOwner,
// ErrInvalidGrant, ErrLicenceGranted.
func (k *Keeper) GrantLicence(ctx context.Context, granter, licensee sdk.AccAddress, grant types.LicenceGrant) error {
	gate, owner, err := k.mayGrant(ctx, granter, grant)
	if err != nil {
		return err
	}
	if err := grant.Validate(); err != nil {
		return err
	}
	key := collections.Join(grant.ArtefactId, licensee)
	if err := k.requireUngranted(ctx, key, gate); err != nil {
		return err
	}
	grant.CiphertextRoot, grant.Height = gate.CiphertextRoot, height(ctx)
	if grant.Paid, err = k.settleRequest(ctx, owner, licensee, grant, gate.Price.Denom); err != nil {
		return err
	}
	if err := k.Grants.Set(ctx, key, grant); err != nil {
		return err
	}
	return emit(ctx, &types.EventLicenceGranted{ArtefactId: grant.ArtefactId, Licensee: grant.Licensee, Paid: grant.Paid})
}

// settleRequest pays the owner what the licensee's request holds, if there is one, and returns it.
func (k *Keeper) settleRequest(
	ctx context.Context, owner, licensee sdk.AccAddress, grant types.LicenceGrant, denom string,
) (sdk.Coin, error) {
	request, err := k.Requests.Get(ctx, collections.Join(grant.ArtefactId, licensee))
	if errors.Is(err, collections.ErrNotFound) {
		return sdk.NewInt64Coin(denom, 0), nil
	}
	if err != nil {
		return sdk.Coin{}, err
	}
	if request.Recipient != grant.Recipient {
		return sdk.Coin{}, types.ErrInvalidGrant.Wrapf("the request names the recipient %s", request.Recipient)
	}
	if err := k.removeRequest(ctx, licensee, request); err != nil {
		return sdk.Coin{}, err
	}
	return request.Price, k.pay(ctx, types.RequestAddress(grant.ArtefactId, licensee), owner, request.Price)
}

// mayGrant returns the gate and who is paid, if the granter is the owner or the gate's releaser.
func (k *Keeper) mayGrant(ctx context.Context, granter sdk.AccAddress, grant types.LicenceGrant) (types.Gate, sdk.AccAddress, error) {
	gate, err := k.gate(ctx, grant.ArtefactId)
	if err != nil {
		return gate, nil, err
	}
	artefact, err := k.GetArtefact(ctx, grant.ArtefactId)
	if err != nil {
		return gate, nil, err
	}
	text, err := k.OwnerOf(ctx, artefact)
	if err != nil {
		return gate, nil, err
	}
	if grant.GrantedBy != text && (gate.Releaser == "" || grant.GrantedBy != gate.Releaser) {
		return gate, nil, types.ErrNotOwner.Wrapf("%s cannot grant licences of %s", granter, grant.ArtefactId)
	}
	owner, err := k.parse(text)
	return gate, owner, err
}

// expireRequest gives a request's price back.
func (k *Keeper) expireRequest(ctx context.Context, key RequestQueueKey) error {
	request, err := k.Requests.Get(ctx, collections.Join(key.K2(), key.K3()))
	if err != nil {
		return err
	}
	if err := k.removeRequest(ctx, key.K3(), request); err != nil {
		return err
	}
	if err := k.pay(ctx, types.RequestAddress(key.K2(), key.K3()), key.K3(), request.Price); err != nil {
		return err
	}
	return emit(ctx, &types.EventRequestExpired{ArtefactId: key.K2(), Licensee: request.Licensee, Refund: request.Price})
}
