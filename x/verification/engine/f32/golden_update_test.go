package f32_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// addMissing writes vectors for functions that have none: every edge, then random operands; of narrow formats every code. The corners
// that a function lacks follow. No line that is there changes.
func addMissing(t *testing.T, golden map[string][]string) {
	t.Helper()
	corner := corners()
	for _, op := range operations {
		if golden[op.name] == nil {
			golden[op.name] = operationVectors(op)
		}
		for _, operands := range lacking(golden[op.name], corner[op.name]) {
			v := append(words(t, operands), 0, 0)
			golden[op.name] = append(golden[op.name], fmt.Sprintf("%s %08x", operands, uint32(op.soft(f32.F32(v[0]), f32.F32(v[1]), f32.F32(v[2])))))
		}
	}
	for _, c := range conversions() {
		if golden[c.name] == nil {
			golden[c.name] = conversionVectors(c)
		}
		for _, operand := range lacking(golden[c.name], corner[c.name]) {
			golden[c.name] = append(golden[c.name], fmt.Sprintf("%s %0*x", operand, c.to/4, c.soft(words(t, operand)[0])))
		}
	}
	bz, err := json.MarshalIndent(golden, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(goldenFile, append(bz, '\n'), 0o600))
}

func operationVectors(op operation) (lines []string) {
	g, all := splitmix(1), edges()
	for i := range 300 {
		a, b, c := g.draw()
		if i < len(all) {
			a, b, c = all[i], all[g.next()%uint64(len(all))], all[g.next()%uint64(len(all))]
		}
		var line strings.Builder
		for _, operand := range []f32.F32{a, b, c}[:op.operands] {
			fmt.Fprintf(&line, "%08x ", uint32(operand))
		}
		lines = append(lines, fmt.Sprintf("%s%08x", line.String(), uint32(op.soft(a, b, c))))
	}
	return lines
}

func conversionVectors(c conversion) (lines []string) {
	add := func(v uint64) {
		lines = append(lines, fmt.Sprintf("%0*x %0*x", c.from/4, v, c.to/4, c.soft(v)))
	}
	if c.from <= 8 {
		for v := range uint64(1) << c.from {
			add(v)
		}
		return lines
	}
	for _, a := range edges() {
		add((uint64(a)<<32 | uint64(a)) >> (64 - c.from))
	}
	g := splitmix(1)
	for range 150 {
		add(c.operand(&g))
	}
	return lines
}
