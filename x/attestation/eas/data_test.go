package eas_test

import (
	"bytes"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/attestation/eas"
)

func TestSchemasThatAreNone(t *testing.T) {
	for schema, why := range map[string]string{
		"strin x":                         `at byte 0: "strin" is no type`,
		"uint7 x":                         `"uint7" is no type`,
		"uint264 x":                       `"uint264" is no type`,
		"uint08 x":                        `"uint08" is no type`,
		"uint0 x":                         `"uint0" is no type`,
		"bytes33 x":                       `"bytes33" is no type`,
		"bytes0 x":                        `"bytes0" is no type`,
		"fixed128x18 x":                   `"fixed128x18" is no type`,
		"function f":                      `"function" is no type`,
		"bool x,":                         "at byte 7: a type is missing",
		",bool x":                         "at byte 0: a type is missing",
		"bool x y":                        `at byte 7: 'y' is unexpected`,
		"bool 1x":                         `the name "1x" begins with a digit`,
		"bool[ x":                         "a ] is missing",
		"bool[0] x":                       "an array of \"0\" elements",
		"bool[01] x":                      "an array of \"01\" elements",
		"bool[99999999999999999999] x":    "elements; use 1 to 4096",
		"bool[-1] x":                      "a ] is missing",
		"uint[4096][4096] x":              "the array has 16777216 words",
		"()[] x":                          "a type is missing",
		"(bool x":                         "a ) is missing",
		"bool) x":                         `')' is unexpected`,
		"bool x\x00":                      `'\x00' is unexpected`,
		"bοol x":                          "at byte 0", // a Greek letter
		"bool " + strings.Repeat("n", 65): "a name has 65 bytes",
		strings.Repeat("(", 20) + "bool":  "nested more than 8 deep",
		"bool" + strings.Repeat("[]", 20): "nested more than 8 deep",
		strings.Repeat("bool,", 200):      "more than 128 fields",
		"uint[4096] a, uint b":            "fields of 4097 words",
		"(uint[4096] a, uint b) x":        "fields of 4097 words",
	} {
		_, err := eas.ParseSchema(schema)
		require.ErrorIs(t, err, eas.ErrSchema, schema)
		require.ErrorContains(t, err, why, schema)
	}
}

func TestSchemasThatPeopleWrite(t *testing.T) {
	for _, schema := range []string{
		"", "  ", "bool metIRL", "string statement", "uint8 score,string note", " address  who ,\n bytes32[ ] x"[:14],
		"uint", "int256[3][] grid", "tuple(string key, uint64 value)[] scores", "(bytes32 a, (bool b, string c) d)[2] e", "ipfsHash cid",
		"bytes $x, bytes1 _y",
	} {
		_, err := eas.ParseSchema(schema)
		require.NoError(t, err, schema)
	}
}

func words(values ...int64) []byte {
	var data []byte
	for _, value := range values {
		data = append(data, common.LeftPadBytes(big.NewInt(value).Bytes(), 32)...)
	}
	return data
}

func TestDataThatDoesNotFit(t *testing.T) {
	ones := bytes.Repeat([]byte{0xff}, 32)
	text := append(words(32, 3), append([]byte("abc"), make([]byte, 29)...)...)
	for name, c := range map[string]struct {
		schema string
		data   []byte
		why    string
	}{
		"nothing where a word should be": {"bool x", nil, "the data ends too early"},
		"a byte too few":                 {"bool x", make([]byte, 31), "the data ends too early"},
		"a byte too many":                {"bool x", make([]byte, 33), "1 bytes are left over"},
		"something for no fields":        {"", []byte{1}, "1 bytes are left over"},
		"a bool of two":                  {"bool x", words(2), `field 1 "x": a bool is neither 0 nor 1`},
		"a bool with a high byte":        {"bool x", ones, "a bool is neither 0 nor 1"},
		"a number too large":             {"uint8 x", words(256), "does not fit 8 bits"},
		"a signed number too large":      {"int8 x", words(128), "does not fit 8 bits with a sign"},
		"an address too long":            {"address x", ones, "more than 20 bytes"},
		"bytes4 with a fifth":            {"bytes4 x", ones, "bytes4 has more than 4 bytes"},
		"an offset to nowhere":           {"string x", append(words(64, 3), text[64:]...), "its offset is not where its data must be"},
		"an offset that overflows":       {"string x", append(append([]byte{}, ones...), text[32:]...), "its offset is not where"},
		"a length that overflows":        {"string x", append(words(32), ones...), "the data ends too early"},
		"a length beyond the end":        {"string x", words(32, 1), "the data ends too early"},
		"a length without its word":      {"string x", words(32), "the data ends too early"},
		"padding that is not zero":       {"string x", append(append([]byte{}, text[:95]...), 1), "its padding is not zero"},
		"padding that is missing":        {"string x", text[:67], "the data ends too early"},
		"a string that is not UTF-8":     {"string x", append(words(32, 1), append([]byte{0xff}, make([]byte, 31)...)...), "not UTF-8"},
		"an array of more than there is": {"uint[] x", words(32, 2, 7), "the data ends too early"},
		"an array of 2^256-1 elements":   {"uint[] x", append(words(32), ones...), "more elements than bytes"},
		"elements that share their data": {"string[] x", append(words(32, 2, 64, 64), text[32:]...), `field 1 "x": element 1: its offset`},
		"a fault deep inside":            {"(uint8 a, bool[2] b)[] x", words(32, 1, 1, 1, 2), `field 1 "x": element 0: field 2 "b": element 1: a bool`},
	} {
		schema, err := eas.ParseSchema(c.schema)
		require.NoError(t, err, name)
		err = schema.Check(c.data)
		require.ErrorIs(t, err, eas.ErrData, name)
		require.ErrorContains(t, err, c.why, name)
	}
}

