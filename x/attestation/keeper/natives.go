package keeper

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/types"
)

const (
	maxNativeAttesters = 4
	maxFeeDigits       = 39
)

// onlyAttesters is native:attesters:ADDRESS[,ADDRESS...]: nobody else may attest.
type onlyAttesters struct{ k *Keeper }

// Validate reads 1 to 4 addresses.
func (r onlyAttesters) Validate(args string) error {
	names := strings.Split(args, ",")
	if len(names) > maxNativeAttesters {
		return types.ErrInvalidResolver.Wrapf("%d attesters, at most %d are possible", len(names), maxNativeAttesters)
	}
	for _, name := range names {
		if err := r.k.checkAccount(name); err != nil {
			return err
		}
	}
	return nil
}

// Resolve refuses attesters that are not listed.
func (r onlyAttesters) Resolve(_ context.Context, call types.ResolverCall) error {
	if err := unpaid(call); err != nil {
		return err
	}
	names := strings.Split(call.Args, ",")
	for _, item := range call.Items {
		if !slices.Contains(names, item.Attestation.Attester) {
			return types.ErrResolverRefused.Wrapf("%s is not among those who may attest", item.Attestation.Attester)
		}
	}
	return nil
}

// onlyRecipient is native:recipient:ADDRESS: attestations are about that account.
type onlyRecipient struct{ k *Keeper }

// Validate reads an address.
func (r onlyRecipient) Validate(args string) error { return r.k.checkAccount(args) }

// Resolve refuses other subjects.
func (r onlyRecipient) Resolve(_ context.Context, call types.ResolverCall) error {
	if err := unpaid(call); err != nil {
		return err
	}
	for _, item := range call.Items {
		if item.Attestation.Subject != call.Args {
			return types.ErrResolverRefused.Wrapf("the subject is %q, it must be %s", item.Attestation.Subject, call.Args)
		}
	}
	return nil
}

// mustExpire is native:expiring:SECONDS: attestations end by themselves, at most so many seconds after they were made.
type mustExpire struct{}

// Validate reads a number of seconds.
func (mustExpire) Validate(args string) error {
	_, err := parseSeconds(args)
	return err
}

// Resolve refuses attestations that last for longer.
func (mustExpire) Resolve(_ context.Context, call types.ResolverCall) error {
	if err := unpaid(call); err != nil || call.Revoke {
		return err
	}
	seconds, err := parseSeconds(call.Args)
	if err != nil {
		return err
	}
	for _, item := range call.Items {
		if a := item.Attestation; a.ExpirationTime == 0 || a.ExpirationTime-a.Time > seconds {
			return types.ErrResolverRefused.Wrapf("it expires at %d, it must within %d seconds of %d", a.ExpirationTime, seconds, a.Time)
		}
	}
	return nil
}

func parseSeconds(text string) (uint64, error) {
	seconds, err := strconv.ParseUint(text, 10, 40)
	if err != nil || seconds == 0 || strconv.FormatUint(seconds, 10) != text {
		return 0, types.ErrInvalidResolver.Wrapf("%q is no number of seconds", text)
	}
	return seconds, nil
}

// neverRevoked is native:irrevocable: what was attested stands, whatever the schema allows.
type neverRevoked struct{}

// Validate takes no arguments.
func (neverRevoked) Validate(args string) error { return noArgs(args) }

// Resolve refuses revocations.
func (neverRevoked) Resolve(_ context.Context, call types.ResolverCall) error {
	if call.Revoke {
		return types.ErrResolverRefused.Wrap("what was attested here stands")
	}
	return unpaid(call)
}

// mustRefer is native:reference: attestations refer to another one that is neither revoked nor expired.
type mustRefer struct{ k *Keeper }

// Validate takes no arguments.
func (mustRefer) Validate(args string) error { return noArgs(args) }

// Resolve refuses attestations that refer to nothing live.
func (r mustRefer) Resolve(ctx context.Context, call types.ResolverCall) error {
	if err := unpaid(call); err != nil || call.Revoke {
		return err
	}
	for _, item := range call.Items {
		uid, err := types.ParseUID("ref_uid", item.Attestation.RefUid)
		if err != nil {
			return types.ErrResolverRefused.Wrap("it must refer to another attestation")
		}
		record, _, err := r.k.GetRecord(ctx, uid)
		if err != nil {
			return err
		}
		if !record.Live(now(ctx)) {
			return types.ErrResolverRefused.Wrapf("%s is revoked or expired", uid)
		}
	}
	return nil
}

// fee is native:fee:AMOUNT:ADDRESS: each attestation pays so much to an account; revoking is free.
type fee struct{ k *Keeper }

// Validate reads an amount and an address that coins can be sent to.
func (r fee) Validate(args string) error {
	_, to, err := r.parse(args)
	if err == nil && r.k.deps.Bank.BlockedAddr(to) {
		err = types.ErrInvalidResolver.Wrapf("%s does not receive coins", to)
	}
	return err
}

// Resolve refuses any other value and passes it on.
func (r fee) Resolve(ctx context.Context, call types.ResolverCall) error {
	amount, to, err := r.parse(call.Args)
	if err != nil {
		return err
	}
	if call.Revoke {
		return unpaid(call)
	}
	for _, item := range call.Items {
		if !item.Value.Equal(amount) {
			return types.ErrInvalidValue.Wrapf("%s was given, each attestation pays %s", item.Value, amount)
		}
	}
	return r.k.deps.Bank.SendCoins(ctx, types.Address(), to, sdk.NewCoins(call.Value))
}

func (r fee) parse(args string) (math.Int, sdk.AccAddress, error) {
	text, name, _ := strings.Cut(args, ":")
	amount, ok := math.NewIntFromString(text)
	if !ok || len(text) > maxFeeDigits || !amount.IsPositive() || amount.String() != text {
		return amount, nil, types.ErrInvalidResolver.Wrapf("%q is no amount; write native:fee:AMOUNT:ADDRESS", text)
	}
	to, err := r.k.addresses.StringToBytes(name)
	if err != nil {
		return amount, nil, types.ErrInvalidResolver.Wrapf("%q is no address: %s", name, err)
	}
	return amount, to, nil
}

// checkAccount is whether a text is an address as it is always written, so that texts can be compared.
func (k *Keeper) checkAccount(text string) error {
	account, err := k.addresses.StringToBytes(text)
	if err != nil {
		return types.ErrInvalidResolver.Wrapf("%q is no address: %s", text, err)
	}
	if again, err := k.addresses.BytesToString(account); err != nil || again != text {
		return types.ErrInvalidResolver.Wrapf("write %q as %s", text, again)
	}
	return nil
}

func noArgs(args string) error {
	if args != "" {
		return types.ErrInvalidResolver.Wrapf("%q: this resolver has no arguments", args)
	}
	return nil
}

func unpaid(call types.ResolverCall) error {
	if call.Value.IsPositive() {
		return types.ErrInvalidValue.Wrapf("%s for a resolver that takes nothing; leave the value out", call.Value)
	}
	return nil
}
