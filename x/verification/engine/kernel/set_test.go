package kernel

import (
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

func TestEachSetPassesItsCheck(t *testing.T) {
	onVectors(t, func(t *testing.T, s *set) { require.NoError(t, s.check()) })
}

// The check misses no kernel: it notices one wrong bit of any.
func TestTheCheckNoticesAWrongBitOfEachKernel(t *testing.T) {
	onVectors(t, func(t *testing.T, s *set) {
		wrong := map[string]*set{}
		for kind := range kindCount {
			for vecs := range maxVecs + 1 {
				for height := 1; height <= mostRows[kind][vecs]; height++ {
					c, right := s.copy(), s.tiles[kind][vecs][height]
					c.tiles[kind][vecs][height] = func(a *tileArgs) { right(a); flip(unsafe.Add(a.y, 4*a.rows.Y)) }
					wrong[fmt.Sprintf("tile %d of %dx%d", kind, height, vecs)] = c
				}
			}
		}
		for o := OpAdd; o < opCount; o++ {
			c := s.copy()
			c.maps[o] = func(a *mapArgs) { s.maps[o](a); flip(a.to) }
			wrong[fmt.Sprintf("function %d", o)] = c
		}
		for f := range foldCount {
			c := s.copy()
			c.folds[f] = func(a *foldArgs) { s.folds[f](a); flip(a.lanes) }
			wrong[fmt.Sprintf("fold %d", f)] = c
		}
		c := s.copy()
		c.hash = func(a *hashArgs) { s.hash(a); flip(unsafe.Pointer(a.out)) }
		wrong["hashing"] = c

		for name, c := range wrong {
			noticed := false
			for of, same := range c.comparisons() {
				noticed = noticed || of == name && !same()
			}
			require.True(t, noticed, name)
		}
		require.ErrorContains(t, wrong["hashing"].check(), "hashing by "+s.name)
	})
}

func (s *set) copy() *set {
	c := *s
	for kind := range kindCount {
		c.tiles[kind] = slices.Clone(c.tiles[kind])
		for vecs := range c.tiles[kind] {
			c.tiles[kind][vecs] = slices.Clone(c.tiles[kind][vecs])
		}
	}
	return &c
}

func flip(at unsafe.Pointer) { *(*uint32)(at) ^= 1 }

func TestChoosingASet(t *testing.T) {
	onVectors(t, func(t *testing.T, right *set) {
		wrong := right.copy()
		wrong.name = "wrong"
		wrong.maps[OpExp] = right.maps[OpNeg]
		for _, c := range []struct {
			what, name string
			sets       []*set
			want       string
			warnings   int
		}{
			{"the fastest", "", []*set{right, &portable}, right.name, 0},
			{"the portable one where it is named", "portable", []*set{right, &portable}, "portable", 0},
			{"whatever case the name is in", "Portable", []*set{right, &portable}, "portable", 0},
			{"the next where the first is wrong", "", []*set{wrong, right, &portable}, right.name, 1},
			{"the next where the named one is wrong", "wrong", []*set{right, wrong, &portable}, "portable", 1},
			{"the portable one where all are wrong", "", []*set{wrong, wrong, &portable}, "portable", 2},
			{"the fastest where the name is unknown", "sse", []*set{right, &portable}, right.name, 1},
		} {
			var warnings []string
			got := choose(c.name, c.sets, func(msg string, args ...any) { warnings = append(warnings, msg+fmt.Sprint(args...)) })
			require.Equal(t, c.want, got.name, c.what)
			require.Len(t, warnings, c.warnings, c.what)
		}
	})
}

func TestTheEnvironmentChoosesTheSet(t *testing.T) {
	defer chosen.Store(chosen.Swap(nil))
	t.Setenv(SetVariable, portable.name)
	require.Same(t, &portable, inUse())
	chosen.Store(nil)
	t.Setenv(SetVariable, "")
	require.Same(t, sets()[0], inUse())
}

// The metric that go test prints is the price of the first use.
func BenchmarkCheck(b *testing.B) {
	for _, s := range sets() {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				if err := s.check(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
