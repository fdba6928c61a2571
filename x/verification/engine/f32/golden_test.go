package f32_test

import (
	"encoding/json"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// goldenFile holds, by function, lines of operands and result in hexadecimal. Version 1 never changes: an implementation that
// disagrees with the file is wrong. Package native is tested against it too.
const goldenFile = "testdata/numerics-v1.json"

var update = flag.Bool("update", false, "add the functions that "+goldenFile+" lacks")

func TestGoldenVectors(t *testing.T) {
	bz, err := os.ReadFile(goldenFile)
	require.NoError(t, err)
	var golden map[string][]string
	require.NoError(t, json.Unmarshal(bz, &golden))
	if *update {
		addMissing(t, golden)
	}
	require.Len(t, golden, len(operations))
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
}

// addMissing writes vectors for functions that have none: every edge, then random operands.
func addMissing(t *testing.T, golden map[string][]string) {
	t.Helper()
	g, all := splitmix(1), edges()
	hex := func(a f32.F32) string { return strconv.FormatUint(1<<32|uint64(a), 16)[1:] }
	for _, op := range operations {
		if golden[op.name] != nil {
			continue
		}
		for i := range 300 {
			a, b, c := g.draw()
			if i < len(all) {
				a, b, c = all[i], all[g.next()%uint64(len(all))], all[g.next()%uint64(len(all))]
			}
			fields := []string{hex(a), hex(b), hex(c)}[:op.operands]
			golden[op.name] = append(golden[op.name], strings.Join(append(fields, hex(op.soft(a, b, c))), " "))
		}
	}
	bz, err := json.MarshalIndent(golden, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(goldenFile, append(bz, '\n'), 0o600))
}
