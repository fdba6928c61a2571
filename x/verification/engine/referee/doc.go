// Package referee recomputes one element of one node from what a provider committed to, so that a chain can judge a model of
// any size in constant work. It is consensus code: software float32 only, no allocation beyond the proof's own size, and no proof
// makes it panic.
package referee
