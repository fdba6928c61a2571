// Package hardware checks that messages can be signed on a hardware wallet.
package hardware

import (
	"encoding/json"
	"testing"

	gogoproto "github.com/cosmos/gogoproto/proto"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/tx/signing/aminojson"
)

// maxNameBytes is what the device's screen and the SDK's registration allow.
const maxNameBytes = 39

// RequireSigns requires that the bytes which the chain makes of a message for signing are those that a client with legacy amino makes, so
// that a signature from a device is valid. register is the module's RegisterLegacyAminoCodec.
func RequireSigns(t *testing.T, register func(*codec.LegacyAmino), messages ...sdk.Msg) {
	t.Helper()
	legacy := codec.NewLegacyAmino()
	register(legacy)
	encoder := aminojson.NewEncoder(aminojson.EncoderOptions{FileResolver: gogoproto.HybridResolver})
	for _, message := range messages {
		name := gogoproto.MessageName(message)
		raw, err := gogoproto.Marshal(message)
		require.NoError(t, err, name)
		descriptor, err := gogoproto.HybridResolver.FindDescriptorByName(protoreflect.FullName(name))
		require.NoError(t, err, name)
		dynamic := dynamicpb.NewMessage(descriptor.(protoreflect.MessageDescriptor))
		require.NoError(t, proto.Unmarshal(raw, dynamic), name)

		chain, err := encoder.Marshal(dynamic)
		require.NoError(t, err, name)
		client, err := legacy.MarshalJSON(message)
		require.NoError(t, err, name)
		require.JSONEq(t, string(client), string(chain), name)
		require.NotContains(t, string(chain), `"@type"`, name)
		requireName(t, client)
	}
}

func requireName(t *testing.T, signed []byte) {
	t.Helper()
	var envelope struct {
		Type string `json:"type"`
	}
	require.NoError(t, json.Unmarshal(signed, &envelope))
	require.NotEmpty(t, envelope.Type)
	require.LessOrEqual(t, len(envelope.Type), maxNameBytes)
}
