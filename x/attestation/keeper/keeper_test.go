package keeper_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// first is ada's attestation, and others are more of it.
type populace struct {
	schema, first, disputed string
	root                    eas.Hash
}

// populated has something of everything.
func populated(t *testing.T, extraStores ...string) (*fixture.Fixture, world, populace) {
	t.Helper()
	f := fixture.New(t, append(extraStores, storeKeys...)...)
	w := newWorld(t, f)
	ada, bob := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("bob"))
	registered, err := w.msgs.RegisterSchema(f.Ctx, &types.MsgRegisterSchema{Registrar: ada, Schema: "bool x", Revocable: true, Name: "x"})
	require.NoError(t, err)
	_, err = w.msgs.RegisterSchema(f.Ctx, &types.MsgRegisterSchema{Registrar: ada, Schema: "bool y", Name: "x"})
	require.NoError(t, err)
	p := populace{schema: registered.Uid, root: eas.Keccak([]byte("root"))}
	attest := func(subject, ref string) string {
		response, err := w.msgs.Attest(f.Ctx, &types.MsgAttest{
			Attester: ada, Schema: p.schema, Subject: subject, Data: word(1), Revocable: true, RefUid: ref, Value: math.ZeroInt(),
		})
		require.NoError(t, err)
		return response.Uid
	}
	p.first = attest(bob, "")
	p.disputed = attest("did:web:example.com", p.first)
	gone := attest("artefact:1", p.first)
	_, err = w.msgs.Revoke(f.Ctx, &types.MsgRevoke{Revoker: ada, Uid: gone, Reason: types.ReasonReplaced, Replacement: p.first, Value: math.ZeroInt()})
	require.NoError(t, err)
	_, err = w.msgs.SetRevoker(f.Ctx, &types.MsgSetRevoker{Attester: ada, Revoker: bob, Schema: p.schema, Allowed: true})
	require.NoError(t, err)
	_, err = w.msgs.SetRevoker(f.Ctx, &types.MsgSetRevoker{Attester: ada, Revoker: bob, Allowed: true})
	require.NoError(t, err)
	_, err = w.msgs.Timestamp(f.Ctx, &types.MsgTimestamp{Sender: ada, Digests: []string{p.root.String()}})
	require.NoError(t, err)
	_, err = w.msgs.RevokeOffchain(f.Ctx, &types.MsgRevokeOffchain{Revoker: ada, Digests: []string{p.root.String()}})
	require.NoError(t, err)
	_, err = w.msgs.AnchorBatch(f.Ctx, &types.MsgAnchorBatch{Attester: ada, Root: p.root.String(), Size_: 5_000, Location: "https://x"})
	require.NoError(t, err)
	_, err = w.msgs.RevokeAnchored(f.Ctx, &types.MsgRevokeAnchored{Attester: ada, Root: p.root.String(), Indexes: []uint64{0, 4_999}})
	require.NoError(t, err)
	_, err = w.msgs.IncreaseNonce(f.Ctx, &types.MsgIncreaseNonce{Account: bob, Nonce: 3})
	require.NoError(t, err)
	require.NoError(t, w.keeper.Spent.Set(f.Ctx, collections.Join(uint64(1_800_000_000), p.root[:])))
	f.Fund(f.Addr("carl"), "10000000usure")
	_, err = w.msgs.OpenDispute(f.Ctx, &types.MsgOpenDispute{
		Disputer: f.Bech32(f.Addr("carl")), Uid: p.disputed, Grounds: "no", Bond: sdk.NewInt64Coin("usure", 10_000_000),
	})
	require.NoError(t, err)
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	return f, w, p
}

func TestNewKeeperRefusesAnAuthorityThatIsNoAddress(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", keeper.Deps{})
	require.ErrorContains(t, err, `attestation: authority "governance"`)
}

type always struct{ types.NativeResolver }

func TestNativeResolversOfOtherModules(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	require.NoError(t, w.keeper.RegisterNative("market", always{}))
	require.ErrorIs(t, w.keeper.RegisterNative("market", always{}), types.ErrInvalidResolver)
	require.ErrorIs(t, w.keeper.RegisterNative("fee", always{}), types.ErrInvalidResolver)
	require.ErrorIs(t, w.keeper.RegisterNative("A", always{}), types.ErrInvalidName)
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f, w, _ := populated(t, "second")
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	again := newKeeper(t, f, "second", nil, nil)
	require.NoError(t, again.InitGenesis(f.Ctx, exported))
	reexported, err := again.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Equal(t, string(f.Codec.MustMarshalJSON(exported)), string(f.Codec.MustMarshalJSON(reexported)))
	require.Equal(t, dump(t, f, types.StoreKey), dump(t, f, "second"))
}

