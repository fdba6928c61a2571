// Package records reads a module's maps.
package records

import (
	"context"
	"errors"

	"cosmossdk.io/collections"
)

// Get returns the value under key, or missing when there is none.
func Get[K, V any](ctx context.Context, from collections.Map[K, V], key K, missing error) (V, error) {
	value, err := from.Get(ctx, key)
	if errors.Is(err, collections.ErrNotFound) {
		return value, missing
	}
	return value, err
}

// All returns every value in the order of the keys. It is for exports: what a transaction or a block does is bounded.
func All[K, V any](ctx context.Context, from collections.Map[K, V]) ([]V, error) {
	iterator, err := from.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	return iterator.Values()
}

// Keys returns the first keys of a range, at most so many. The iterator is closed before anything is removed.
func Keys[K, V any](ctx context.Context, from collections.Map[K, V], within collections.Ranger[K], most uint64) (keys []K, err error) {
	iterator, err := from.Iterate(ctx, within)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid() && uint64(len(keys)) < most; iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
