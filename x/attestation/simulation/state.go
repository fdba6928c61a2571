package simulation

import (
	"context"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// maxLooked bounds how many records one operation looks through.
const maxLooked = 50

// params skips the operation when there are none.
func params(ctx context.Context, k *keeper.Keeper, reporter simsx.SimulationReporter) types.Params {
	found, err := k.Params.Get(ctx)
	if err != nil {
		reporter.Skip(err.Error())
	}
	return found
}

// aSchema draws one of the first schemas, and is skipped when there is none.
func aSchema(ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) types.Schema {
	var chosen types.Schema
	looked, wanted := 0, 1+data.Rand().Intn(maxLooked)
	err := k.SchemaList.Walk(ctx, nil, func(_ uint32, uid []byte) (bool, error) {
		looked++
		schema, err := k.Schemas.Get(ctx, uid)
		chosen = schema
		return err != nil || looked == wanted, err
	})
	if err != nil || looked == 0 {
		reporter.Skip("there is no schema")
	}
	return chosen
}

// anAttestation draws one of the first attestations that fit.
func anAttestation(
	ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	fits func(uid eas.Hash, record types.Record, batch types.Batch) bool,
) (uid eas.Hash, batch types.Batch) {
	looked, found, wanted := 0, false, data.Rand().Intn(maxLooked)
	err := k.Records.Walk(ctx, nil, func(key []byte, record types.Record) (bool, error) {
		by, err := k.Batches.Get(ctx, record.Batch)
		if err != nil {
			return true, err
		}
		if fits(types.HashOf(key), record, by) {
			uid, batch, found = types.HashOf(key), by, true
		}
		looked++
		return found && looked > wanted || looked > 2*maxLooked, nil
	})
	if err != nil || !found {
		reporter.Skip("there is no such attestation")
	}
	return uid, batch
}

// schemas are what is registered, all with data of one word.
func schemas() []string {
	return []string{"bool x", "uint256 n", "bytes32 digest", "address who", "int8 grade", "bytes4 tag"}
}

// word is data that fits every one of them.
func word() []byte { return make([]byte, eas.HashBytes) }

func subject(r *simsx.XRand, account simsx.SimAccount) string {
	return []string{"", account.AddressBech32, "did:web:example.com", "artefact:3f9a", "https://example.com/model"}[r.Intn(5)]
}

func randomDigest(r *simsx.XRand) string { return eas.Keccak([]byte(r.StringN(20))).String() }
