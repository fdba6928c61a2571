// Command surety holds the off-chain roles: run a model here, provide, watch, submit, and the demonstration of all of it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/suretynetwork/surety/cmd/surety/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := cli.Root().ExecuteContext(ctx)
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled):
		os.Exit(130)
	default:
		// Printed as a value, an error of a module names the line of code that made it.
		fmt.Fprintln(os.Stderr, "surety: "+err.Error())
		os.Exit(1)
	}
}