// dump lists a store's keys and values, indexes and queues included.
func dump(t *testing.T, f *fixture.Fixture, store string) []string {
	t.Helper()
	iterator, err := f.StoreService(store).OpenKVStore(f.Ctx).Iterator(nil, nil)
	require.NoError(t, err)
	defer iterator.Close()
	var pairs []string
	for ; iterator.Valid(); iterator.Next() {
		pairs = append(pairs, fmt.Sprintf("%x=%x", iterator.Key(), iterator.Value()))
	}
	return pairs
}

func TestGenesisValidation(t *testing.T) {
	f, w, p := populated(t)
	genesis := func() *types.GenesisState {
		exported, err := w.keeper.ExportGenesis(f.Ctx)
		require.NoError(t, err)
		return exported
	}
	require.NoError(t, genesis().Validate(f.Addresses))
	zero := make([]byte, 32)
	for name, spoil := range map[string]func(*types.GenesisState){
		"parameters out of range":          func(g *types.GenesisState) { g.Params.MaxBatch = 0 },
		"an arbiter that is no account":    func(g *types.GenesisState) { g.Params.Arbiter = "x" },
		"a schema with another identifier": func(g *types.GenesisState) { g.Schemas[0].Uid = p.first },
		"a schema that cannot be read":     func(g *types.GenesisState) { g.Schemas[0].Schema = "x" },
		"a schema out of order":            func(g *types.GenesisState) { g.Schemas[0].Number = 2 },
		"a schema of nobody":               func(g *types.GenesisState) { g.Schemas[0].Registrar = "" },
		"a version that is missing":        func(g *types.GenesisState) { g.Versions = g.Versions[1:] },
		"a version of no schema":           func(g *types.GenesisState) { g.Versions[0].Uid = p.first },
		"a name that is none":              func(g *types.GenesisState) { g.Versions[0].Name = "X" },
		"a batch that is missing":          func(g *types.GenesisState) { g.Batches = g.Batches[1:] },
		"a batch of nobody":                func(g *types.GenesisState) { g.Batches[0].Attester = "" },
		"a batch of no schema":             func(g *types.GenesisState) { g.Batches[0].Schema = p.first },
		"a batch of nothing":               func(g *types.GenesisState) { g.Batches[0].Records = nil },
		"data that does not fit":           func(g *types.GenesisState) { g.Batches[0].Records[0].Data = []byte{1} },
		"an attestation twice": func(g *types.GenesisState) {
			g.Batches[0].Records = append(g.Batches[0].Records, g.Batches[0].Records[0])
		},
		"an attestation in another batch": func(g *types.GenesisState) { g.Batches[0].Records[0].Batch = 1 },
		"a verdict that is none":          func(g *types.GenesisState) { g.Batches[0].Records[0].Flags = 1 },
		"a recipient of 3 bytes":          func(g *types.GenesisState) { g.Batches[0].Records[0].Recipient = []byte{1, 2, 3} },
		"a subject that a recipient says": func(g *types.GenesisState) { g.Batches[0].Records[0].Subject = f.Bech32(f.Addr("bob")) },
		"a subject that is none":          func(g *types.GenesisState) { g.Batches[1].Records[0].Subject = "did:" },
		"a reference to nothing":          func(g *types.GenesisState) { g.Batches[1].Records[0].RefUid = zero },
		"a replacement that is nothing":   func(g *types.GenesisState) { g.Batches[2].Records[0].Revocation.Replacement = zero },
		"a revocation by nobody":          func(g *types.GenesisState) { g.Batches[2].Records[0].Revocation.Revoker = nil },
		"an account twice":                func(g *types.GenesisState) { g.Accounts = append(g.Accounts, g.Accounts[0]) },
		"a spent request twice":           func(g *types.GenesisState) { g.Spent = append(g.Spent, g.Spent[0]) },
		"a revoker under no schema":       func(g *types.GenesisState) { g.Revokers[1].Schema = p.first },
		"a revoker twice":                 func(g *types.GenesisState) { g.Revokers = append(g.Revokers, g.Revokers[0]) },
		"a timestamp of no digest":        func(g *types.GenesisState) { g.Timestamps[0].Digest = "0x" },
		"a timestamp in upper case":       func(g *types.GenesisState) { g.Timestamps[0].Digest = "0x" + fmt.Sprintf("%X", p.root[:]) },
		"an off-chain revocation twice": func(g *types.GenesisState) {
			g.OffchainRevocations = append(g.OffchainRevocations, g.OffchainRevocations[0])
		},
		"an anchor twice":                    func(g *types.GenesisState) { g.Anchors = append(g.Anchors, g.Anchors[0]) },
		"an anchor of nothing":               func(g *types.GenesisState) { g.Anchors[0].Size_ = 0 },
		"a status list that does not add up": func(g *types.GenesisState) { g.Anchors[0].Revoked = 1 },
		"a status list of nothing":           func(g *types.GenesisState) { g.Statuses[0].Root = p.first },
		"a chunk that is cut short":          func(g *types.GenesisState) { g.Statuses[0].Bits = g.Statuses[0].Bits[1:] },
		"a dispute of nothing":               func(g *types.GenesisState) { g.Disputes[0].Uid = p.root.String() },
		"a dispute without a bond":           func(g *types.GenesisState) { g.Disputes[0].Bond.Amount = math.ZeroInt() },
		"a dispute without grounds":          func(g *types.GenesisState) { g.Disputes[0].Grounds = "" },
		"a dispute twice":                    func(g *types.GenesisState) { g.Disputes = append(g.Disputes, g.Disputes[0]) },
	} {
		t.Run(name, func(t *testing.T) {
			g := genesis()
			spoil(g)
			require.Error(t, g.Validate(f.Addresses))
		})
	}
}

func TestInvariantsNoticeWhatIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, *fixture.Fixture, world, populace){
		"an attestation that says something else": func(t *testing.T, f *fixture.Fixture, w world, p populace) {
			uid := mustHash(p.first)
			record, _, err := w.keeper.GetRecord(f.Ctx, uid)
			require.NoError(t, err)
			record.Data = word(0)
			require.NoError(t, w.keeper.Records.Set(f.Ctx, uid[:], record))
		},
		"an attestation in no batch": func(t *testing.T, f *fixture.Fixture, w world, _ populace) {
			uid := eas.Keccak()
			require.NoError(t, w.keeper.Records.Set(f.Ctx, uid[:], types.Record{Flags: 2, Data: word(1)}))
		},
		"an index that is empty": func(t *testing.T, f *fixture.Fixture, w world, _ populace) {
			require.NoError(t, w.keeper.BySubject.Clear(f.Ctx, nil))
		},
		"an index that says too much": func(t *testing.T, f *fixture.Fixture, w world, _ populace) {
			require.NoError(t, w.keeper.ByReference.Set(f.Ctx, append(word(1), word(1)[24:]...), []byte{0}))
		},
		"a bond that is gone": func(t *testing.T, f *fixture.Fixture, _ world, p populace) {
			from := types.DisputeAddress(mustHash(p.disputed))
			require.NoError(t, f.Bank.SendCoins(f.Ctx, from, f.Addr("eve"), f.Bank.GetAllBalances(f.Ctx, from)))
		},
		"a dispute that is not in the queue": func(t *testing.T, f *fixture.Fixture, w world, _ populace) {
			require.NoError(t, w.keeper.DisputeQueue.Clear(f.Ctx, nil))
		},
		"a queue entry without a dispute": func(t *testing.T, f *fixture.Fixture, w world, p populace) {
			uid := mustHash(p.first)
			require.NoError(t, w.keeper.DisputeQueue.Set(f.Ctx, collections.Join(int64(9), uid[:])))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, w, p := populated(t)
			spoil(t, f, w, p)
			require.Error(t, w.keeper.Invariants(f.Ctx))
		})
	}
}

