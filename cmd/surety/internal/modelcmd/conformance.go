package modelcmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/conformance"
)

// ConformanceCmd returns `surety conformance`.
func ConformanceCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "conformance DIR",
		Short: "Run ONNX test cases and compare the outputs with the published ones",
		Long: `conformance runs every ONNX test case below a folder and prints a line for each, with the reason where it does not pass.

A case is a folder with model.onnx and test_data_set_0/input_0.pb, .., output_0.pb, .., as ONNX's backend tests are kept; or a file
NAME.onnx beside NAME_output_0.pb, .., which is run on inputs of ones. Numbers are compared at the tolerances of the backend tests:
0.001 of the number, and 0.0000001. A case is skipped when the model or its data is refused by name. Exit code 1 if one fails.`,
		Example: `  surety conformance onnx/backend/test/data`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cases, err := conformance.Find(args[0])
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			count := map[conformance.Outcome]int{}
			for _, c := range cases {
				r := c.Run(cmd.Context())
				if err := cmd.Context().Err(); err != nil {
					return err
				}
				count[r.Outcome]++
				line := fmt.Sprintf("%-7s %s", r.Outcome, c.Name)
				if r.Reason != nil {
					reason, _, _ := strings.Cut(r.Reason.Error(), "; supported: ") // the same list in every line
					line += ": " + reason
				}
				fmt.Fprintln(w, line)
			}
			fmt.Fprintf(w, "%d passed, %d failed, %d skipped\n", count[conformance.Passed], count[conformance.Failed], count[conformance.Skipped])
			if n := count[conformance.Failed]; n > 0 {
				return fmt.Errorf("%d cases failed", n)
			}
			return nil
		},
	}
}
