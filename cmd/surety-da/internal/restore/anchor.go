package restore

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/celestiaorg/go-square/v4/share"

	"github.com/suretynetwork/surety/x/da/types"
)

// Anchor is where to begin: what a genesis says of Celestia, or what the operator says instead.
type Anchor struct {
	// ChainID is this chain's, First its first height.
	ChainID string
	First   int64
	// Celestia is the chain that was followed at the beginning; Namespace is where blocks are posted.
	Celestia  string
	Namespace share.Namespace
	// Trusted is the header that is believed; nothing lower is looked at.
	Trusted types.Header
}

// document is the part of a genesis file that is read here.
type document struct {
	ChainID       string      `json:"chain_id"`
	InitialHeight json.Number `json:"initial_height"`
	AppState      struct {
		DA struct {
			Params struct {
				CelestiaChainID string `json:"celestia_chain_id"`
				Namespace       string `json:"namespace"`
			} `json:"params"`
			Headers []json.RawMessage `json:"headers"`
		} `json:"da"`
	} `json:"app_state"`
}

// Unmarshal reads protobuf's JSON.
type Unmarshal func(raw []byte, header *types.Header) error

// ReadAnchor reads a genesis file. Namespace and trusted override it where they are given. The error says what is missing.
func ReadAnchor(path string, namespace string, trusted types.Header, read Unmarshal) (Anchor, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return Anchor{}, err
	}
	var doc document
	if err := json.Unmarshal(raw, &doc); err != nil {
		return Anchor{}, fmt.Errorf("%s is no genesis file: %w", path, err)
	}
	a := Anchor{ChainID: doc.ChainID, First: 1, Celestia: doc.AppState.DA.Params.CelestiaChainID, Trusted: trusted}
	if first, err := doc.InitialHeight.Int64(); err == nil && first > 1 {
		a.First = first
	}
	if namespace == "" {
		namespace = doc.AppState.DA.Params.Namespace
	}
	if namespace == "" {
		return a, fmt.Errorf("%s names no namespace on Celestia: give it with --namespace", path)
	}
	if a.Namespace, err = types.ParseNamespace(namespace); err != nil {
		return a, err
	}
	if a.Trusted.Height > 0 {
		return a, nil
	}
	if n := len(doc.AppState.DA.Headers); n > 0 {
		return a, read(doc.AppState.DA.Headers[n-1], &a.Trusted)
	}
	return a, fmt.Errorf("%s trusts no header of Celestia: give one with --trusted-height and --trusted-hash", path)
}
