// Package court puts the chain's five modules together over one fixture, with a small real network to order, run and dispute. It is
// what the tests of x/verification and x/challenge stand on: nothing in it is faked.
package court

import (
	"context"
	"encoding/hex"
	"errors"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	artefactkeeper "github.com/suretynetwork/surety/x/artefact/keeper"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	challengekeeper "github.com/suretynetwork/surety/x/challenge/keeper"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/da/celestia"
	dakeeper "github.com/suretynetwork/surety/x/da/keeper"
	datypes "github.com/suretynetwork/surety/x/da/types"
	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	verificationkeeper "github.com/suretynetwork/surety/x/verification/keeper"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Denom is the only coin.
const Denom = "usure"

// World is a chain's worth of modules at one height.
type World struct {
	*fixture.Fixture
	Payment      *paymentkeeper.Keeper
	Provider     *providerkeeper.Keeper
	Market       *marketkeeper.Keeper
	Verification *verificationkeeper.Keeper
	Challenge    *challengekeeper.Keeper
	// Case is the registered program with what it runs on.
	Case graphtest.Case
	// Own is its honest trace.
	Own *exec.Trace
	// ProgramID is its id.
	ProgramID string
	// TraceLocation is what receipts say of where their trace is.
	TraceLocation string
	// DA follows the Celestia of AddCelestia.
	DA *dakeeper.Keeper

	tb fixture.TB
}

// New makes a world with a small network registered.
func New(tb fixture.TB) *World { return NewOn(tb, network(fatal{tb})) }

// NewOn makes a world with a program of one's own registered.
func NewOn(tb fixture.TB, c graphtest.Case) *World {
	tb.Helper()
	f := fixture.New(tb, paymenttypes.StoreKey, providertypes.StoreKey, markettypes.StoreKey, verificationtypes.StoreKey, challengetypes.StoreKey,
		artefacttypes.StoreKey, datypes.StoreKey)
	w := &World{Fixture: f, Case: c, tb: tb, TraceLocation: "http://127.0.0.1:8600"}
	w.wire()
	own, err := exec.Run(context.Background(), w.Case.Program, w.Case.Weights, w.Case.Inputs)
	require.NoError(tb, err)
	w.Own = own
	raw, err := w.Case.Program.Encode()
	require.NoError(tb, err)
	w.ProgramID, err = w.Verification.RegisterProgram(f.Ctx, f.Bech32(f.Addr("maker")), verificationtypes.Program{Name: "digits"}, raw)
	require.NoError(tb, err)
	return w
}

// fatal lets graphtest report through a fixture's TB.
type fatal struct{ fixture.TB }

func (f fatal) Fatalf(format string, args ...any) { f.Errorf(format, args...); f.FailNow() }

// network is graphtest's digits on a picture twice as high, so that one tensor has two chunks.
func network(t graphtest.T) graphtest.Case {
	b := graphtest.New(t)
	x := b.Input([]uint64{1, 16, 8, 1}, graphtest.Values(3, 128))
	w1 := b.Weight([]uint64{4, 3, 3, 1}, graphtest.Values(6, 36))
	b1 := b.Weight([]uint64{4}, graphtest.Values(9, 4))
	w2 := b.Weight([]uint64{10, 128}, graphtest.Values(12, 1280))
	b2 := b.Weight([]uint64{10}, graphtest.Values(15, 10))
	ones, twos := []uint64{1, 1}, []uint64{2, 2}
	x = b.Add(graph.Node{
		Op: graph.OpConv, Name: "conv", Groups: 1, Strides: ones, Dilations: ones, Pads: []uint64{1, 1, 1, 1},
		Operands: []graph.Operand{x, w1, b1},
	})
	x = b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncRelu, Name: "relu", Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{
		Op: graph.OpPool, Func: graph.FuncMax, Name: "pool", Kernel: twos, Strides: twos, Dilations: ones, Pads: make([]uint64, 4),
		Operands: []graph.Operand{x},
	})
	x = b.Add(graph.Node{Op: graph.OpTranspose, Name: "channels first", Perm: []uint32{0, 3, 1, 2}, Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{Op: graph.OpReshape, Name: "flatten", Shape: []uint64{1, 128}, Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{Op: graph.OpDot, Name: "dense", Operands: []graph.Operand{x, w2, b2}})
	b.Add(graph.Node{Op: graph.OpSoftmax, Name: "softmax", Operands: []graph.Operand{x}})
	return b.Build()
}

func (w *World) wire() {
	var err error
	w.Payment, err = paymentkeeper.NewKeeper(w.Codec, w.StoreService(paymenttypes.StoreKey), w.Addresses, w.Authority, w.Bank)
	require.NoError(w.tb, err)
	require.NoError(w.tb, w.Payment.InitGenesis(w.Ctx, paymenttypes.DefaultGenesis()))
	w.Provider, err = providerkeeper.NewKeeper(w.Codec, w.StoreService(providertypes.StoreKey), w.Addresses, w.Authority, w.Account, w.Bank, w.Payment)
	require.NoError(w.tb, err)
	require.NoError(w.tb, w.Provider.InitGenesis(w.Ctx, providertypes.DefaultGenesis()))
	w.Market, err = marketkeeper.NewKeeper(w.Codec, w.StoreService(markettypes.StoreKey), w.Addresses, w.Authority, w.Bank, w.Payment, w.Provider)
	require.NoError(w.tb, err)
	require.NoError(w.tb, w.Market.InitGenesis(w.Ctx, markettypes.DefaultGenesis()))
	w.Verification, err = verificationkeeper.NewKeeper(
		w.Codec, w.StoreService(verificationtypes.StoreKey), w.Addresses, w.Authority, w.Bank, w.Payment, w.Market)
	require.NoError(w.tb, err)
	w.Market.SetHooks(w.Verification)
	require.NoError(w.tb, w.Verification.InitGenesis(w.Ctx, verificationtypes.DefaultGenesis()))
	w.Challenge, err = challengekeeper.NewKeeper(w.Codec, w.StoreService(challengetypes.StoreKey), w.Addresses, w.Authority, challengekeeper.Deps{
		Bank: w.Bank, Payment: w.Payment, Market: w.Market, Verification: w.Verification,
	})
	require.NoError(w.tb, err)
	w.Verification.SetHooks(w.Challenge)
	require.NoError(w.tb, w.Challenge.InitGenesis(w.Ctx, challengetypes.DefaultGenesis()))
}

// AddArtefacts puts a registry into the world, to which leases owe royalties from now on.
func (w *World) AddArtefacts() *artefactkeeper.Keeper {
	w.tb.Helper()
	k, err := artefactkeeper.NewKeeper(w.Codec, w.StoreService(artefacttypes.StoreKey), w.Addresses, w.Authority, w.Bank, w.Payment)
	require.NoError(w.tb, err)
	require.NoError(w.tb, k.InitGenesis(w.Ctx, artefacttypes.DefaultGenesis()))
	k.SetHooks(w.Verification)
	w.Market.SetRoyalties(k)
	w.Challenge.SetArtefacts(k)
	return k
}

// AddCelestia puts a Celestia beside the world, which trusts its first header.
func (w *World) AddCelestia() *celestia.Embedded {
	w.tb.Helper()
	k, err := dakeeper.NewKeeper(w.Codec, w.StoreService(datypes.StoreKey), w.Addresses, w.Authority)
	require.NoError(w.tb, err)
	genesis := datypes.DefaultGenesis()
	genesis.Params.CelestiaChainId = "celestia"
	require.NoError(w.tb, k.InitGenesis(w.Ctx, genesis))
	chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: "celestia", Validators: 4}, w.Ctx.BlockTime())
	require.NoError(w.tb, err)
	first, err := chain.Block(1)
	require.NoError(w.tb, err)
	require.NoError(w.tb, k.TrustHeader(w.Ctx, first.Summary()))
	w.Challenge.SetDA(k)
	w.DA = k
	return chain
}

