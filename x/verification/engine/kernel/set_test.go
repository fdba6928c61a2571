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
		count := 0
		for kind := range kindCount {
			for vecs, heights := range s.tiles[kind] {
				for height, right := range heights {
					if right == nil {
						continue
					}
					count++
					wrong := s.copy()
					wrong.tiles[kind][vecs][height] = func(a *tileArgs) {
						right(a)
						flip(unsafe.Add(a.y, 4*a.rows.Y))
					}
					require.ErrorContains(t, wrong.check(), fmt.Sprintf("tiles of kind %d, %d rows by %d vectors", kind, height, vecs))
				}
			}
		}
		require.Greater(t, count, 60)
		for o := OpAdd; o < opCount; o++ {
			wrong := s.copy()
			wrong.maps[o] = func(a *mapArgs) { s.maps[o](a); flip(a.to) }
			require.ErrorContains(t, wrong.check(), fmt.Sprintf("function %d of", o))
		}
		for f := range foldCount {
			wrong := s.copy()
			wrong.folds[f] = func(a *foldArgs) { s.folds[f](a); flip(a.lanes) }
			require.ErrorContains(t, wrong.check(), fmt.Sprintf("fold %d of", f))
		}
		wrong := s.copy()
		wrong.hash = func(a *hashArgs) { s.hash(a); flip(unsafe.Pointer(a.out)) }
		require.ErrorContains(t, wrong.check(), "hashing by")
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
