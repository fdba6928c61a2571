// Command suretyd runs a Surety node, signs and sends transactions, and asks a node about its state.
package main

import (
	"fmt"
	"os"

	svrcmd "github.com/cosmos/cosmos-sdk/server/cmd"
	"github.com/cosmos/cosmos-sdk/version"

	"github.com/suretynetwork/surety/app"
)

func main() {
	version.Name, version.AppName = app.Name, app.NodeName
	root, err := newRootCommand()
	if err == nil {
		err = svrcmd.Execute(root, "SURETYD", app.DefaultNodeHome())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}
