// Package celestianet gives tests a Celestia: real nodes where SURETY_CELESTIA_NODES names the folder of their binaries, as
// `make test-celestia` does, and the embedded store otherwise.
package celestianet

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/binary"
	"github.com/suretynetwork/surety/testutil/process"
	"github.com/suretynetwork/surety/x/da/celestia"
)

const (
	startTimeout = 2 * time.Minute
	stopTimeout  = 40 * time.Second
)

// Celestia is a running one.
type Celestia struct {
	// URL is its JSON-RPC.
	URL string
	// Real says that these are Celestia's own nodes.
	Real bool

	tb      testing.TB
	home    string
	port    string
	process *process.Process
}

// Start runs a Celestia with blocks every so often.
func Start(tb testing.TB, blockTime time.Duration) *Celestia {
	tb.Helper()
	c := &Celestia{tb: tb, home: filepath.Join(tb.TempDir(), "celestia"), port: "0", Real: os.Getenv("SURETY_CELESTIA_NODES") != ""}
	c.start(blockTime)
	return c
}

func (c *Celestia) start(blockTime time.Duration) {
	c.tb.Helper()
	if c.Real {
		path := filepath.Join(os.Getenv("SURETY_CELESTIA_NODES"), "devnet")
		c.process = process.Start(c.tb, nil, path, "--home", c.home, "--rpc-port", c.port, "--block-time", blockTime.String())
		c.URL = c.process.Value("BRIDGE", startTimeout)
	} else {
		c.process = process.Start(c.tb, nil, binary.Build(c.tb, "surety-da"), "store", "--dir", c.home, "--listen", "127.0.0.1:"+c.port,
			"--block-time", blockTime.String())
		c.URL = c.process.Value("CELESTIA", startTimeout)
	}
	c.process.Value("READY", startTimeout)
	c.port = c.URL[len("http://127.0.0.1:"):]
}

// Restart stops it, waits, and starts it again with the same data at the same address.
func (c *Celestia) Restart(away, blockTime time.Duration) {
	c.tb.Helper()
	c.process.Stop(stopTimeout)
	time.Sleep(away)
	c.start(blockTime)
}

// Client asks it.
func (c *Celestia) Client() *celestia.Client {
	c.tb.Helper()
	client, err := celestia.Dial(c.URL, "", time.Minute)
	require.NoError(c.tb, err)
	c.tb.Cleanup(client.Close)
	return client
}
