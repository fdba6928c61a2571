package main

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/binary"
	"github.com/suretynetwork/surety/testutil/celestianet"
)

// The demonstration with kill -9 after each thing that a provider or the watcher says it did: bids, reveals, receipts and moves in court
// must survive it, and every coin end where it should.
func TestTheRolesSurviveBeingKilledAfterEveryStep(t *testing.T) {
	if testing.Short() {
		t.Skip("plays on a real chain for a minute")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	surety, suretyd, suretyDA := binary.Build(t, "surety"), binary.Build(t, "suretyd"), binary.Build(t, "surety-da")
	out, err := exec.CommandContext(ctx, surety, "demo", "--kill", "--suretyd", suretyd, "--surety-da", suretyDA, "--pictures", t.TempDir()).CombinedOutput()
	require.NoError(t, err, "%s", out)
	// Without npm the story that reads text is left out.
	require.Regexp(t, `All (seven stories|stories but \(e\), which was left out,) went as expected\.`, string(out))
	killed := regexp.MustCompile(`Roles were killed (\d+) times`).FindSubmatch(out)
	require.NotNil(t, killed, "%s", out)
	times, err := strconv.Atoi(string(killed[1]))
	require.NoError(t, err)
	// In each story all bidders seal and reveal and the winner submits; in (c) and (d) the parties make five moves between them.
	require.Greater(t, times, 20, "%s", out)
}

// The demonstration with real Celestia nodes. In story (c) the watcher gets the trace of a provider whose own server is off from Celestia,
// and wins with it; in (g) the chain is rebuilt from there.
func TestTheStoriesGoAsExpectedWithRealCelestiaNodes(t *testing.T) {
	if os.Getenv("SURETY_CELESTIA_NODES") == "" {
		t.Skip("SURETY_CELESTIA_NODES names no folder with Celestia's binaries; make test-celestia builds them")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	celestia := celestianet.Start(t, 500*time.Millisecond)
	surety, suretyd, suretyDA := binary.Build(t, "surety"), binary.Build(t, "suretyd"), binary.Build(t, "surety-da")
	out, err := exec.CommandContext(ctx, surety, "demo", "--suretyd", suretyd, "--surety-da", suretyDA, "--celestia", celestia.URL,
		"--pictures", t.TempDir()).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "the watcher got the trace from where the receipt says, on Celestia.")
	t.Logf("%s", out)
}
