package wire_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
)

// only is the only field of a message.
func only(t require.TestingT, message []byte) wire.Field {
	var f wire.Field
	require.NoError(t, wire.Each(message, func(got wire.Field) error {
		f = got
		return nil
	}))
	return f
}

func TestRepeatedNumbersAreTheSamePackedOrNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Int64(), 1, 20).Draw(t, "numbers")
		var packed, apart []byte
		for _, v := range want {
			packed = protowire.AppendVarint(packed, uint64(v))
			apart = protowire.AppendVarint(protowire.AppendTag(apart, 8, protowire.VarintType), uint64(v))
		}
		got, err := only(t, protowire.AppendBytes(protowire.AppendTag(nil, 8, protowire.BytesType), packed)).Int64s(nil)
		require.NoError(t, err)
		require.Equal(t, want, got)
		got = nil
		require.NoError(t, wire.Each(apart, func(f wire.Field) (err error) {
			got, err = f.Int64s(got)
			return err
		}))
		require.Equal(t, want, got)
		count, err := wire.Count(apart)
		require.NoError(t, err)
		require.Equal(t, len(want), count[8])
	})
}

func TestFieldsOfAnotherKindAreRefused(t *testing.T) {
	text := only(t, protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), []byte{1, 2, 3}))
	number := only(t, protowire.AppendVarint(protowire.AppendTag(nil, 2, protowire.VarintType), 3))
	four := only(t, protowire.AppendFixed32(protowire.AppendTag(nil, 3, protowire.Fixed32Type), 3))
	for says, read := range map[string]func() error{
		"field 2 is not length-delimited":        func() error { _, err := number.Message(); return err },
		"field 3 does not hold varints":          func() error { return four.EachVarint(func(uint64) error { return nil }) },
		"field 1 does not hold 4-byte numbers":   func() error { _, err := text.Fixed(nil, 4); return err },
		"field 3 does not hold 8-byte numbers":   func() error { _, err := four.Fixed(nil, 8); return err },
		"packed field 1":                         func() error { _, err := only(t, []byte{0x0a, 1, 0x80}).Int64s(nil); return err },
		"at byte 2 of 3: field 1 has wire type":  func() error { _, err := wire.Count([]byte{0x08, 1, 0x0b}); return err },
		"malformed protobuf at byte 0 of 2: fie": func() error { return wire.Each([]byte{0x0a, 5}, nil) },
	} {
		err := read()
		require.ErrorIs(t, err, wire.ErrMalformed)
		require.ErrorContains(t, err, says)
	}
	require.False(t, number.Empty())
	require.True(t, only(t, []byte{0x0a, 0}).Empty())
}
