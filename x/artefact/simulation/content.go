package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

const (
	// maxLooked bounds how many records one operation looks through.
	maxLooked = 50
	// recipient is an age public key; nobody in a simulation decrypts anything.
	recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
)

// content is what a simulated artefact with a version consists of: the holder can make it again.
func content(name, version string) []byte {
	b := make([]byte, 3_000)
	copy(b, name+" "+version)
	return b
}

// coreOf describes the content; the licences are ones that never refuse a child of the simulation.
func coreOf(name string, number uint32, kind types.Kind) types.Core {
	version := fmt.Sprintf("1.%d.0", number)
	b := content(name, version)
	root, sum := commit.Sum(b), sha256.Sum256(b)
	return types.Core{
		Kind: kind, Version: version, Size_: uint64(len(b)), FileCount: 1, Licence: types.Licence{Spdx: "Apache-2.0"},
		Digests: types.Digests{Blake3: hex.EncodeToString(root[:]), Sha256: hex.EncodeToString(sum[:])},
		Traits:  types.Traits{PersonalData: types.AssertionNo},
	}
}

// pick draws one of the first records of a map that fit. It skips the operation when there are none.
func pick[K, V any](
	ctx context.Context, r *simsx.XRand, reporter simsx.SimulationReporter, from collections.Map[K, V], fits func(V) bool,
) (found V) {
	var some []V
	looked := 0
	err := from.Walk(ctx, nil, func(_ K, value V) (bool, error) {
		looked++
		if fits(value) {
			some = append(some, value)
		}
		return looked >= maxLooked, nil
	})
	if err != nil || len(some) == 0 {
		reporter.Skip("no record fits")
		return found
	}
	return some[r.Intn(len(some))]
}

// anArtefact draws an artefact and its owner.
func anArtefact(
	ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, reporter simsx.SimulationReporter, fits func(types.Artefact) bool,
) (types.Artefact, simsx.SimAccount) {
	found := pick(ctx, data.Rand(), reporter, k.Artefacts, fits)
	if reporter.IsSkipped() {
		return found, simsx.SimAccount{}
	}
	owner, err := k.OwnerOf(ctx, found)
	if err != nil {
		reporter.Skip(err.Error())
		return found, simsx.SimAccount{}
	}
	return found, data.GetAccount(reporter, owner)
}

// parentsOf draws up to two parents that are not revoked.
func parentsOf(ctx context.Context, k *keeper.Keeper, r *simsx.XRand) []types.Parent {
	var parents []types.Parent
	err := k.Artefacts.Walk(ctx, nil, func(id string, a types.Artefact) (bool, error) {
		if a.Status != types.StatusRevoked && a.Depth < 5 && r.Intn(4) == 0 {
			parents = append(parents, types.Parent{ParentId: id, Relation: types.RelationDerivedFrom, WeightBps: 5_000})
		}
		return len(parents) == 2, nil
	})
	if err != nil {
		return nil
	}
	return parents
}

func anything[V any](V) bool { return true }

func active(a types.Artefact) bool { return a.Status == types.StatusActive }