func TestGenesisWithoutTheMoneyIsRefused(t *testing.T) {
	f, w, p := populated(t, "second")
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	from := types.DisputeAddress(mustHash(p.disputed))
	require.NoError(t, f.Bank.SendCoins(f.Ctx, from, f.Addr("eve"), sdk.NewCoins(sdk.NewInt64Coin("usure", 1))))
	require.ErrorContains(t, newKeeper(t, f, "second", nil, nil).InitGenesis(f.Ctx, exported), "has a bond of 10000000usure and its sub-account holds 9999999usure")
}

// Every page shows what is there, once, in order and in reverse, whatever the size of the pages and of the batches.
func TestPagesShowEverythingOnce(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	ada := f.Bech32(f.Addr("ada"))
	registered, err := w.msgs.RegisterSchema(f.Ctx, &types.MsgRegisterSchema{Registrar: ada, Schema: "uint256 n"})
	require.NoError(t, err)
	var all []string
	number := int64(0)
	for _, size := range []int{1, 5, 1, 2, 7} {
		group := types.StatementGroup{Schema: registered.Uid}
		for range size {
			group.Statements = append(group.Statements, types.Statement{Subject: "did:web:x", Data: word(number), Value: math.ZeroInt()})
			number++
		}
		response, err := w.msgs.MultiAttest(f.Ctx, &types.MsgMultiAttest{Attester: ada, Groups: []types.StatementGroup{group}})
		require.NoError(t, err)
		all = append(all, response.Uids...)
	}
	for limit := uint64(1); limit <= uint64(number)+1; limit++ {
		for _, reverse := range []bool{false, true} {
			var shown []string
			request := &types.QueryAttestationsBySubjectRequest{
				Subject: "did:web:x", Schema: registered.Uid, Attester: ada, Pagination: &query.PageRequest{Limit: limit, Reverse: reverse},
			}
			for pages := 0; ; pages++ {
				require.LessOrEqual(t, pages, len(all))
				response, err := w.query.AttestationsBySubject(f.Ctx, request)
				require.NoError(t, err)
				require.LessOrEqual(t, uint64(len(response.Attestations)), limit)
				for _, a := range response.Attestations {
					if reverse {
						shown = append([]string{a.Uid}, shown...)
						continue
					}
					shown = append(shown, a.Uid)
				}
				if len(response.Pagination.NextKey) == 0 {
					break
				}
				request.Pagination.Key = response.Pagination.NextKey
			}
			require.Equal(t, all, shown, "limit %d, reverse %t", limit, reverse)
		}
	}
	for name, page := range map[string]*query.PageRequest{
		"an offset":       {Offset: 1},
		"a total":         {CountTotal: true},
		"a key too short": {Key: []byte{1}},
	} {
		_, err := w.query.AttestationsBySchema(f.Ctx, &types.QueryAttestationsBySchemaRequest{Schema: registered.Uid, Pagination: page})
		require.Error(t, err, name)
	}
	_, err = w.query.AttestationsBySchema(f.Ctx, &types.QueryAttestationsBySchemaRequest{
		Schema: registered.Uid, Pagination: &query.PageRequest{Key: []byte("0123456789abcdef")},
	})
	require.NoError(t, err, "a key of another list shows what comes after it, or nothing")
}

