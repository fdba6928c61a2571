package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	"github.com/suretynetwork/surety/cmd/surety/internal/submit"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// orderFlags are the terms of an order.
type orderFlags struct {
	maxPrice, bond, loss, trade, award, method string
	deadline, window, commit, reveal, ttl      int64
	redundancy                                 uint32
	attributes, allOf, anyOf, policies         []string
	private                                    bool
}

func (o *orderFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&o.maxPrice, "max-price", "1000000usure", "most paid to each provider")
	fs.StringVar(&o.bond, "bond", "10000000", "bond wanted behind each lease, in the bond denomination")
	fs.StringVar(&o.loss, "declared-loss", "5000000", "what a wrong or missing result costs you; paid to you from the bond")
	fs.StringVar(&o.trade, "trade", "sealed", "how bids are taken: sealed, or open (the first acceptable bid, at once)")
	fs.StringVar(&o.award, "award", "lowest-price", "for sealed orders: lowest-price, score or by-hand")
	fs.StringVar(&o.method, "method", "optimistic", "how the result becomes final: optimistic or replicated")
	fs.Int64Var(&o.deadline, "deadline", 120, "blocks from lease to receipt")
	fs.Int64Var(&o.window, "window", 60, "challenge window, in blocks")
	fs.Int64Var(&o.commit, "commit-blocks", 8, "blocks for sealed bids")
	fs.Int64Var(&o.reveal, "reveal-blocks", 8, "blocks for reveals")
	fs.Int64Var(&o.ttl, "ttl", 120, "blocks the order may wait for a lease")
	fs.Uint32Var(&o.redundancy, "redundancy", 1, "how many providers run it; at least 2 for --method replicated")
	fs.StringSliceVar(&o.attributes, "attribute", nil, "key=value that a provider must have, may be repeated")
	fs.StringSliceVar(&o.allOf, "all-of", nil, "attesters who must all vouch for the attributes")
	fs.StringSliceVar(&o.anyOf, "any-of", nil, "attesters of whom one must vouch for the attributes")
	fs.StringSliceVar(&o.policies, "policy", nil, "policy that must hold, OWNER/NAME or OWNER/NAME@VERSION, may be repeated")
	fs.BoolVar(&o.private, "private", false, "have the output encrypted to a key made for this order")
}

// terms checks the flags and returns the order's terms.
func (o *orderFlags) terms() (markettypes.Terms, error) {
	price, err := sdk.ParseCoinNormalized(o.maxPrice)
	if err != nil {
		return markettypes.Terms{}, fmt.Errorf("--max-price %q: %w", o.maxPrice, err)
	}
	bond, ok1 := math.NewIntFromString(o.bond)
	loss, ok2 := math.NewIntFromString(o.loss)
	if !ok1 || !ok2 {
		return markettypes.Terms{}, fmt.Errorf("--bond %q and --declared-loss %q: want whole numbers in the bond denomination", o.bond, o.loss)
	}
	trade, ok1 := map[string]markettypes.Trade{"sealed": markettypes.TradeSealed, "open": markettypes.TradeOpen}[o.trade]
	award, ok2 := map[string]markettypes.Award{
		"lowest-price": markettypes.AwardLowestPrice, "score": markettypes.AwardScore, "by-hand": markettypes.AwardByHand,
	}[o.award]
	method, ok3 := map[string]markettypes.Method{"optimistic": markettypes.MethodOptimistic, "replicated": markettypes.MethodReplicated}[o.method]
	if !ok1 || !ok2 || !ok3 {
		return markettypes.Terms{}, fmt.Errorf("--trade %q, --award %q or --method %q is not one of the choices: see --help", o.trade, o.award, o.method)
	}
	t := markettypes.Terms{
		MaxPrice: price, Bond: bond, DeclaredLoss: loss, DeadlineBlocks: o.deadline, WindowBlocks: o.window,
		Redundancy: o.redundancy, Method: method, Trade: trade, Award: award, TtlBlocks: o.ttl,
		Attributes: o.attributes, AllOf: o.allOf, AnyOf: o.anyOf, PolicyIds: o.policies,
	}
	if trade == markettypes.TradeSealed {
		t.CommitBlocks, t.RevealBlocks = o.commit, o.reveal
	}
	return t, nil
}

func submitCmd() *cobra.Command {
	var f nodeFlags
	var o orderFlags
	var output string
	cmd := &cobra.Command{
		Use:   "submit MODEL INPUT",
		Short: "Have a model run on the network: place an order, follow it, print the checked result",
		Long: `submit places an order and stays until it has ended: until then it serves the content to whoever asks for it by hash.

MODEL is an .onnx file or a folder made by 'surety model import'. INPUT is a tensor file (.pb, .npy, .bin) or a .png picture.`,
		Example: `  surety submit mnist-12.onnx seven.png
  surety submit model/ input.npy --trade open --max-price 2000usure
  surety submit model/ input.npy --method replicated --redundancy 2`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			terms, err := o.terms()
			if err != nil {
				return err
			}
			m, err := modelcmd.Load(args[0])
			if err != nil {
				return err
			}
			inputs, err := modelcmd.LoadInputs(m.Program, args[1])
			if err != nil {
				return err
			}
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			c := &submit.Client{Chain: r.chain, Store: r.store, URL: r.url, Poll: f.poll, Say: sayTo(cmd.ErrOrStderr())}
			placed, err := c.Place(cmd.Context(), submit.Job{
				Program: m.Program, Weights: m.Weights, Name: m.Name, Inputs: inputs, Terms: terms, Private: o.private,
			})
			if err != nil {
				return err
			}
			results, err := c.Follow(cmd.Context(), placed)
			if err != nil {
				return err
			}
			return modelcmd.PrintOutputs(cmd.OutOrStdout(), m.Program, results[0].Outputs, output)
		},
	}
	f.register(cmd)
	o.register(cmd)
	cmd.Flags().StringVar(&output, "output", "text", "text or json")
	return cmd
}

// sayTo prints progress for people.
func sayTo(w io.Writer) func(string, ...any) {
	return func(format string, args ...any) {
		fmt.Fprintf(w, time.Now().Format("15:04:05 ")+format+"\n", args...)
	}
}
