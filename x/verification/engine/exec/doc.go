// Package exec runs programs at the machine's speed and builds the proofs that the referee judges. Its results are bit for bit those of
// NUMERICS.md: vector width and threads vary across output elements, never inside one. It is off-chain code.
package exec
