package types

import (
	"math/bits"

	"cosmossdk.io/core/address"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// genesisCheck remembers what was seen, and stops at the first mistake.
type genesisCheck struct {
	addresses address.Codec
	seen      map[string]bool
	schemas   map[string]Schema
	uids      map[eas.Hash]Record
	err       error
}

// Validate checks what can be checked without the bank: well-formed records, none twice, references to what is there, and identifiers
// that follow from what they identify. Error: ErrInvalidGenesis, or what is wrong with a record.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(addresses); err != nil {
		return err
	}
	c := &genesisCheck{addresses: addresses, seen: map[string]bool{}, schemas: map[string]Schema{}, uids: map[eas.Hash]Record{}}
	for i, schema := range g.Schemas {
		c.schema(i, schema)
	}
	c.versions(g.Versions)
	for i, batch := range g.Batches {
		c.batch(i, batch)
	}
	for _, batch := range g.Batches {
		c.references(batch)
	}
	c.people(g)
	c.digests(g)
	c.anchors(g)
	for _, dispute := range g.Disputes {
		c.dispute(dispute)
	}
	return c.err
}

func (c *genesisCheck) fail(format string, args ...any) {
	if c.err == nil {
		c.err = ErrInvalidGenesis.Wrapf(format, args...)
	}
}

func (c *genesisCheck) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *genesisCheck) once(what string) {
	if c.seen[what] {
		c.fail("%s is there twice", what)
	}
	c.seen[what] = true
}

func (c *genesisCheck) account(name, text string) []byte {
	addr, err := c.addresses.StringToBytes(text)
	if err != nil {
		c.fail("%s %q: %s", name, text, err)
	}
	return addr
}

func (c *genesisCheck) uid(name, text string) eas.Hash {
	uid, err := ParseUID(name, text)
	c.keep(err)
	if err == nil && uid.String() != text {
		c.fail("%s %s is not in lower case with 0x", name, text)
	}
	return uid
}

func (c *genesisCheck) schema(i int, schema Schema) {
	if uint64(schema.Number) != uint64(i)+1 {
		c.fail("schema %d has the number %d", i+1, schema.Number)
	}
	c.account("registrar", schema.Registrar)
	resolver, err := ParseResolver(c.addresses, schema.Resolver)
	c.keep(err)
	again, err := NewSchema(schema.Schema, resolver, schema.Revocable, MaxSchemaBytesLimit)
	c.keep(err)
	again.Number, again.Registrar, again.Time = schema.Number, schema.Registrar, schema.Time
	if again != schema {
		c.fail("schema %d does not have the identifier %s and the resolver %s", schema.Number, schema.Uid, schema.ResolverAddress)
	}
	c.once("schema " + schema.Uid)
	c.schemas[schema.Uid] = schema
}

func (c *genesisCheck) versions(versions []SchemaVersion) {
	last := SchemaVersion{}
	for _, v := range versions {
		c.account("owner", v.Owner)
		c.keep(ValidateName(v.Name))
		if _, known := c.schemas[v.Uid]; !known {
			c.fail("%s of %s names %s, which is no schema", v.Name, v.Owner, v.Uid)
		}
		want := uint32(1)
		if v.Owner == last.Owner && v.Name == last.Name {
			want = last.Version + 1
		} else {
			c.once("name " + v.Owner + " " + v.Name)
		}
		if v.Version != want {
			c.fail("%s of %s has version %d after %d", v.Name, v.Owner, v.Version, want-1)
		}
		last = v
	}
}

func (c *genesisCheck) batch(i int, g GenesisBatch) {
	batch, err := g.Header(c.addresses)
	c.keep(err)
	schema, known := c.schemas[g.Schema]
	if g.Number != uint64(i) || !known || len(g.Records) == 0 || len(g.Records) > MaxBatchLimit {
		c.fail("batch %d has the number %d, the schema %s and %d attestations", i, g.Number, g.Schema, len(g.Records))
		return
	}
	for _, record := range g.Records {
		uid := record.UID(batch)
		if _, twice := c.uids[uid]; twice {
			c.fail("attestation %s is there twice", uid)
		}
		c.uids[uid] = record
		if record.Batch != g.Number || record.Revocable() && !schema.Revocable || !record.wellFormed() {
			c.fail("attestation %s of batch %d is not well formed", uid, g.Number)
		}
		c.keep(schema.CheckData(record.Data))
		c.subject(record)
	}
}

// wellFormed is whether a record's parts have the right lengths and known values.
func (r Record) wellFormed() bool {
	_, known := Verdict_name[int32(r.Says())]
	good := known && r.Says() != VerdictUnspecified && lengthIs(r.Recipient, eas.AddressBytes) && lengthIs(r.RefUid, eas.HashBytes)
	if v := r.Revocation; v != nil {
		_, known = RevocationReason_name[int32(v.Reason)]
		good = good && known && len(v.Revoker) > 0 && lengthIs(v.Replacement, eas.HashBytes)
	}
	return good
}

func lengthIs(raw []byte, length int) bool { return len(raw) == 0 || len(raw) == length }

func (c *genesisCheck) subject(record Record) {
	if record.Subject == "" {
		return
	}
	subject, err := ParseSubject(c.addresses, record.Subject)
	c.keep(err)
	if recipient := subject.Recipient(); subject.Short() || subject.Text != record.Subject || hashOf(record.Recipient) != hashOf(recipientBytes(recipient)) {
		c.fail("subject %q does not go with the recipient %x", record.Subject, record.Recipient)
	}
}

func recipientBytes(a eas.Address) []byte {
	if a.IsZero() {
		return nil
	}
	return a[:]
}

func (c *genesisCheck) references(batch GenesisBatch) {
	for _, record := range batch.Records {
		if _, known := c.uids[hashOf(record.RefUid)]; len(record.RefUid) > 0 && !known {
			c.fail("an attestation of batch %d refers to %x, which is not there", batch.Number, record.RefUid)
		}
		if v := record.Revocation; v != nil && len(v.Replacement) > 0 {
			if _, known := c.uids[hashOf(v.Replacement)]; !known {
				c.fail("an attestation of batch %d was replaced by %x, which is not there", batch.Number, v.Replacement)
			}
		}
	}
}

func (c *genesisCheck) people(g GenesisState) {
	for _, account := range g.Accounts {
		c.account("account", account.Address)
		c.once("account " + account.Address)
	}
	for _, r := range g.Revokers {
		c.account("attester", r.Attester)
		c.account("revoker", r.Revoker)
		if _, known := c.schemas[r.Schema]; r.Schema != "" && !known {
			c.fail("%s may revoke under %s, which is no schema", r.Revoker, r.Schema)
		}
		c.once("revoker " + r.Attester + " " + r.Schema + " " + r.Revoker)
	}
}

func (c *genesisCheck) digests(g GenesisState) {
	for _, spent := range g.Spent {
		c.uid("spent request", spent.Digest)
		c.once("spent request " + spent.Digest)
	}
	for _, stamp := range g.Timestamps {
		c.uid("timestamp of", stamp.Digest)
		c.once("timestamp of " + stamp.Digest)
	}
	for _, revocation := range g.OffchainRevocations {
		c.account("revoker", revocation.Revoker)
		c.uid("off-chain revocation of", revocation.Digest)
		c.once("off-chain revocation " + revocation.Revoker + " " + revocation.Digest)
	}
}

func (c *genesisCheck) anchors(g GenesisState) {
	revoked := map[string]uint64{}
	sizes := map[string]uint64{}
	for _, anchor := range g.Anchors {
		c.account("attester", anchor.Attester)
		c.uid("root", anchor.Root)
		c.keep(anchor.Validate(c.addresses))
		name := anchor.Attester + " " + anchor.Root
		c.once("anchor " + name)
		sizes[name] = anchor.Size_
	}
	for _, status := range g.Statuses {
		name := status.Attester + " " + status.Root
		if size, known := sizes[name]; !known || len(status.Bits) != ChunkBytes || status.Chunk > (size-1)/ChunkIndexes {
			c.fail("chunk %d of the status list of %s is not well formed", status.Chunk, name)
		}
		for _, b := range status.Bits {
			revoked[name] += uint64(bits.OnesCount8(b))
		}
	}
	for _, anchor := range g.Anchors {
		if name := anchor.Attester + " " + anchor.Root; revoked[name] != anchor.Revoked {
			c.fail("%d of %s are revoked, %d in its status list", anchor.Revoked, name, revoked[name])
		}
	}
}

func (c *genesisCheck) dispute(d Dispute) {
	record, known := c.uids[c.uid("dispute of", d.Uid)]
	if !known || record.Revocation != nil {
		c.fail("a dispute of %s, which is not there or was revoked", d.Uid)
	}
	c.account("disputer", d.Disputer)
	c.keep(ValidateGrounds(d.Grounds))
	if err := d.Bond.Validate(); err != nil || !d.Bond.IsPositive() || d.DeadlineHeight < d.OpenedHeight {
		c.fail("the dispute of %s has the bond %s and the heights %d to %d", d.Uid, d.Bond, d.OpenedHeight, d.DeadlineHeight)
	}
	c.once("dispute of " + d.Uid)
}

// Header is what a batch's attestations have in common. Errors: ErrInvalidUID, or what is wrong with the attester.
func (g GenesisBatch) Header(addresses address.Codec) (Batch, error) {
	schema, err := ParseUID("schema", g.Schema)
	if err != nil {
		return Batch{}, err
	}
	attester, err := addresses.StringToBytes(g.Attester)
	return Batch{SchemaUid: schema[:], Attester: attester, Time: g.Time}, err
}
