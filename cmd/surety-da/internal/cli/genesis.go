package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/suretynetwork/surety/x/da/celestia"
)

func sorted(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}

// writeGenesis replaces the state of x/da in a genesis file.
func writeGenesis(path string, block celestia.Block, namespace string, posters []string) error {
	state, err := Patch(block, namespace, posters)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var document map[string]json.RawMessage
	if err := json.Unmarshal(raw, &document); err != nil {
		return fmt.Errorf("%s is no genesis file: %w", path, err)
	}
	var app map[string]json.RawMessage
	if err := json.Unmarshal(document["app_state"], &app); err != nil {
		return fmt.Errorf("%s has no app_state: %w", path, err)
	}
	app["da"] = state
	if document["app_state"], err = json.Marshal(app); err != nil {
		return err
	}
	if raw, err = json.MarshalIndent(document, "", "  "); err != nil {
		return err
	}
	return os.WriteFile(path, append(raw, '\n'), 0o600)
}
