// Package graph is the format in which a model is registered, run and judged: a list of nodes, each an operator of
// NUMERICS.md, whose every output element depends on a few contiguous runs of bytes.
//
// Its types are generated from proto/surety/engine/v1/graph.proto. This package adds what the chain has to know about them:
// the one encoding of a program, the rules of a valid one, which bytes an element depends on and how large a proof of one
// element can become. It is consensus code: integers only, and no input makes it panic.
package graph
