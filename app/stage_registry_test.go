package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/chain"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationkeeper "github.com/suretynetwork/surety/x/attestation/keeper"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

const (
	stageRecipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
	batchOf        = 50
)

func digestOf(parts ...any) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(parts...)))
	return hex.EncodeToString(sum[:])
}

func addressOf(kind string, i int) sdk.AccAddress {
	sum := sha256.Sum256([]byte(fmt.Sprint(kind, i)))
	return sum[:20]
}

// core is what a player says of an artefact of its own.
func (s *stage) core(i int, kind artefacttypes.Kind, name, version string) artefacttypes.Core {
	return artefacttypes.Core{
		Kind: kind, Version: version, Size_: 5_000, FileCount: 1, Licence: artefacttypes.Licence{Spdx: "MIT"},
		Digests: artefacttypes.Digests{Blake3: digestOf(i, name, version), Sha256: digestOf(i, name, version, "sha")},
	}
}

// artefactName is under a label of the player's own. Digits would look like letters.
func artefactName(i int, name string) string {
	label := "player-"
	for _, digit := range fmt.Sprint(i) {
		label += string("aknpstuxyz"[digit-'0'])
	}
	return label + "/" + name
}

// artefactID is known before it is registered.
func (s *stage) artefactID(i int, kind artefacttypes.Kind, name string) string {
	return artefacttypes.ArtefactID(s.address(user(i)), artefactName(i, name), s.core(i, kind, name, "1.0.0"))
}

func (s *stage) registers(kind artefacttypes.Kind, name string, parents func(int) []artefacttypes.Parent) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		msg := &artefacttypes.MsgRegisterArtefact{Owner: s.address(user(i)), Name: artefactName(i, name), Core: s.core(i, kind, name, "1.0.0")}
		if parents != nil {
			msg.Parents = parents(i)
		}
		return msg
	}
}

// artefactSteps are every message of x/artefact but ProvePossession, which waits for a challenge.
func (s *stage) artefactSteps() []stageStep {
	const data, model, prompt = "data", "model", "prompt"
	id := s.artefactID
	trained := func(i int) []artefacttypes.Parent {
		return []artefacttypes.Parent{{ParentId: id(i, artefacttypes.KindDataset, data), Relation: artefacttypes.RelationTrainedOn}}
	}
	deal := func(i int, n uint64) string {
		return artefacttypes.DealID{Sponsor: s.Addr(user(i)), Sequence: n}.String()
	}
	offer := func(i int) sdk.Msg {
		return &artefacttypes.MsgOfferStorage{
			Sponsor: s.address(user(i)), ArtefactId: id(i, artefacttypes.KindModel, model), Reward: s.usure(1_000), Bond: s.usure(1_000), Periods: 2,
			PeriodBlocks: 100_000,
		}
	}
	return append([]stageStep{
		{signer: user, msg: s.registers(artefacttypes.KindDataset, data, nil)},
		{name: "artefact register", signer: user, msg: s.registers(artefacttypes.KindModel, model, trained)},
		{signer: user, msg: s.registers(artefacttypes.KindPrompt, prompt, nil)},
		{name: "artefact add version", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgAddVersion{
				Owner: s.address(user(i)), Name: artefactName(i, data), Core: s.core(i, artefacttypes.KindDataset, data, "2.0.0"),
			}
		}},
		{name: "artefact declare parent", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgDeclareParent{
				Owner: s.address(user(i)), ArtefactId: id(i, artefacttypes.KindPrompt, prompt), Parent: artefacttypes.Parent{
					ParentId: id(i, artefacttypes.KindDataset, data), Relation: artefacttypes.RelationDerivedFrom,
				},
			}
		}},
		{name: "artefact answer edge", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgAnswerEdge{
				Owner: s.address(user(i)), ChildId: id(i, artefacttypes.KindPrompt, prompt), ParentId: id(i, artefacttypes.KindDataset, data),
				Reason: "not from here",
			}
		}},
		{name: "artefact set status", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgSetStatus{
				Signer: s.address(user(i)), ArtefactId: id(i, artefacttypes.KindDataset, data), Status: artefacttypes.StatusDeprecated, Reason: "old",
			}
		}},
		{name: "artefact link program", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgLinkProgram{Owner: s.address(user(i)), ArtefactId: id(i, artefacttypes.KindModel, model), ProgramId: s.programs[i]}
		}},
		{name: "artefact set royalty", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgSetRoyalty{
				Owner: s.address(user(i)), ArtefactId: id(i, artefacttypes.KindModel, model), PerLease: s.usure(1), ShareBps: 100,
			}
		}},
		{name: "artefact offer storage", signer: user, msg: offer},
		{name: "artefact withdraw offer", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgWithdrawOffer{Sponsor: s.address(user(i)), DealId: deal(i, 1)}
		}},
		{signer: user, msg: offer},
		{name: "artefact pledge storage", signer: seller, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgPledgeStorage{Holder: s.address(seller(i)), DealId: deal(i, 2)}
		}},
	}, s.gateSteps(model, prompt)...)
}