// Arrays that point at one another's bytes are how an encoding of a few bytes can stand for more values than fit a machine.
func TestABombIsRefusedInLinearWork(t *testing.T) {
	schema, err := eas.ParseSchema("uint[][][][][][] x")
	require.NoError(t, err)
	var bomb []byte
	bomb = append(bomb, words(32)...)
	for range 5 {
		bomb = append(bomb, words(256)...)
		for range 256 {
			bomb = append(bomb, words(256*32)...)
		}
	}
	bounded.Allocates(t, 1<<16, func() { require.ErrorIs(t, schema.Check(bomb), eas.ErrData) })
}

// kinds are drawn as text, for both libraries.
func anyType(t *rapid.T, depth int) (string, abi.ArgumentMarshaling) {
	base := rapid.SampledFrom([]string{"uint8", "uint256", "int64", "int256", "address", "bool", "bytes4", "bytes32", "bytes", "string", "tuple"}).Draw(t, "base")
	if base == "tuple" && depth >= 3 {
		base = "string"
	}
	argument := abi.ArgumentMarshaling{Name: "x"}
	text := base
	if base == "tuple" {
		var parts []string
		for i := range rapid.IntRange(1, 3).Draw(t, "fields") {
			part, component := anyType(t, depth+1)
			component.Name = fmt.Sprintf("f%d", i)
			argument.Components = append(argument.Components, component)
			parts = append(parts, part+" "+component.Name)
		}
		text = "(" + strings.Join(parts, ", ") + ")"
	}
	suffix := rapid.SampledFrom([]string{"", "", "[]", "[2]", "[][3]", "[2][]"}).Draw(t, "suffix")
	argument.Type = base + suffix
	return text + suffix, argument
}

func anyValue(t *rapid.T, kind reflect.Type) reflect.Value {
	value := reflect.New(kind).Elem()
	switch {
	case kind == reflect.TypeOf(&big.Int{}):
		// Half of the values are negative, which the larger unsigned types take as their two's complement: keep to what fits both.
		value.Set(reflect.ValueOf(big.NewInt(rapid.Int64Min(0).Draw(t, "number"))))
	case kind.Kind() == reflect.Slice && kind.Elem().Kind() == reflect.Uint8:
		value.SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 70).Draw(t, "bytes"))
	case kind.Kind() == reflect.Slice:
		for range rapid.IntRange(0, 3).Draw(t, "elements") {
			value = reflect.Append(value, anyValue(t, kind.Elem()))
		}
	case kind.Kind() == reflect.Array:
		for i := range kind.Len() {
			value.Index(i).Set(anyValue(t, kind.Elem()))
		}
	case kind.Kind() == reflect.Struct:
		for i := range kind.NumField() {
			value.Field(i).Set(anyValue(t, kind.Field(i).Type))
		}
	case kind.Kind() == reflect.String:
		value.SetString(rapid.StringN(0, 40, 80).Draw(t, "text"))
	case kind.Kind() == reflect.Bool:
		value.SetBool(rapid.Bool().Draw(t, "bool"))
	case kind.Kind() == reflect.Int64:
		value.SetInt(rapid.Int64().Draw(t, "int64"))
	default:
		value.SetUint(uint64(rapid.Byte().Draw(t, "byte")))
	}
	return value
}

// Whatever the Ethereum client encodes is accepted, and whatever is accepted is what the client would have encoded.
func TestCheckAgreesWithTheEthereumClient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var arguments abi.Arguments
		var texts []string
		var values []any
		for range rapid.IntRange(1, 4).Draw(t, "arguments") {
			text, marshaling := anyType(t, 0)
			kind, err := abi.NewType(marshaling.Type, "", marshaling.Components)
			require.NoError(t, err, text)
			texts = append(texts, text+" x")
			arguments = append(arguments, abi.Argument{Type: kind})
			values = append(values, anyValue(t, kind.GetType()).Interface())
		}
		schema, err := eas.ParseSchema(strings.Join(texts, ","))
		require.NoError(t, err, texts)
		packed, err := arguments.Pack(values...)
		require.NoError(t, err)
		require.NoError(t, schema.Check(packed), "%s: %x", texts, packed)

		if len(packed) == 0 {
			return
		}
		spoiled := bytes.Clone(packed)
		for range rapid.IntRange(1, 2).Draw(t, "faults") {
			at := rapid.IntRange(0, len(spoiled)-1).Draw(t, "at")
			spoiled[at] = rapid.SampledFrom([]byte{0, 1, 0x20, 0x40, 0xff}).Draw(t, "byte")
		}
		if schema.Check(spoiled) != nil {
			return
		}
		decoded, err := arguments.Unpack(spoiled)
		require.NoError(t, err, "%s: %x", texts, spoiled)
		again, err := arguments.Pack(decoded...)
		require.NoError(t, err)
		require.Equal(t, spoiled, again, "%s", texts)
	})
}

// FuzzCheck feeds random schemas and data.
func FuzzCheck(f *testing.F) {
	f.Add("bool x, (string a, uint8[2] b)[] c", words(1, 64, 0))
	f.Add("string[][2] x", words(32, 64, 96, 0, 0))
	f.Fuzz(func(t *testing.T, text string, data []byte) {
		schema, err := eas.ParseSchema(text)
		if err != nil {
			require.ErrorIs(t, err, eas.ErrSchema)
			return
		}
		if err := schema.Check(data); err != nil {
			require.ErrorIs(t, err, eas.ErrData)
		}
	})
}
