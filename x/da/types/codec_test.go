package types_test

import (
	"testing"
	"time"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/da/types"
)

const ada = "surety1qyqszqgpqyqszqgpqyqszqgpqyqszqgphrv9yk"

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	header := types.Header{Height: 7, Time: time.Date(2026, 1, 2, 3, 4, 5, 600, time.UTC), Hash: "ab", DataRoot: "cd", NextValidatorsHash: "ef"}
	params := types.DefaultParams()
	params.Posters, params.CelestiaChainId = []string{ada}, "celestia"
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgUpdateClient{Sender: ada, LightBlock: []byte{1}, TrustedHeight: 3, TrustedValidators: []byte{2}},
		&types.MsgUpdateClient{Sender: ada},
		&types.MsgSubmitMisbehaviour{Sender: ada, First: []byte{1}, Second: []byte{2}, TrustedHeight: 3, TrustedValidators: []byte{2}},
		&types.MsgRecordBatch{Poster: ada, Reference: aReference, Proof: types.BlobProof{
			FirstShare: []byte{1}, FirstShareNodes: [][]byte{{2}, {3}}, Width: 4, FirstRow: 1, Rows: []types.RowProof{
				{Root: []byte{1}, Aunts: [][]byte{{2}}, Start: 1, End: 2, SubtreeRoots: [][]byte{{3}}, Nodes: [][]byte{{4}}}, {},
			},
		}},
		&types.MsgRecordBatch{Poster: ada},
		&types.MsgTrustHeader{Authority: ada, Header: header},
		&types.MsgRewindBatches{Authority: ada, Number: 3},
		&types.MsgUpdateParams{Authority: ada, Params: params},
		&types.MsgUpdateParams{Authority: ada, Params: types.DefaultParams()},
	)
}