func (s *stage) gateSteps(model, prompt string) []stageStep {
	gated := func(i int) string { return s.artefactID(i, artefacttypes.KindModel, model) }
	return []stageStep{
		{name: "artefact set gate", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgSetGate{
				Owner: s.address(user(i)), ArtefactId: gated(i), CiphertextRoot: digestOf(i, "cipher"), CiphertextSize: 5_200,
				Uris: []string{"https://example.com/model"}, Price: s.usure(10),
			}
		}},
		{name: "artefact request licence", signer: watcher, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgRequestLicence{Licensee: s.address(watcher(i)), ArtefactId: gated(i), Recipient: stageRecipient, MaxPrice: s.usure(10)}
		}},
		{name: "artefact grant licence", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgGrantLicence{
				Granter: s.address(user(i)), ArtefactId: gated(i), Licensee: s.address(watcher(i)), Recipient: stageRecipient, Capsule: append([]byte("age-encryption.org/v1\n"), make([]byte, 200)...),
			}
		}},
		{name: "artefact offer transfer", signer: user, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgOfferTransfer{Owner: s.address(user(i)), Name: artefactName(i, prompt), To: s.address(seller(i))}
		}},
		{name: "artefact accept transfer", signer: seller, msg: func(i int) sdk.Msg {
			return &artefacttypes.MsgAcceptTransfer{To: s.address(seller(i)), Name: artefactName(i, prompt)}
		}},
	}
}

func stageSchema(i int) string { return fmt.Sprintf("bytes32 player%d", i) }

func (s *stage) schemaUID(i int) string {
	return eas.SchemaUID(stageSchema(i), eas.Address{}, true).String()
}

// newest is what a player attested last, and the one before it.
func (s *stage) newest(account string, back int) string {
	res, err := attestationkeeper.NewQueryServer(s.App.AttestationKeeper).AttestationsByAttester(s.Ctx(),
		&attestationtypes.QueryAttestationsByAttesterRequest{Attester: account})
	require.NoError(s.t, err)
	return res.Attestations[len(res.Attestations)-1-back].Uid
}

func (s *stage) statement(i int, subject string) attestationtypes.Statement {
	data, err := hex.DecodeString(digestOf(i))
	require.NoError(s.t, err)
	return attestationtypes.Statement{Subject: subject, Data: data, Revocable: true, Value: math.ZeroInt()}
}

// signerKey is the key of an account that signs for others to bring.
func signerKey(i int) *secp256k1.PrivateKey {
	sum := sha256.Sum256([]byte(fmt.Sprint("signer", i)))
	return secp256k1.PrivKeyFromBytes(sum[:])
}

func signerAddress(i int) sdk.AccAddress {
	address := eas.SignerOf(signerKey(i).PubKey()).Ethereum
	return address[:]
}

// attestationSteps are every message of x/attestation but DecideDispute, which is the arbiter's.
func (s *stage) attestationSteps() []stageStep {
	return append([]stageStep{
		{name: "attestation register schema", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgRegisterSchema{Registrar: s.address(user(i)), Schema: stageSchema(i), Revocable: true, Name: "review"}
		}},
		{name: "attestation attest", signer: user, msg: func(i int) sdk.Msg {
			statement := s.statement(i, s.address(seller(i)))
			return &attestationtypes.MsgAttest{
				Attester: s.address(user(i)), Schema: s.schemaUID(i), Subject: statement.Subject, Data: statement.Data, Revocable: true, Value: statement.Value,
			}
		}},
		{name: fmt.Sprintf("attestation attest %d", batchOf), signer: user, msg: func(i int) sdk.Msg {
			group := attestationtypes.StatementGroup{Schema: s.schemaUID(i)}
			for n := range batchOf {
				group.Statements = append(group.Statements, s.statement(i, addressOf(fmt.Sprint("subject", i), n).String()))
			}
			return &attestationtypes.MsgMultiAttest{Attester: s.address(user(i)), Groups: []attestationtypes.StatementGroup{group}}
		}},
		{name: "attestation revoke", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgRevoke{Revoker: s.address(user(i)), Uid: s.newest(s.address(user(i)), 0), Value: math.ZeroInt()}
		}},
		{name: "attestation revoke 2", signer: user, msg: func(i int) sdk.Msg {
			account := s.address(user(i))
			return &attestationtypes.MsgMultiRevoke{Revoker: account, Requests: []attestationtypes.RevocationRequest{
				{Uid: s.newest(account, 1), Value: math.ZeroInt()}, {Uid: s.newest(account, 2), Value: math.ZeroInt()},
			}}
		}},
		{name: "attestation set revoker", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgSetRevoker{Attester: s.address(user(i)), Revoker: s.address(watcher(i)), Allowed: true}
		}},
		{name: "attestation open dispute", signer: watcher, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgOpenDispute{
				Disputer: s.address(watcher(i)), Uid: s.newest(s.address(user(i)), 3), Grounds: "it is not so", Bond: s.usure(10_000_000),
			}
		}},
	}, append(s.delegatedSteps(), s.offchainSteps()...)...)
}

