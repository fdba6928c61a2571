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

A case is a folder with a model and test_data_set_0/input_0.pb, .., output_0.pb, .., as ONNX's backend tests are kept; or a file
NAME.onnx beside NAME_output_0.pb, .., which is run on inputs of ones. Outputs must have the published types and shapes. Numbers are
compared at the tolerances of the backend tests, 0.001 of the number and 0.0000001; integers and booleans must be equal. An input that
decides about shapes is bound to the case's data when the program is made. A case is skipped when the model or its data asks for what the
engine does not have, and is refused by name; a model that is taken for broken fails. Which operators were skipped is said on stderr. Exit
code 1 if a case fails.`,
		Example: `  surety conformance onnx/backend/test/data`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cases, err := conformance.Find(args[0])
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			var sum conformance.Summary
			err = conformance.RunAll(cmd.Context(), cases, func(c conformance.Case, r conformance.Result) {
				sum.Add(r)
				fmt.Fprintln(w, caseLine(c, r))
			})
			if err != nil {
				return err
			}
			for _, o := range []conformance.Outcome{conformance.Skipped, conformance.Failed} {
				if sum.Count(o) > 0 {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s, by operator: %s\n", o, sum.Operators(o))
				}
			}
			fmt.Fprintln(w, sum.String())
			if n := sum.Count(conformance.Failed); n > 0 {
				return fmt.Errorf("%d cases failed", n)
			}
			return nil
		},
	}
}

// caseLine is what is printed for a case.
func caseLine(c conformance.Case, r conformance.Result) string {
	line := fmt.Sprintf("%-7s %s", r.Outcome, c.Name)
	if r.Reason == nil {
		return line
	}
	reason, _, _ := strings.Cut(r.Reason.Error(), "; supported: ") // the same list in every line
	return line + ": " + strings.ReplaceAll(reason, "\n", "; ")
}
