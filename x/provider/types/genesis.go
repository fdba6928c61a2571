package types

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }
