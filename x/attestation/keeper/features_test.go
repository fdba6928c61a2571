package keeper_test

import (
	"regexp"
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	otherSteps(delegatedSteps(attestSteps(runner))).Run()
}

func attestSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^it is refused: (.*)$`, (*suite).refused).
		Step(`^([a-z]+) registers "([^"]*)" as ([A-Z])(?:, (.*))?$`, (*suite).registers).
		Step(`^([A-Z]) is version (\d+) of "([^"]*)" of ([a-z]+)$`, (*suite).isVersion).
		Step(`^([A-Z]) is (0x[0-9a-f]{64})$`, (*suite).isUID).
		Step(`^([A-Z]) has the resolver "([^"]*)"$`, (*suite).hasResolver).
		Step(`^([a-z]+) attests ([a-z]\d+) under ([A-Z])(?: of "([^"]*)")?(?:, (.*))?$`, (*suite).attests).
		Step(`^([a-z]+) attests (\d+) statements under ([A-Z])(?: and (\d+) under ([A-Z]))?$`, (*suite).attestsMany).
		Step(`^([a-z]+) attests a chain of (\d+) references under ([A-Z])$`, (*suite).attestsChain).
		Step(`^([a-z]+) revokes ([a-z0-9, ]+?)(?: as ([a-z ]+))?(?:, replaced by ([a-z]\d+))?$`, (*suite).revokes).
		Step(`^([a-z]\d+) is live$`, (*suite).isLive).
		Step(`^([a-z]\d+) was revoked by ([a-z]+)(?: as ([a-z ]+))?(?:, replaced by ([a-z]\d+))?$`, (*suite).wasRevoked).
		Step(`^([a-z]\d+) has bump (\d+)$`, (*suite).hasBump).
		Step(`^(\d+) attestations are found by (schema|attester|subject|reference) "?([^"]*?)"?(?: under ([A-Z]))?(?: by ([a-z]+))?$`, (*suite).found).
		Step(`^([a-z]+) says "([^"]*)" of "([^"]*)" under ([A-Z])$`, (*suite).says)
}

func delegatedSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) signs ([a-z]\d+) under ([A-Z])(?: of "([^"]*)")?(?:, (.*))?$`, (*suite).signs).
		Step(`^([a-z]+) signs the revocation of ([a-z]\d+) under ([A-Z])(?:, (.*))?$`, (*suite).signsRevocation).
		Step(`^the request is changed: (.*)$`, (*suite).changes).
		Step(`^([a-z]+) brings (it|them|it again|them again)$`, (*suite).brings).
		Step(`^it fails with nothing else than a (wrong signature|replay|stranger)$`, (*suite).failsOf).
		Step(`^([a-z]+)'s nonce is (\d+)$`, (*suite).nonceIs).
		Step(`^the signer ([a-z]+) increases the nonce to (\d+)$`, (*suite).increasesNonce).
		Step(`^the signer ([a-z]+) attested ([a-z]\d+)$`, (*suite).signerAttested).
		Step(`^(\d+) seconds pass$`, (*suite).pass).
		Step(`^(\d+) spent requests are remembered$`, (*suite).remembered)
}

func otherSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) (appoints|dismisses) ([a-z]+)(?: under ([A-Z]))?$`, (*suite).appoints).
		Step(`^([a-z]+) timestamps "([^"]*)"$`, (*suite).timestamps).
		Step(`^"([^"]*)" was first seen at second (\d+)$`, (*suite).seenAt).
		Step(`^([a-z]+) takes "([^"]*)" back off the chain$`, (*suite).takesBack).
		Step(`^"([^"]*)" was taken back by ([a-z]+)$`, (*suite).wasTakenBack).
		Step(`^([a-z]+) anchors a batch of (\d+)(?: at "([^"]*)")?$`, (*suite).anchors).
		Step(`^([a-z]+) takes ([\d ,]+) of ([a-z]+)'s batch back$`, (*suite).takesAnchored).
		Step(`^number (\d+) of ([a-z]+)'s batch is (there|taken back|not there)$`, (*suite).anchoredIs).
		Step(`^([a-z]+) disputes ([a-z]\d+) with "([^"]*)"(?: because "([^"]*)")?$`, (*suite).disputes).
		Step(`^([a-z]+|governance) (upholds|rejects) the dispute of ([a-z]\d+)$`, (*suite).decides).
		Step(`^the dispute of ([a-z]\d+) is (open|gone)$`, (*suite).disputeIs).
		Step(`^the arbiter is ([a-z]+)$`, (*suite).arbiterIs).
		Step(`^([a-z]+) sets ([a-z_]+) to (\d+)$`, (*suite).sets).
		Step(`^the block ends$`, (*suite).blockEnds).
		Step(`^the bond of the dispute of ([a-z]\d+) is lost$`, (*suite).bondIsLost).
		Step(`^the queue names a dispute of ([a-z]\d+) that does not exist$`, (*suite).queuesNothing).
		Step(`^the queue is empty$`, (*suite).queueIsEmpty).
		Step(`^the contract was asked: (.*)$`, (*suite).wasAsked)
}

type suite struct {
	gocuke.TestingT
	features.World

	world

	schemas  map[string]string
	uids     map[string]string
	texts    map[string]string
	signed   []types.SignedStatement
	labels   []string
	revoking []types.SignedRevocation
	uidRoots map[string]anchored
}

type anchored struct {
	tree   eas.Tree
	leaves []eas.Hash
}

func (s *suite) Before() {
	s.Open(s.TestingT, storeKeys...)
	s.world = newWorld(s.TestingT, s.Fixture)
	s.schemas, s.uids, s.texts, s.uidRoots = map[string]string{}, map[string]string{}, map[string]string{}, map[string]anchored{}
}

// After checks the invariants at the end of every scenario.
func (s *suite) After() {
	s.Close()
	require.NoError(s, s.keeper.Invariants(s.Ctx))
	require.True(s, s.Balance(types.Address(), "usure").IsZero(), "the module keeps nothing")
}

var label = regexp.MustCompile(`<([^>]+)>`)

// expand replaces <A> by a schema's uid, <a1> by an attestation's, <eth name> by a signer's address and {name} by an account.
func (s *suite) expand(text string) string {
	return s.Text(label.ReplaceAllStringFunc(text, func(match string) string {
		name := match[1 : len(match)-1]
		for _, known := range []map[string]string{s.schemas, s.uids, s.texts} {
			if uid, is := known[name]; is {
				return uid
			}
		}
		if len(name) > 7 && name[:7] == "eth of " {
			return eas.ShortAddress(s.Who(name[7:])).String()
		}
		if len(name) > 4 && name[:4] == "eth " {
			return eas.ShortAddress(signerAccount(name[4:])).String()
		}
		if len(name) > 7 && name[:7] == "digest " {
			return eas.Keccak([]byte(name[7:])).String()
		}
		return match
	}))
}

func (s *suite) refused(text string) { require.EqualError(s, s.Err(), s.expand(text)) }
