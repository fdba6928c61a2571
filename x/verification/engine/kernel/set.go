package kernel

import (
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

// set is the kernels for one width of vectors. All sets compute the same bits; the portable one has Go alone.
type set struct {
	name string
	// lanes is the number of float32 in a vector, of which panels are made, and of inputs that are hashed side by side.
	lanes int
	tiles tileTable
	maps  [opCount]func(a *mapArgs)
	folds [foldCount]func(a *foldArgs)
	hash  func(a *hashArgs)
	peak  func(a *int)
}

// tileTable has kernels by kind, vectors in a panel and rows in a tile.
type tileTable [kindCount][][]func(a *tileArgs)

// mostLanes is that of the widest set.
const mostLanes = 16

var portable = set{name: "portable", lanes: 8}

func (s *set) hasVectors() bool { return s != &portable }

// SetVariable names the variable of the environment that chooses a set by its name: portable, avx2 or avx512.
const SetVariable = "SURETY_KERNELS"

var (
	chosen   atomic.Pointer[set]
	choosing sync.Mutex
)

// inUse is the set that this process computes with, which is chosen when it is asked for first.
func inUse() *set {
	if s := chosen.Load(); s != nil {
		return s
	}
	choosing.Lock()
	defer choosing.Unlock()
	if chosen.Load() == nil {
		chosen.Store(choose(os.Getenv(SetVariable), sets(), slog.Warn))
	}
	return chosen.Load()
}

// choose takes the first set that computes what the portable one does, of those from the named one on.
func choose(name string, sets []*set, warn func(msg string, args ...any)) *set {
	if name != "" {
		var names []string
		from := -1
		for i, s := range sets {
			names = append(names, s.name)
			if s.name == strings.ToLower(name) {
				from = i
			}
		}
		if from < 0 {
			warn("this machine has no such vector kernels, the fastest are used", SetVariable, name, "known", names)
		} else {
			sets = sets[from:]
		}
	}
	for _, s := range sets {
		err := s.check()
		if err == nil {
			return s
		}
		warn("vector kernels are wrong on this machine and not used: the results are right, but slower; please report the processor", "kernels", s.name, "error", err)
	}
	return &portable
}