// Post puts a content on that Celestia, brings the header, and returns where it is, with the proof.
func (w *World) Post(chain *celestia.Embedded, content []byte) (string, datypes.BlobProof) {
	w.tb.Helper()
	blob, err := celestia.NewBlob("0000000000000000000000000000000000000000000000737572657479", content)
	require.NoError(w.tb, err)
	height, err := chain.Append(w.Ctx.BlockTime(), []celestia.Blob{blob})
	require.NoError(w.tb, err)
	block, err := chain.Block(height)
	require.NoError(w.tb, err)
	raw, err := block.LightBlock()
	require.NoError(w.tb, err)
	_, _, err = w.DA.UpdateClient(w.Ctx, raw, height-1, nil)
	require.NoError(w.tb, err)
	blobs, err := chain.Blobs(height, blob.Namespace)
	require.NoError(w.tb, err)
	proof, ref, err := celestia.Prove(w.Ctx, chain, block, blobs[0])
	require.NoError(w.tb, err)
	return ref.String(), proof
}

// Blocks ends blocks: every module's end block in the chain's order, then its invariants.
func (w *World) Blocks(n int64) {
	for range n {
		for _, end := range []func(context.Context) error{
			w.Provider.EndBlock, w.Market.EndBlock, w.Verification.EndBlock, w.Challenge.EndBlock,
		} {
			require.NoError(w.tb, end(w.Ctx))
		}
		require.NoError(w.tb, w.Invariants())
		w.NextBlock()
	}
}

