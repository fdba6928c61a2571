package chain

import (
	"encoding/hex"
	"fmt"

	"github.com/cosmos/gogoproto/proto"
)

// decodeHex reads a proto message from hex.
func decodeHex(s string, into proto.Message) error {
	b, err := hex.DecodeString(s)
	if err != nil {
		return fmt.Errorf("chain: %w", err)
	}
	if err := proto.Unmarshal(b, into); err != nil {
		return fmt.Errorf("chain: %w", err)
	}
	return nil
}