func TestQueriesSayWhatIsWrong(t *testing.T) {
	f, w, p := populated(t)
	ada := f.Bech32(f.Addr("ada"))
	for name, call := range map[string]func() error{
		"an identifier that is none": func() error {
			_, err := w.query.Attestation(f.Ctx, &types.QueryAttestationRequest{Uid: "0x12"})
			return err
		},
		"an attestation that is not there": func() error {
			_, err := w.query.Attestation(f.Ctx, &types.QueryAttestationRequest{Uid: p.root.String()})
			return err
		},
		"an attester without a schema": func() error {
			_, err := w.query.AttestationsBySubject(f.Ctx, &types.QueryAttestationsBySubjectRequest{Subject: "did:web:x", Attester: ada})
			return err
		},
		"no subject": func() error {
			_, err := w.query.AttestationsBySubject(f.Ctx, &types.QueryAttestationsBySubjectRequest{})
			return err
		},
		"too many attesters": func() error {
			_, err := w.query.Standing(f.Ctx, &types.QueryStandingRequest{Subject: "did:web:x", Schema: p.schema, Attesters: make([]string, 17)})
			return err
		},
		"a chunk beyond the end": func() error {
			_, err := w.query.StatusList(f.Ctx, &types.QueryStatusListRequest{Attester: ada, Root: p.root.String(), Chunk: 5})
			return err
		},
		"a disclosure of data that is no root": func() error {
			_, err := w.query.Disclosure(f.Ctx, &types.QueryDisclosureRequest{Uid: p.first})
			return err
		},
	} {
		require.Error(t, call(), name)
	}
	revokers, err := w.query.Revokers(f.Ctx, &types.QueryRevokersRequest{Attester: ada})
	require.NoError(t, err)
	require.Len(t, revokers.Revokers, 2)
	list, err := w.query.StatusList(f.Ctx, &types.QueryStatusListRequest{Attester: ada, Root: p.root.String(), Chunk: 4})
	require.NoError(t, err)
	require.Equal(t, byte(1<<(4_999%8)), list.Bits[4_999%1024/8])
	disputes, err := w.query.Disputes(f.Ctx, &types.QueryDisputesRequest{})
	require.NoError(t, err)
	require.Len(t, disputes.Disputes, 1)
	schemas, err := w.query.Schemas(f.Ctx, &types.QuerySchemasRequest{})
	require.NoError(t, err)
	require.Len(t, schemas.Schemas, 2)
	anchors, err := w.query.Anchors(f.Ctx, &types.QueryAnchorsRequest{Attester: ada})
	require.NoError(t, err)
	require.Len(t, anchors.Anchors, 1)
	domain, err := w.query.Domain(f.Ctx, &types.QueryDomainRequest{})
	require.NoError(t, err)
	require.Equal(t, "EAS", domain.Name)
	require.NotEqual(t, domain.Contract, domain.UnorderedContract)
}

// The root of private data is attested as one bytes32, and fields of it are shown to belong to it.
func TestPrivateDataIsDisclosedInPart(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	ada := f.Bech32(f.Addr("ada"))
	fields := []eas.PrivateField{
		{Type: "bool", Name: "adult", Value: word(1), Salt: eas.Keccak([]byte("a"))},
		{Type: "uint256", Name: "age", Value: word(30), Salt: eas.Keccak([]byte("b"))},
		{Type: "address", Name: "who", Value: word(7), Salt: eas.Keccak([]byte("c"))},
	}
	tree, err := eas.NewTree([]eas.Hash{fields[0].Leaf(), fields[1].Leaf(), fields[2].Leaf()})
	require.NoError(t, err)
	root := tree.Root()
	registered, err := w.msgs.RegisterSchema(f.Ctx, &types.MsgRegisterSchema{Registrar: ada, Schema: "bytes32 privateData", Revocable: true})
	require.NoError(t, err)
	attested, err := w.msgs.Attest(f.Ctx, &types.MsgAttest{Attester: ada, Schema: registered.Uid, Data: root[:], Revocable: true, Value: math.ZeroInt()})
	require.NoError(t, err)

	proof, err := tree.Reveal([]eas.Hash{fields[0].Leaf()})
	require.NoError(t, err)
	request := &types.QueryDisclosureRequest{Uid: attested.Uid, Flags: proof.Flags, Fields: []types.PrivateField{{
		Type: "bool", Name: "adult", Value: word(1), Salt: fields[0].Salt.String(),
	}}}
	for _, node := range proof.Proof {
		request.Proof = append(request.Proof, node.String())
	}
	response, err := w.query.Disclosure(f.Ctx, request)
	require.NoError(t, err)
	require.True(t, response.Live)
	for name, spoil := range map[string]func(*types.PrivateField){
		"another value":           func(p *types.PrivateField) { p.Value = word(0) },
		"another name":            func(p *types.PrivateField) { p.Name = "vaccinated" },
		"another salt":            func(p *types.PrivateField) { p.Salt = root.String() },
		"a salt that is none":     func(p *types.PrivateField) { p.Salt = "" },
		"a value of another type": func(p *types.PrivateField) { p.Value = word(2) },
		"a type that is none":     func(p *types.PrivateField) { p.Type = "boolean" },
	} {
		field := request.Fields[0]
		spoil(&field)
		spoiled := *request
		spoiled.Fields = []types.PrivateField{field}
		_, err = w.query.Disclosure(f.Ctx, &spoiled)
		require.ErrorContains(t, err, types.ErrInvalidProof.Error(), name)
	}
}