func (s *stage) delegatedSteps() []stageStep {
	domain := attestationtypes.Domain(chain.ID, false)
	return []stageStep{
		{name: "attestation attest for another", signer: user, msg: func(i int) sdk.Msg {
			statement := s.statement(i, "")
			schema, err := eas.ParseHash(s.schemaUID(i))
			require.NoError(s.t, err)
			digest := domain.Digest(eas.AttestRequest{
				Attester: eas.ShortAddress(signerAddress(i)), Schema: schema, Revocable: true, Data: statement.Data,
			}.StructHash())
			return &attestationtypes.MsgDelegatedAttest{Sender: s.address(user(i)), Requests: []attestationtypes.SignedStatement{{
				Attester: signerAddress(i).String(), Schema: s.schemaUID(i), Statement: statement, Signature: eas.Sign(digest, signerKey(i)),
			}}}
		}},
		{name: "attestation revoke for another", signer: user, msg: func(i int) sdk.Msg {
			text := s.newest(signerAddress(i).String(), 0)
			uid, err := eas.ParseHash(text)
			require.NoError(s.t, err)
			schema, err := eas.ParseHash(s.schemaUID(i))
			require.NoError(s.t, err)
			digest := domain.Digest(eas.RevokeRequest{Revoker: eas.ShortAddress(signerAddress(i)), Schema: schema, UID: uid, Nonce: 1}.StructHash())
			return &attestationtypes.MsgDelegatedRevoke{Sender: s.address(user(i)), Requests: []attestationtypes.SignedRevocation{{
				Revoker: signerAddress(i).String(), Schema: s.schemaUID(i), Signature: eas.Sign(digest, signerKey(i)),
				Request: attestationtypes.RevocationRequest{Uid: text, Value: math.ZeroInt()},
			}}}
		}},
		{name: "attestation increase nonce", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgIncreaseNonce{Account: s.address(user(i)), Nonce: 5}
		}},
	}
}

func (s *stage) offchainSteps() []stageStep {
	root := func(i int) string { return "0x" + digestOf(i, "root") }
	return []stageStep{
		{name: "attestation timestamp", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgTimestamp{Sender: s.address(user(i)), Digests: []string{"0x" + digestOf(i, "seen")}}
		}},
		{name: "attestation revoke off the chain", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgRevokeOffchain{Revoker: s.address(user(i)), Digests: []string{"0x" + digestOf(i, "seen")}}
		}},
		{name: "attestation anchor a million", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgAnchorBatch{Attester: s.address(user(i)), Root: root(i), Size_: 1_000_000}
		}},
		{name: "attestation revoke one of them", signer: user, msg: func(i int) sdk.Msg {
			return &attestationtypes.MsgRevokeAnchored{Attester: s.address(user(i)), Root: root(i), Indexes: []uint64{999_999}}
		}},
	}
}

// policySteps are every message of x/policy.
func (s *stage) policySteps() []stageStep {
	order := func(i int) string { return s.orderID(i, convicted).String() }
	return []stageStep{
		{name: "policy publish", signer: user, msg: func(i int) sdk.Msg {
			return &policytypes.MsgPublishPolicy{Owner: s.address(user(i)), Name: "ours", Content: policytypes.Content{
				Title: "Ours",
				Rules: []policytypes.Rule{
					{
						Id: "reviewed", Kind: policytypes.RuleAttested, Target: policytypes.TargetModel, Schema: s.schemaUID(i),
						AllOf: []string{s.address(watcher(i))}, MinBond: math.ZeroInt(),
					},
					{Id: "window", Kind: policytypes.RuleVerification, MinWindowBlocks: 10, MinBond: math.ZeroInt()},
				},
				Controls: []policytypes.Mapping{{Framework: policytypes.AIRMF, ControlId: "MEASURE 2.1", RuleIds: []string{"reviewed"}}},
			}}
		}},
		{name: "policy retire", signer: user, msg: func(i int) sdk.Msg {
			return &policytypes.MsgRetirePolicy{Owner: s.address(user(i)), Name: "ours", Retired: true}
		}},
		{name: "policy approve order", signer: watcher, msg: func(i int) sdk.Msg {
			return &policytypes.MsgApproveOrder{Approver: s.address(watcher(i)), OrderId: order(i), OrderHash: digestOf(i, "order")}
		}},
		{name: "policy withdraw approval", signer: watcher, msg: func(i int) sdk.Msg {
			return &policytypes.MsgWithdrawApproval{Approver: s.address(watcher(i)), OrderId: order(i)}
		}},
	}
}
