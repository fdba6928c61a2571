package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cometbft/cometbft/proto/tendermint/crypto"
)

// proofOps is how many steps lead from a value to the application's hash: through its store, and from there.
const proofOps = 2

// takeProofs keeps what a node sent with a value.
func (r *Record) takeProofs(ops *crypto.ProofOps) error {
	if ops == nil || len(ops.Ops) != proofOps {
		return fmt.Errorf("audit: the node sent no proof of %s %s; a node that keeps no history proves only its newest heights", r.Kind, r.ID)
	}
	for _, op := range ops.Ops {
		if len(op.Data) == 0 {
			return errors.New("audit: the node sent an empty proof")
		}
		r.Proofs = append(r.Proofs, op.Data)
	}
	return nil
}

// written says which event tells that a kind of record was written last, and by which attribute.
var written = map[string]struct{ event, attribute string }{
	KindOrder:       {"surety.market.v1.EventOrderPlaced", "order_id"},
	KindLease:       {"surety.market.v1.EventLeaseOpened", "lease_id"},
	KindReceipt:     {"surety.verification.v1.EventReceiptSubmitted", "lease_id"},
	KindVerdict:     {"surety.challenge.v1.EventVerdictGiven", "lease_id"},
	KindProgram:     {"surety.verification.v1.EventProgramRegistered", "program_id"},
	KindLink:        {"surety.artefact.v1.EventProgramLinked", "program_id"},
	KindArtefact:    {"surety.artefact.v1.EventArtefactRegistered", "artefact_id"},
	KindAttestation: {"surety.attestation.v1.EventAttested", "uid"},
	KindPolicy:      {"surety.policy.v1.EventPolicyPublished", "policy_id"},
	KindProvider:    {"surety.provider.v1.EventProviderRegistered", "provider"},
}

// findTx asks the node's index for the transaction that made a record. An index may be off or pruned, so what is not found is left out and
// never guessed.
func (c *Collector) findTx(ctx context.Context, r *Record) {
	by, known := written[r.Kind]
	if !known {
		return
	}
	quoted, err := json.Marshal(r.ID)
	if err != nil {
		return
	}
	page, perPage := 1, 1
	res, err := c.Node.TxSearch(ctx, fmt.Sprintf("%s.%s = '%s'", by.event, by.attribute, quoted), false, &page, &perPage, "desc")
	if err != nil || len(res.Txs) == 0 || res.Txs[0].Height > c.d.Height {
		return
	}
	r.TxHash, r.TxHeight = res.Txs[0].Hash.String(), res.Txs[0].Height
}
