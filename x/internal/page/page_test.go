package page_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
)

func TestBounded(t *testing.T) {
	require.Nil(t, page.Bounded(nil))
	small := &query.PageRequest{Limit: 7, Key: []byte("next")}
	require.Same(t, small, page.Bounded(small))
	large := &query.PageRequest{Limit: 1 << 60, Key: []byte("next"), Reverse: true}
	require.Equal(t, &query.PageRequest{Limit: page.MaxLimit, Key: []byte("next"), Reverse: true}, page.Bounded(large))
	require.EqualValues(t, 1<<60, large.Limit, "the caller's request is left alone")
}
