package chain

import (
	"regexp"

	"google.golang.org/grpc/status"
)

// refusal is a node's no to a transaction, in the words of the module that said it.
type refusal struct {
	text  string
	cause error
}

func (r refusal) Error() string { return "chain: the node refused the transaction: " + r.text }

func (r refusal) Unwrap() error { return r.cause }

// lineOfCode is what a node's simulation adds to an error: the line of code that made it, and the gas until then.
var lineOfCode = regexp.MustCompile(` \[[^\[\]]*\.go:\d+\]( with gas used: '\d+')?`)

func refused(err error) error {
	text := err.Error()
	if s, is := status.FromError(err); is {
		text = s.Message()
	}
	return refusal{lineOfCode.ReplaceAllString(text, ""), err}
}
