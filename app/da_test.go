package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	"github.com/suretynetwork/surety/x/da/celestia"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const daNamespace = "0000000000000000000000000000000000000000000000737572657479"

// published is a stage whose chain follows a Celestia.
type published struct {
	*stage
	celestia *celestia.Embedded
}

// followsCelestia trusts a Celestia's first header, lets the first user post, and wants blocks to be published within twenty.
func (p *published) followsCelestia(c *chain.Chain, state app.GenesisState) {
	first, err := p.celestia.Block(1)
	require.NoError(p.t, err)
	genesis := datypes.DefaultGenesis()
	genesis.Params.CelestiaChainId, genesis.Params.Namespace, genesis.Params.MaxLagBlocks = "celestia", daNamespace, 20
	genesis.Params.Posters = []string{c.Addr(user(0)).String()}
	genesis.Params.TrustingPeriod = 365 * 24 * time.Hour
	genesis.Headers, genesis.Client = []datypes.Header{first.Summary()}, datypes.Client{LatestHeight: 1, Headers: 1}
	state[datypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(genesis)
}

func newPublished(t *testing.T) *published {
	t.Helper()
	p := &published{stage: newStage(t, 1)}
	var err error
	p.celestia, err = celestia.NewEmbedded(celestia.Settings{ChainID: "celestia", Validators: 4}, p.now().Add(-time.Minute))
	require.NoError(t, err)
	p.Chain = chain.New(t, []string{user(0), seller(0), watcher(0)}, slowClocks, p.followsCelestia)
	graph, err := p.world.Case.Program.Encode()
	require.NoError(t, err)
	res := p.Deliver(user(0), &verificationtypes.MsgRegisterProgram{Creator: p.address(user(0)), Name: "digits", Graph: graph})
	require.Zero(t, res.Code, res.Log)
	return p
}

// now is the time of the last block.
func (p *published) now() time.Time {
	return p.Genesis.Time.Add(time.Duration(p.App.LastBlockHeight()) * time.Second)
}

// post puts every block so far on Celestia.
func (p *published) post() (*datypes.MsgUpdateClient, *datypes.MsgRecordBatch) {
	p.t.Helper()
	progress, err := p.App.DAKeeper.Progress.Get(p.Ctx())
	require.NoError(p.t, err)
	manifest := datypes.Manifest{From: progress.ProvedHeight + 1, To: progress.HeadHeight, RawSize: 1_000, ChainID: chain.ID}
	digest, err := p.App.DAKeeper.Digests.Get(p.Ctx(), manifest.To)
	require.NoError(p.t, err)
	manifest.Digest, err = digest.Sum()
	require.NoError(p.t, err)
	if progress.Batches > 0 {
		batch, err := p.App.DAKeeper.Batches.Get(p.Ctx(), progress.Batches)
		require.NoError(p.t, err)
		ref, err := datypes.ParseReference(batch.Reference)
		require.NoError(p.t, err)
		manifest.BeforeHeight, manifest.BeforeCommitment = ref.Height, ref.Commitment
	}
	content, err := manifest.Encode()
	require.NoError(p.t, err)
	blob, err := celestia.NewBlob(daNamespace, append(content, strings.Repeat("blocks", 500)...))
	require.NoError(p.t, err)
	height, err := p.celestia.Append(p.now(), []celestia.Blob{blob})
	require.NoError(p.t, err)
	block, err := p.celestia.Block(height)
	require.NoError(p.t, err)
	blobs, err := p.celestia.Blobs(height, blob.Namespace)
	require.NoError(p.t, err)
	proof, ref, err := celestia.Prove(context.Background(), p.celestia, block, blobs[0])
	require.NoError(p.t, err)
	raw, err := block.LightBlock()
	require.NoError(p.t, err)
	poster := p.address(user(0))
	return &datypes.MsgUpdateClient{Sender: poster, LightBlock: raw, TrustedHeight: height - 1},
		&datypes.MsgRecordBatch{Poster: poster, Reference: ref.String(), Proof: proof}
}

// A chain that follows Celestia: batches are recorded together with the header that they need; while they are not, no optimistic order is
// taken; and all of it is the same on every machine, and survives an export.
func TestAChainThatFollowsCelestia(t *testing.T) {
	p := newPublished(t)
	terms := p.world.Terms()
	order := markettypes.NewMsgPlaceOrder(p.address(user(0)), terms)
	p.SkipBlocks(20)
	res := p.Deliver(user(0), order)
	require.Equal(t, datypes.ErrDataBehind.ABCICode(), res.Code, res.Log)
	require.Equal(t, datypes.ModuleName, res.Codespace)
	for range 3 {
		header, batch := p.post()
		res = p.Deliver(user(0), header, batch)
		require.Zero(t, res.Code, res.Log)
		p.SkipBlocks(2)
	}
	res = p.Deliver(user(0), order)
	require.Zero(t, res.Code, res.Log)
	header, batch := p.post()
	strangers := *batch
	strangers.Poster = p.address(watcher(0))
	res = p.Deliver(watcher(0), &strangers)
	require.Equal(t, datypes.ErrNotPoster.ABCICode(), res.Code, res.Log)
	res = p.Deliver(user(0), batch, header)
	require.Equal(t, datypes.ErrHeaderNotFound.ABCICode(), res.Code, "the header comes first: "+res.Log)
	progress, err := p.App.DAKeeper.Progress.Get(p.Ctx())
	require.NoError(t, err)
	require.EqualValues(t, 3, progress.Batches)
	require.NoError(t, p.App.Invariants(p.Ctx()))
	sameBlocksSameHashes(t, p.Chain)
	exportsAsItWasImported(t, p.Chain)
}
