package cli

import (
	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/surety/internal/watch"
)

func watchCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "watch", Short: "Run receipts again and take wrong ones to court"}
	cmd.AddCommand(watchStartCmd())
	return cmd
}

func watchStartCmd() *cobra.Command {
	var f nodeFlags
	cmd := &cobra.Command{
		Use:   "start",
		Short: "Re-run every receipt; challenge wrong ones and play the game to the end; survives restarts",
		Long: `start runs the watcher's daemon until it is stopped.

It fetches what each receipt's job needs by hash, runs it, and compares. A wrong receipt is challenged at the first node that
differs: the claim is sealed first, so that nobody can copy it, then opened, and every move is made in time. The account needs
coins for the challenge bond ('suretyd query challenge params'); a won challenge returns it with a reward.`,
		Example: "  surety watch start --key watcher",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			celestia, err := f.traces(r.chain)
			if err != nil {
				return err
			}
			d, err := watch.New(watch.Config{Home: f.home, Poll: f.poll, Celestia: celestia}, r.chain, r.store, r.log)
			if err != nil {
				return err
			}
			r.log.Info("watcher started", "address", r.chain.Address().String(), "chain", r.chain.ChainID())
			return d.Run(cmd.Context())
		},
	}
	f.register(cmd)
	f.registerCelestia(cmd)
	return cmd
}