// BlocksTo ends blocks until a height has begun.
func (w *World) BlocksTo(height int64) { w.Blocks(height - w.Ctx.BlockHeight()) }

// Invariants returns the first broken one of any module.
func (w *World) Invariants() error {
	return errors.Join(w.Payment.Invariants(w.Ctx), w.Provider.Invariants(w.Ctx), w.Market.Invariants(w.Ctx),
		w.Verification.Invariants(w.Ctx), w.Challenge.Invariants(w.Ctx))
}

// Key is an account's receipt key.
func (w *World) Key(name string) *secp256k1.PrivKey {
	return secp256k1.GenPrivKeyFromSecret([]byte("receipt key of " + name))
}

// Register funds and bonds a provider.
func (w *World) Register(name string, bond int64) {
	addr := w.Addr(name)
	w.Fund(addr, sdk.NewInt64Coin(Denom, bond).String())
	profile := providertypes.Profile{
		Moniker: name, Endpoint: "http://127.0.0.1:8600", ReceiptKey: hex.EncodeToString(w.Key(name).PubKey().Bytes()),
	}
	require.NoError(w.tb, w.Provider.Register(w.Ctx, addr, profile, sdk.NewInt64Coin(Denom, bond)))
}

// Terms of an open order: price 1,000, bond 9,000,000 of which 4,500,000 are the loss, window 10.
func (w *World) Terms() markettypes.Terms {
	t := markettypes.Terms{
		ProgramId: w.ProgramID, InputUrls: []string{"http://127.0.0.1:8601"}, MaxPrice: sdk.NewInt64Coin(Denom, 1_000),
		Bond: math.NewInt(9_000_000), DeclaredLoss: math.NewInt(4_500_000), DeadlineBlocks: 20, WindowBlocks: 10, Redundancy: 1,
		Method: markettypes.MethodOptimistic, Trade: markettypes.TradeOpen, TtlBlocks: 20,
	}
	for _, root := range w.Own.InputRoots() {
		t.InputRoots = append(t.InputRoots, hex.EncodeToString(root[:]))
	}
	return t
}

// Lease places an open order of owner and has provider take it.
func (w *World) Lease(owner, provider string, terms markettypes.Terms) markettypes.LeaseID {
	w.Fund(w.Addr(owner), "1000000usure")
	order, err := w.Market.PlaceOrder(w.Ctx, w.Addr(owner), terms)
	require.NoError(w.tb, err)
	lease, err := w.Market.PlaceBid(w.Ctx, w.Addr(provider), order, terms.MaxPrice)
	require.NoError(w.tb, err)
	return lease
}

// Sign returns the receipt that a provider signs for a lease, with a trace that may be false. Change edits it before it is signed.
func (w *World) Sign(lease markettypes.LeaseID, trace *exec.Trace, provider string, change func(*verificationtypes.SignedReceipt)) verificationtypes.SignedReceipt {
	order, err := w.Market.GetOrder(w.Ctx, lease.Order)
	require.NoError(w.tb, err)
	r := verificationtypes.SignedReceipt{
		LeaseId: lease.String(), ProgramId: order.Terms.ProgramId, InputRoots: order.Terms.InputRoots, TraceRoot: hex.EncodeToString(trace.Root[:]),
		TraceLocation: w.TraceLocation, NumericsVersion: 1, Provider: w.Bech32(lease.Provider), Height: w.Ctx.BlockHeight(),
	}
	for _, root := range trace.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	if change != nil {
		change(&r)
	}
	bz, err := r.SignBytes(fixture.ChainID)
	require.NoError(w.tb, err)
	sig, err := w.Key(provider).Sign(bz)
	require.NoError(w.tb, err)
	r.Signature = hex.EncodeToString(sig)
	return r
}

// Submit signs and submits a receipt without outputs.
func (w *World) Submit(lease markettypes.LeaseID, trace *exec.Trace, provider string) {
	r := w.Sign(lease, trace, provider, nil)
	require.NoError(w.tb, w.Verification.SubmitReceipt(w.Ctx, verificationkeeper.Submission{Receipt: r}))
}

// Lie is the honest trace with one element of a node falsified, and everything after it computed from the false number.
func (w *World) Lie(node uint32, element uint64) *exec.Trace {
	t, err := exec.Corrupt(w.Own, node, element)
	require.NoError(w.tb, err)
	return t
}

// Amount is what an account has.
func (w *World) Amount(name string) int64 { return w.Balance(w.Addr(name), Denom).Int64() }

// Bonded is a provider's whole bond.
func (w *World) Bonded(name string) int64 {
	p, err := w.Provider.GetProvider(w.Ctx, w.Addr(name))
	require.NoError(w.tb, err)
	return p.Bond.Free.Add(p.Bond.Allocated).Add(p.Bond.Unbonding).Int64()
}
