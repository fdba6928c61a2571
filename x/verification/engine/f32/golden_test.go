package f32_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// goldenFile holds, by function, lines of operands and result in hexadecimal, as many digits as the type has. Version 1 never changes: an implementation that
// disagrees with the file is wrong. Package native is tested against it too.
const goldenFile = "testdata/numerics-v1.json"

var update = flag.Bool("update", false, "add the functions and corners that "+goldenFile+" lacks")

func TestGoldenVectors(t *testing.T) {
	bz, err := os.ReadFile(goldenFile)
	require.NoError(t, err)
	var golden map[string][]string
	require.NoError(t, json.Unmarshal(bz, &golden))
	if *update {
		addMissing(t, golden)
	}
	require.Len(t, golden, len(operations)+len(conversions()))
	for name, operands := range corners() {
		require.Contains(t, golden, name)
		require.Empty(t, lacking(golden[name], operands), "%s: corners without a vector, run with -update", name)
	}
	for _, op := range operations {
		require.GreaterOrEqual(t, len(golden[op.name]), 200, "%s: too few golden vectors", op.name)
		for _, line := range golden[op.name] {
			v := make([]f32.F32, 4)
			fields := strings.Fields(line)
			require.Len(t, fields, op.operands+1, "%s: %s", op.name, line)
			for i, field := range fields {
				n, err := strconv.ParseUint(field, 16, 32)
				require.NoError(t, err, op.name)
				v[i] = f32.F32(n)
			}
			want := v[op.operands]
			v[op.operands] = 0
			require.Equal(t, want, op.soft(v[0], v[1], v[2]), "%s: %s", op.name, line)
		}
	}
	for _, c := range conversions() {
		require.GreaterOrEqual(t, len(golden[c.name]), 16, "%s: too few golden vectors", c.name)
		for _, line := range golden[c.name] {
			var operand, want uint64
			n, err := fmt.Sscanf(line, "%x %x", &operand, &want)
			require.NoError(t, err, "%s: %s", c.name, line)
			require.Equal(t, 2, n)
			require.Equal(t, want, c.soft(operand), "%s: %s", c.name, line)
		}
	}
}
