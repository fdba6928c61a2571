// Package types has the breaker's messages and the rule of what may never be stopped.
package types

import "cosmossdk.io/collections"

const (
	// ModuleName names the module.
	ModuleName = "breaker"
	// StoreKey names its store.
	StoreKey = ModuleName
	// MaxMessages is how many messages one transaction stops or resumes at most.
	MaxMessages = 100
)

// StoppedPrefix is where the stopped messages lie. Prefixes are never reused.
var StoppedPrefix = collections.NewPrefix(1)
