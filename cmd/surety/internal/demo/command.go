// Package demo plays the main job on a chain of its own, in a temporary folder, and checks every coin.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

// options are the command's flags.
type options struct {
	suretyd, suretyDA, celestia, image, digit, models, pictures string
	keep, kill                                                  bool
}

// Command returns `surety demo`.
func Command() *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Play the main job on a local chain: order, bids, run, receipt, payment, a cheat, a false accuser, a policy",
		Long: `demo starts a chain, three providers and a watcher on this machine and plays seven stories:

  (a) a picture of a digit is read by the winner of a sealed auction, who is paid when the window closes
  (b) two providers run the same order, agree, and are paid at once
  (c) a provider falsifies one number deep inside the network: the watcher takes it to court and its bond is slashed
  (d) a false accuser loses its bond to the provider
  (e) the text in a picture is read: one job finds the lines, one job reads each; needs npm, which fetches the models
  (f) data, a model trained on it and an evaluation are registered and vouched for; a policy refuses an order, then lets it pass;
      the model's maker is paid a royalty, and an audit report is written and verified
  (g) the chain is rebuilt from the blocks that it published on Celestia, to the same hash

For each it prints the moves with their heights and every party's coins before and after, and checks them. It ends with one
line and exit code 0 if all went as expected, 1 if not. Nothing is left running and nothing is left on disk unless --keep.
All keys are made for the occasion and are worth nothing.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), cmd.OutOrStdout(), o) },
	}
	cmd.Flags().StringVar(&o.suretyd, "suretyd", "", "the node's binary; default the one beside this binary")
	cmd.Flags().StringVar(&o.suretyDA, "surety-da", "", "surety-da's binary; default the one beside this binary")
	cmd.Flags().StringVar(&o.celestia, "celestia", os.Getenv("SURETY_CELESTIA"),
		"a Celestia node's JSON-RPC for blocks and traces; default $SURETY_CELESTIA, or else a small store of the demo's own")
	cmd.Flags().StringVar(&o.digit, "digit", "", "a picture of a digit (PNG) instead of the model's own test digit, for (a) to (d)")
	cmd.Flags().StringVar(&o.image, "image", "", "a picture with text (PNG) instead of a receipt made here, for (e); where lines were found is drawn beside it")
	cmd.Flags().StringVar(&o.models, "models", "", "folder of the models that read text; default .cache/models of the repository, else one in the user's cache")
	cmd.Flags().StringVar(&o.pictures, "pictures", ".", "folder for the receipt made here, for what was found in it, and for the audit report")
	cmd.Flags().BoolVar(&o.keep, "keep", false, "leave everything running at the end, until Ctrl-C, and say how to look around")
	cmd.Flags().BoolVar(&o.kill, "kill", false, "kill -9 providers and watcher after each thing they do, and start them again: nothing may be lost")
	return cmd
}

func run(ctx context.Context, w io.Writer, o options) (err error) {
	if o.suretyd, err = beside(o.suretyd, "suretyd"); err != nil {
		return err
	}
	if o.suretyDA, err = beside(o.suretyDA, "surety-da"); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "surety-demo-")
	if err != nil {
		return err
	}
	s, err := setUp(ctx, w, dir, o)
	if s != nil {
		defer s.stop()
	}
	defer func() { err = errors.Join(err, cleanUp(w, dir, err)) }()
	if err != nil {
		return err
	}
	start := time.Now()
	failed, err := s.play(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nThe stories took %s.\n", time.Since(start).Round(time.Second))
	if s.killer != nil {
		s.say("Roles were killed %d times.", s.killer.count)
	}
	if o.keep {
		s.linger(ctx)
	}
	if len(failed) > 0 {
		return fmt.Errorf("these stories did not go as expected: %v", failed)
	}
	if s.detect == nil {
		fmt.Fprintln(w, "All stories but (e), which was left out, went as expected.")
		return nil
	}
	fmt.Fprintln(w, "All seven stories went as expected.")
	return nil
}

// beside returns a binary's path: as given, or beside this one.
func beside(path, name string) (string, error) {
	if path == "" {
		self, err := os.Executable()
		if err != nil {
			return "", err
		}
		path = filepath.Join(filepath.Dir(self), name)
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%s is not at %s: run 'make build' or pass --%s", name, path, name)
	}
	return path, nil
}

// cleanUp removes the folder, but leaves it for a look when something failed.
func cleanUp(w io.Writer, dir string, failure error) error {
	if failure != nil && !errors.Is(failure, context.Canceled) {
		fmt.Fprintf(w, "\nLogs and state are left in %s.\n", dir)
		return nil
	}
	return os.RemoveAll(dir)
}
