package keeper

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/internal/page"
)

const positionBytes = 2

var errPageByKey = status.Error(codes.InvalidArgument,
	"these pages go by key: leave offset and count_total out, and pass next_key for the next page, so that every page costs the same")

// within is the range of the keys that begin with a prefix.
func within(prefix []byte) *collections.Range[[]byte] {
	r := new(collections.Range[[]byte]).StartInclusive(prefix)
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			end := append([]byte{}, prefix[:i+1]...)
			end[i]++
			return r.EndExclusive(end)
		}
	}
	return r
}

// walk is one page under way. A page begins at a cursor: an index key without its prefix, and the place among what it stands for.
type walk struct {
	prefix  []byte
	limit   int
	reverse bool
	from    []byte
	skip    int
}

func newWalk(prefix []byte, request *query.PageRequest) (walk, error) {
	w := walk{prefix: prefix, limit: query.DefaultLimit}
	if request = page.Bounded(request); request == nil {
		return w, nil
	}
	if request.Offset != 0 || request.CountTotal {
		return w, errPageByKey
	}
	if request.Limit > 0 {
		w.limit = int(request.Limit)
	}
	w.reverse = request.Reverse
	if len(request.Key) == 0 {
		return w, nil
	}
	if len(request.Key) < positionBytes+numberBytes {
		return w, status.Error(codes.InvalidArgument, "pagination.key is none of this list's")
	}
	cut := len(request.Key) - positionBytes
	w.from = concat(prefix, request.Key[:cut])
	w.skip = int(binary.BigEndian.Uint16(request.Key[cut:]))
	return w, nil
}

func (w walk) keys() *collections.Range[[]byte] {
	r := within(w.prefix)
	switch {
	case w.from == nil && w.reverse:
		return r.Descending()
	case w.from == nil:
		return r
	case w.reverse:
		return new(collections.Range[[]byte]).StartInclusive(w.prefix).EndInclusive(w.from).Descending()
	default:
		return r.StartInclusive(w.from)
	}
}

func (w walk) cursor(key []byte, place int) []byte {
	return binary.BigEndian.AppendUint16(bytes.Clone(key[len(w.prefix):]), uint16(place))
}

// pageOf lists the attestations that an index has under a prefix. It reads what it shows, and one index entry more.
func (k *Keeper) pageOf(ctx context.Context, index Index, prefix []byte, request *query.PageRequest) (
	found []types.Attestation, next *query.PageResponse, err error,
) {
	w, err := newWalk(prefix, request)
	if err != nil {
		return nil, nil, err
	}
	iterator, err := index.Iterate(ctx, w.keys())
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid(); iterator.Next() {
		entry, err := iterator.KeyValue()
		if err != nil {
			return nil, nil, err
		}
		if len(found) == w.limit {
			return found, &query.PageResponse{NextKey: w.cursor(entry.Key, 0)}, nil
		}
		uids, err := k.found(ctx, entry.Key, entry.Value)
		if err != nil {
			return nil, nil, err
		}
		place, err := k.show(ctx, &w, entry.Key, uids, &found)
		if err != nil {
			return nil, nil, err
		}
		if place < len(uids) {
			return found, &query.PageResponse{NextKey: w.cursor(entry.Key, place)}, nil
		}
	}
	return found, &query.PageResponse{}, nil
}

// show adds one entry's attestations to the page and returns the place where the page became full.
func (k *Keeper) show(ctx context.Context, w *walk, key []byte, uids []eas.Hash, found *[]types.Attestation) (int, error) {
	if w.reverse {
		slices.Reverse(uids)
	}
	place := 0
	if bytes.Equal(key, w.from) {
		place = min(w.skip, len(uids))
	}
	for ; place < len(uids) && len(*found) < w.limit; place++ {
		attestation, err := k.GetAttestation(ctx, uids[place])
		if err != nil {
			return place, err
		}
		*found = append(*found, attestation)
	}
	return place, nil
}
