package chain

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestARefusalSaysWhatTheModuleSaid(t *testing.T) {
	said := status.Error(codes.Unknown, "failed to execute message; message index: 0: a licence costs 5usure, at most 4usure was allowed: price is "+
		"higher than allowed [some/module@v1.1.0/errors.go:165] with gas used: '21241'")
	err := refused(said)
	require.EqualError(t, err, "chain: the node refused the transaction: failed to execute message; message index: 0: a licence costs 5usure, at most "+
		"4usure was allowed: price is higher than allowed")
	require.ErrorIs(t, err, said)
}
