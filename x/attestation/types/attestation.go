package types

import (
	"cosmossdk.io/core/address"
	"cosmossdk.io/math"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

const (
	flagRevocable = 1
	verdictShift  = 1
)

// ParseUID reads an identifier or digest that must be there. Error: ErrInvalidUID.
func ParseUID(name, text string) (eas.Hash, error) {
	uid, err := eas.ParseHash(text)
	if err != nil {
		return uid, ErrInvalidUID.Wrapf("%s %q: %s", name, text, err)
	}
	if uid.IsZero() {
		return uid, ErrInvalidUID.Wrapf("%s is zero, which means none", name)
	}
	return uid, nil
}

// ParseOptionalUID reads an identifier that may be missing: empty, or zero as EAS writes it. Error: ErrInvalidUID.
func ParseOptionalUID(name, text string) (eas.Hash, error) {
	if text == "" {
		return eas.Hash{}, nil
	}
	uid, err := eas.ParseHash(text)
	if err != nil {
		return uid, ErrInvalidUID.Wrapf("%s %q: %s", name, text, err)
	}
	return uid, nil
}

// Entry is a statement that was read.
type Entry struct {
	Subject    Subject
	Verdict    Verdict
	Expiration uint64
	Revocable  bool
	Ref        eas.Hash
	Data       []byte
	Value      math.Int
}

// ParseStatement reads a statement. Errors: ErrInvalidSubject, ErrInvalidUID, ErrInvalidVerdict.
func ParseStatement(addresses address.Codec, s Statement) (entry Entry, err error) {
	entry = Entry{Verdict: s.Verdict, Expiration: s.ExpirationTime, Revocable: s.Revocable, Data: s.Data, Value: s.Value}
	if entry.Subject, err = ParseSubject(addresses, s.Subject); err != nil {
		return entry, err
	}
	if entry.Ref, err = ParseOptionalUID("ref_uid", s.RefUid); err != nil {
		return entry, err
	}
	if entry.Verdict == VerdictUnspecified {
		entry.Verdict = VerdictVerified
	}
	if _, known := Verdict_name[int32(entry.Verdict)]; !known {
		return entry, ErrInvalidVerdict.Wrapf("%d; use 1 for verified, 2 for denied, 3 for not evaluated", entry.Verdict)
	}
	return entry, nil
}

// Check is whether an attestation may be made under a schema at a time. Errors: ErrInvalidData for too much of it, ErrInvalidExpiration,
// ErrIrrevocable.
func (e Entry) Check(schema Schema, params Params, now uint64) error {
	if uint64(len(e.Data)) > uint64(params.MaxDataBytes) {
		return ErrInvalidData.Wrapf("%d bytes, at most %d are possible", len(e.Data), params.MaxDataBytes)
	}
	if e.Expiration != 0 && e.Expiration <= now {
		return ErrInvalidExpiration.Wrapf("%d is not after the block's time %d; use a later second, or 0 for never", e.Expiration, now)
	}
	if e.Revocable && !schema.Revocable {
		return ErrIrrevocable.Wrapf("schema %s does not allow revocable attestations", schema.Uid)
	}
	return nil
}

// Extended is whether the entry says more than EAS can, so that a signature must cover it in this module's own way.
func (e Entry) Extended() bool { return !e.Subject.Short() || e.Verdict != VerdictVerified }

// Record is the entry as the store has it.
func (e Entry) Record(batch uint64) Record {
	record := Record{
		Batch: batch, Flags: uint32(e.Verdict) << verdictShift, ExpirationTime: e.Expiration, Data: e.Data,
	}
	if e.Revocable {
		record.Flags |= flagRevocable
	}
	if recipient := e.Subject.Recipient(); !recipient.IsZero() {
		record.Recipient = recipient[:]
	}
	if !e.Subject.Short() {
		record.Subject = e.Subject.Text
	}
	if !e.Ref.IsZero() {
		record.RefUid = e.Ref[:]
	}
	return record
}

// Says is the record's verdict.
func (r Record) Says() Verdict { return Verdict(r.Flags >> verdictShift) }

// Revocable is whether the record can be revoked.
func (r Record) Revocable() bool { return r.Flags&flagRevocable != 0 }

// Live is whether the record is neither revoked nor expired at a time.
func (r Record) Live(now uint64) bool {
	return r.Revocation == nil && (r.ExpirationTime == 0 || r.ExpirationTime > now)
}

// UID computes the record's identifier, which is EAS's.
func (r Record) UID(batch Batch) eas.Hash {
	statement := eas.Statement{
		Schema: hashOf(batch.SchemaUid), Time: batch.Time, Expiration: r.ExpirationTime, Revocable: r.Revocable(),
		Ref: hashOf(r.RefUid), Data: r.Data,
	}
	copy(statement.Recipient[:], r.Recipient)
	return statement.UID(eas.ShortAddress(batch.Attester), r.Bump)
}

// SubjectText is the record's subject as it is written.
func (r Record) SubjectText(addresses address.Codec) (string, error) {
	if r.Subject != "" || len(r.Recipient) == 0 {
		return r.Subject, nil
	}
	return addresses.BytesToString(r.Recipient)
}

// NewAttestation puts a record and its batch together.
func NewAttestation(addresses address.Codec, uid eas.Hash, batch Batch, record Record) (Attestation, error) {
	attester, err := addresses.BytesToString(batch.Attester)
	if err != nil {
		return Attestation{}, err
	}
	subject, err := record.SubjectText(addresses)
	if err != nil {
		return Attestation{}, err
	}
	var recipient eas.Address
	copy(recipient[:], record.Recipient)
	a := Attestation{
		Uid: uid.String(), Schema: hashOf(batch.SchemaUid).String(), Attester: attester, Subject: subject, Verdict: record.Says(),
		Time: batch.Time, ExpirationTime: record.ExpirationTime, Revocable: record.Revocable(), RefUid: optionalText(record.RefUid),
		Data: record.Data, Bump: record.Bump, EasAttester: eas.ShortAddress(batch.Attester).String(), EasRecipient: recipient.String(),
	}
	if r := record.Revocation; r != nil {
		a.RevocationTime, a.Reason, a.Replacement = r.Time, r.Reason, optionalText(r.Replacement)
		if a.Revoker, err = addresses.BytesToString(r.Revoker); err != nil {
			return Attestation{}, err
		}
	}
	return a, nil
}

func optionalText(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	return hashOf(raw).String()
}

func hashOf(raw []byte) (hash eas.Hash) {
	copy(hash[:], raw)
	return hash
}

// HashOf is 32 stored bytes as a hash; missing ones are zero.
func HashOf(raw []byte) eas.Hash { return hashOf(raw) }
