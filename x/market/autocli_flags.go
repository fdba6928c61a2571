package market

import autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"

// usage gives flags their help texts.
func usage(texts map[string]string) map[string]*autocliv1.FlagOptions {
	flags := make(map[string]*autocliv1.FlagOptions, len(texts))
	for field, text := range texts {
		flags[field] = &autocliv1.FlagOptions{Usage: text}
	}
	return flags
}

// placeOrderFlags are the terms that are no arguments.
func placeOrderFlags() map[string]*autocliv1.FlagOptions {
	return usage(map[string]string{
		"input_roots":     "BLAKE3 roots of the input tensors' bytes, 64 hex digits each, in the program's order",
		"input_urls":      "base URLs of blob services that have the inputs, at most 4",
		"deadline_blocks": "how long a provider has from lease to receipt, in blocks",
		"window_blocks":   "the challenge window, in blocks",
		"redundancy":      "how many providers run it",
		"method":          "method-optimistic, or method-replicated with a redundancy of 2 or more",
		"trade":           "trade-sealed, or trade-open for the first acceptable bid at once",
		"award":           "for sealed orders: award-lowest-price, award-score or award-by-hand",
		"attributes":      "key=value that a provider must have",
		"all_of":          "attesters who must all vouch for each attribute",
		"any_of":          "attesters of whom one must vouch for each attribute",
		"policy_ids":      "policies of x/policy that must hold, OWNER/NAME or OWNER/NAME@VERSION; without a version the newest",
		"commit_blocks":   "for sealed orders: how long commitments are taken, in blocks",
		"reveal_blocks":   "for sealed orders: how long reveals are taken after that, in blocks",
		"ttl_blocks":      "how long the order lives without its leases, in blocks",
		"output_key":      "X25519 public key that outputs are encrypted to, 64 hex digits; empty for plain outputs",
	})
}
