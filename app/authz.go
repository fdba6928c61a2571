package app

import (
	"context"

	corestore "cosmossdk.io/core/store"

	authzkeeper "github.com/cosmos/cosmos-sdk/x/authz/keeper"
	authzmodule "github.com/cosmos/cosmos-sdk/x/authz/module"
)

// maxGrantsPruned is how many queue entries of expired grants one block removes. An entry is all grants of one
// granter to one grantee with one expiry, so it holds at most one grant per message type. What is left over is
// already unusable (x/authz checks the expiry on use) and goes in the blocks that follow.
const maxGrantsPruned = 100

// boundedAuthz is x/authz with a limit on the grants that one block prunes; the SDK's own module has none.
type boundedAuthz struct {
	authzmodule.AppModule
	pruner authzkeeper.Keeper
}

// BeginBlock prunes up to maxGrantsPruned entries.
func (m boundedAuthz) BeginBlock(ctx context.Context) error {
	return m.pruner.DequeueAndDeleteExpiredGrants(ctx)
}

// boundedStore opens stores whose iterators end after maxGrantsPruned entries. A keeper on top of it does the
// first part of any walk, so it serves for pruning and for nothing else.
type boundedStore struct {
	corestore.KVStoreService
}

// OpenKVStore returns the store for ctx, iterators bounded.
func (s boundedStore) OpenKVStore(ctx context.Context) corestore.KVStore {
	return boundedKV{s.KVStoreService.OpenKVStore(ctx)}
}

type boundedKV struct {
	corestore.KVStore
}

// Iterator walks the first maxGrantsPruned entries of [start, end).
func (s boundedKV) Iterator(start, end []byte) (corestore.Iterator, error) {
	it, err := s.KVStore.Iterator(start, end)
	if err != nil {
		return nil, err
	}
	return &boundedIterator{Iterator: it, left: maxGrantsPruned}, nil
}

type boundedIterator struct {
	corestore.Iterator
	left int
}

// Valid is false once the bound is reached, as at the end of the range.
func (it *boundedIterator) Valid() bool { return it.left > 0 && it.Iterator.Valid() }

// Next moves on and spends one entry of the bound.
func (it *boundedIterator) Next() {
	it.left--
	if it.left > 0 {
		it.Iterator.Next()
	}
}
