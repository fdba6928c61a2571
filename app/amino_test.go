package app_test

import (
	"strings"
	"testing"

	"github.com/cosmos/gogoproto/proto"
	"github.com/stretchr/testify/require"
	protov2 "google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	"github.com/cosmos/cosmos-sdk/x/tx/signing/aminojson"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
)

// maxAminoName is the longest message name that the Ledger application shows.
const maxAminoName = 39

// fill sets every field of a message to something other than its zero value. "1" is a valid text for every scalar
// that we keep in strings: whole numbers, decimals, names.
func fill(m protoreflect.Message) {
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		if field.IsList() {
			list := m.Mutable(field).List()
			if field.Message() != nil {
				fill(list.AppendMutable().Message())
			} else {
				list.Append(filler(field))
			}
			continue
		}
		if field.Message() != nil {
			fill(m.Mutable(field).Message())
			continue
		}
		m.Set(field, filler(field))
	}
}

func filler(field protoreflect.FieldDescriptor) protoreflect.Value {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(true)
	case protoreflect.StringKind:
		return protoreflect.ValueOfString("1")
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte{1})
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(1)
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32(1)
	case protoreflect.Int64Kind:
		return protoreflect.ValueOfInt64(1)
	case protoreflect.Uint32Kind:
		return protoreflect.ValueOfUint32(1)
	case protoreflect.Uint64Kind:
		return protoreflect.ValueOfUint64(1)
	default:
		panic("a message field of kind " + field.Kind().String() + " cannot be signed on a hardware wallet")
	}
}

// TestOwnMessagesSignOnHardwareWallets compares the two encoders that a signature may come from: the one in the
// node, which reads proto options, and the older one in wallets, which reads registrations.
func TestOwnMessagesSignOnHardwareWallets(t *testing.T) {
	enc, err := app.NewEncoding()
	require.NoError(t, err)
	encoder := aminojson.NewEncoder(aminojson.EncoderOptions{FileResolver: proto.HybridResolver})
	seen := 0
	for _, url := range enc.Registry.ListImplementations(sdk.MsgInterfaceProtoName) {
		if !strings.HasPrefix(url, "/surety.") {
			continue
		}
		seen++
		t.Run(strings.TrimPrefix(url, "/"), func(t *testing.T) {
			found, err := proto.HybridResolver.FindDescriptorByName(protoreflect.FullName(url[1:]))
			require.NoError(t, err)
			filled := dynamicpb.NewMessage(found.(protoreflect.MessageDescriptor))
			fill(filled)
			fromNode, err := encoder.Marshal(filled)
			require.NoError(t, err)

			bz, err := protov2.Marshal(filled)
			require.NoError(t, err)
			msg, err := enc.Registry.Resolve(url)
			require.NoError(t, err)
			require.NoError(t, enc.Codec.Unmarshal(bz, msg))
			fromWallet, err := enc.Amino.MarshalJSON(msg)
			require.NoError(t, err)
			require.JSONEq(t, string(fromWallet), string(fromNode))

			name := aminoName(t, fromNode)
			require.LessOrEqual(t, len(name), maxAminoName, name)
			require.NotContains(t, name, "/surety", "the message has no amino.name")
		})
	}
	require.NotZero(t, seen)
}

func aminoName(t *testing.T, encoded []byte) string {
	t.Helper()
	_, rest, found := strings.Cut(string(encoded), `"type":"`)
	require.True(t, found, "%s has no type", encoded)
	name, _, _ := strings.Cut(rest, `"`)
	return name
}

func TestATransactionSignedAsAminoJSONIsAccepted(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	tx := c.TxWith("alice", chain.TxOptions{Mode: signing.SignMode_SIGN_MODE_LEGACY_AMINO_JSON}, send(c, "alice", "bob", 1))
	res := c.NextBlock(tx).TxResults[0]
	require.Zero(t, res.Code, res.Log)
}
