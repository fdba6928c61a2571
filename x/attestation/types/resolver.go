package types

import (
	"context"
	"encoding/json"
	"strconv"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// ResolverCall is what a resolver is asked about: attestations that are stored already, and that an error takes back.
type ResolverCall struct {
	// Revoke is whether they are being revoked, not made.
	Revoke bool
	// Args is what follows a native resolver's name.
	Args string
	// Items are under one schema, in order.
	Items []ResolverItem
	// Value is the sum of the items' values. The module's account holds it; a resolver that takes it moves it on.
	Value sdk.Coin
}

// ResolverItem is one attestation and what is paid for it.
type ResolverItem struct {
	Attestation Attestation
	Value       math.Int
}

// NativeResolver is a resolver in the chain's own code. An error vetoes; so does a panic, and using more gas than resolver_gas.
type NativeResolver interface {
	// Validate checks the arguments when a schema is registered.
	Validate(args string) error
	// Resolve agrees by returning nil. It must move the value on, or refuse one.
	Resolve(ctx context.Context, call ResolverCall) error
}

// contractItem is an item as a contract reads it. Numbers above 32 bits are texts, as is usual there; bytes are base64.
type contractItem struct {
	UID            string `json:"uid"`
	Schema         string `json:"schema"`
	Attester       string `json:"attester"`
	Subject        string `json:"subject"`
	Verdict        uint32 `json:"verdict"`
	Time           string `json:"time"`
	ExpirationTime string `json:"expiration_time"`
	Revocable      bool   `json:"revocable"`
	RefUID         string `json:"ref_uid"`
	Data           []byte `json:"data"`
	EASAttester    string `json:"eas_attester"`
	EASRecipient   string `json:"eas_recipient"`
	Value          string `json:"value"`
}

type contractItems struct {
	Attestations []contractItem `json:"attestations"`
}

// contractCall is what a contract is executed with: {"attest":{"attestations":[...]}} or {"revoke":{"attestations":[...]}}.
type contractCall struct {
	Attest *contractItems `json:"attest,omitempty"`
	Revoke *contractItems `json:"revoke,omitempty"`
}

// ContractMessage is the call as a contract reads it.
func (c ResolverCall) ContractMessage() ([]byte, error) {
	items := contractItems{Attestations: make([]contractItem, len(c.Items))}
	for i, item := range c.Items {
		a := item.Attestation
		items.Attestations[i] = contractItem{
			UID: a.Uid, Schema: a.Schema, Attester: a.Attester, Subject: a.Subject, Verdict: uint32(a.Verdict),
			Time: strconv.FormatUint(a.Time, 10), ExpirationTime: strconv.FormatUint(a.ExpirationTime, 10), Revocable: a.Revocable,
			RefUID: a.RefUid, Data: a.Data, EASAttester: a.EasAttester, EASRecipient: a.EasRecipient, Value: item.Value.String(),
		}
	}
	if c.Revoke {
		return json.Marshal(contractCall{Revoke: &items})
	}
	return json.Marshal(contractCall{Attest: &items})
}

type signatureQuestion struct {
	Digest    string `json:"digest"`
	Signature []byte `json:"signature"`
}

// SignatureQuery asks a contract whether it signed a digest, as ERC-1271 does: {"is_valid_signature":{"digest":"0x...","signature":"..."}}.
// It agrees by answering {"valid":true}.
func SignatureQuery(digest string, signature []byte) ([]byte, error) {
	return json.Marshal(struct {
		Question signatureQuestion `json:"is_valid_signature"`
	}{signatureQuestion{digest, signature}})
}

// SignatureAnswer reads a contract's answer to SignatureQuery. Whatever is no plain yes is no.
func SignatureAnswer(raw []byte) bool {
	var answer struct {
		Valid bool `json:"valid"`
	}
	return json.Unmarshal(raw, &answer) == nil && answer.Valid
}
