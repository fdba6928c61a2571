package types

import "strings"

// protected are the messages that nobody can stop, by the start of their type URL, and why. First match counts.
var protected = []struct{ prefix, reason string }{
	{"/surety.breaker.", "it is the way back"},
	{"/cosmos.gov.", "governance is the way back"},
	{"/cosmos.consensus.", "it names who may use this module"},
	{"/cosmos.upgrade.", "it brings the repair"},
	{"/surety.market.v1.MsgRevealBid", deadline},
	{"/surety.verification.v1.MsgCommitReceipt", deadline},
	{"/surety.verification.v1.MsgSubmitReceipt", deadline},
	{"/surety.verification.v1.MsgPublishOutput", deadline},
}

const (
	deadline    = "whoever owes it by a height would lose coins"
	courtPrefix = "/surety.challenge."
)

// courtOpenings begin a challenge. They can be stopped; the moves of a challenge that runs cannot.
var courtOpenings = []string{"MsgCommitChallenge", "MsgOpenChallenge", "MsgDemandTrace"}

// WhyProtected returns the reason why a message can never be stopped, empty where it can.
func WhyProtected(typeURL string) string {
	for _, p := range protected {
		if strings.HasPrefix(typeURL, p.prefix) {
			return p.reason
		}
	}
	if !strings.HasPrefix(typeURL, courtPrefix) {
		return ""
	}
	for _, opening := range courtOpenings {
		if strings.HasSuffix(typeURL, "."+opening) {
			return ""
		}
	}
	return deadline
}
