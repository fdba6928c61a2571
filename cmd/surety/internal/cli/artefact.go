package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

func artefactCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "artefact",
		Short: "Register datasets and models, and show what they were made from; encrypt, license, keep and prove them",
		Long: `artefact works with the registry of the chain (x/artefact).

  add PATH          hash a file or folder, register it
  verify PATH ID    compare what lies at PATH with the registry
  get ID            fetch an artefact's content, every byte checked
  lineage ID        draw what it was made from
  import, export    Hugging Face cards, Croissant, CycloneDX, OpenSSF Model Signing, C2PA, SPDX
  keygen, encrypt, request, grant, decrypt   content for licensees only
  hold DEAL PATH    answer challenges of possession

ID is an artefact's id, a name, or name@version.`,
	}
	cmd.AddCommand(addCmd(), verifyCmd(), getCmd(), lineageCmd(), importCmd(), exportCmd(), keygenCmd(), encryptCmd(), requestCmd(),
		grantCmd(), decryptCmd(), holdCmd())
	return cmd
}

// reader connects to a node without a key.
func (f *nodeFlags) reader(ctx context.Context) (*chain.Client, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	return dialReader(ctx, enc, f.node)
}

// dialReader connects without a key, and gives up on a node that is not there.
func dialReader(ctx context.Context, enc chain.Encoding, node string) (*chain.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return chain.Dial(ctx, enc, chain.Options{Node: node})
}

// resolve finds an artefact by id, by name, or by name@version, and its owner.
func resolve(ctx context.Context, c *chain.Client, text string) (artefacttypes.Artefact, string, error) {
	if artefacttypes.IsHash(text) {
		res, err := c.Artefact.Artefact(ctx, &artefacttypes.QueryArtefactRequest{ArtefactId: text})
		if err != nil {
			return artefacttypes.Artefact{}, "", fmt.Errorf("artefact %s: %w", text, err)
		}
		return res.Artefact, res.Owner, nil
	}
	name, version, _ := strings.Cut(text, "@")
	res, err := c.Artefact.ArtefactByName(ctx, &artefacttypes.QueryArtefactByNameRequest{Name: name, Version: version})
	if err != nil {
		return artefacttypes.Artefact{}, "", fmt.Errorf("artefact %s: %w", text, err)
	}
	return res.Artefact, res.Owner, nil
}

// progress prints how far a long reading is, on standard error.
func progress(w io.Writer, what string) func(done, total int64) {
	return func(done, total int64) {
		if total > 0 {
			fmt.Fprintf(w, "\r%s %3d %% of %d bytes", what, done*100/total, total)
			if done == total {
				fmt.Fprintln(w)
			}
		}
	}
}

func printJSON(w io.Writer, value any) error {
	raw, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, string(raw))
	return err
}

// readBounded reads a document that somebody else made.
func readBounded(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, fmt.Errorf("%s is no regular file, or has more than %d bytes", path, most)
	}
	return io.ReadAll(io.LimitReader(f, most))
}

// writeTo writes to a file that must not exist, or to standard output for "-".
func writeTo(cmd *cobra.Command, path string, raw []byte) error {
	if path == "" || path == "-" {
		_, err := cmd.OutOrStdout().Write(raw)
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err = f.Write(raw); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

func identityPath(home string) string { return filepath.Join(home, "age-identity.txt") }
