package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/content"
	"github.com/suretynetwork/surety/cmd/surety/internal/lineage"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

const stall = 30 * time.Second

func getCmd() *cobra.Command {
	var f nodeFlags
	var out string
	var locations []string
	cmd := &cobra.Command{
		Use:   "get ID",
		Short: "Fetch an artefact's content, every byte checked as it arrives",
		Long: `get fetches the content by its BLAKE3 from the blob services that the artefact or --location names, checks it, and writes the file,
or the folder as its manifest has it, to --out, which must not exist.`,
		Example: "  surety artefact get ada/images --out images",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := f.reader(cmd.Context())
			if err != nil {
				return err
			}
			defer c.Close()
			artefact, _, err := resolve(cmd.Context(), c, args[0])
			if err != nil {
				return err
			}
			store, err := blob.NewDir(filepath.Join(f.home, "blobs"))
			if err != nil {
				return err
			}
			if out == "" {
				out = filepath.Base(artefact.Name)
			}
			if err := fetch(cmd.Context(), store, artefact, append(locations, artefact.Core.Uris...), out); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s, %d bytes, is in %s\n", artefact.Name, artefact.Core.Version, artefact.Core.Size_, out)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&out, "out", "", "file or folder to write; default the last part of the name")
	cmd.Flags().StringSliceVar(&locations, "location", nil, "base URL of a blob service, may be repeated")
	return cmd
}

// fetch writes an artefact's content beside out and moves it there when it is whole.
func fetch(ctx context.Context, store *blob.Dir, artefact artefacttypes.Artefact, locations []string, out string) error {
	if _, err := os.Lstat(out); err == nil {
		return fmt.Errorf("%s is there already; name another with --out", out)
	}
	root, err := blob.ParseRoot(artefact.Core.Digests.Blake3)
	if err != nil {
		return err
	}
	client := blob.NewClient(store, stall)
	manifest, err := manifestOf(ctx, client, artefact, locations)
	if err != nil {
		return err
	}
	if err := client.Fetch(ctx, root, int64(artefact.Core.Size_), httpOnly(locations)...); err != nil {
		return err
	}
	data, size, err := store.Open(ctx, root)
	if err != nil {
		return err
	}
	defer data.Close()
	if size != manifest.Size() {
		return fmt.Errorf("the manifest lists %d bytes, the content has %d", manifest.Size(), size)
	}
	aside, err := os.MkdirTemp(filepath.Dir(out), ".surety-get-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(aside)
	for _, file := range manifest.Files {
		if err := unpack(aside, file, io.LimitReader(data, file.Size)); err != nil {
			return err
		}
	}
	if manifest.Folder {
		return os.Rename(aside, out)
	}
	return os.Rename(filepath.Join(aside, filepath.FromSlash(manifest.Files[0].Path)), out)
}

// unpack writes one file and checks it against its own digest.
func unpack(dir string, file content.File, from io.Reader) error {
	path := filepath.Join(dir, filepath.FromSlash(file.Path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err = io.Copy(io.MultiWriter(f, h), from); err != nil {
		_ = f.Close()
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != file.Sha256 {
		_ = f.Close()
		return fmt.Errorf("%s is not what the manifest says: its SHA-256 is %s", file.Path, got)
	}
	return f.Close()
}

func httpOnly(locations []string) (found []string) {
	for _, l := range locations {
		if strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "https://") {
			found = append(found, l)
		}
	}
	return found
}

// manifestOf fetches the manifest that an artefact names, and checks it against the digest on the chain. An artefact of one file needs none.
func manifestOf(
	ctx context.Context, client *blob.Client, artefact artefacttypes.Artefact, locations []string,
) (content.Manifest, error) {
	core := artefact.Core
	for _, document := range core.Documents {
		if document.Kind != "manifest" {
			continue
		}
		for _, uri := range document.Uris {
			text, is := strings.CutPrefix(uri, "blake3:")
			root, err := blob.ParseRoot(text)
			if !is || err != nil {
				continue
			}
			raw, err := client.Get(ctx, root, content.MaxManifest, httpOnly(locations)...)
			if err != nil {
				return content.Manifest{}, err
			}
			if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != document.Sha256 {
				return content.Manifest{}, fmt.Errorf("the manifest is not the one that the registry names")
			}
			return content.ParseManifest(raw)
		}
	}
	if core.FileCount != 1 {
		return content.Manifest{}, fmt.Errorf("%s has %d files and names no manifest", artefact.Id, core.FileCount)
	}
	return content.Manifest{Format: content.ManifestFormat, Files: []content.File{{
		Path: "content", Size: int64(core.Size_), Blake3: core.Digests.Blake3, Sha256: core.Digests.Sha256,
	}}}, nil
}

func lineageCmd() *cobra.Command {
	var f nodeFlags
	var format, out string
	var depth uint32
	cmd := &cobra.Command{
		Use:     "lineage ID",
		Short:   "Draw what an artefact was made from, and what that was made from",
		Example: "  surety artefact lineage ada/digits --format svg --out lineage.svg",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := f.reader(cmd.Context())
			if err != nil {
				return err
			}
			defer c.Close()
			graph, err := graphOf(cmd.Context(), c, args[0], depth)
			if err != nil {
				return err
			}
			raw, err := graph.Draw(format)
			if err != nil {
				return err
			}
			return writeTo(cmd, out, raw)
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&format, "format", "dot", "dot, svg or json")
	cmd.Flags().StringVar(&out, "out", "-", "file to write; - for standard output")
	cmd.Flags().Uint32Var(&depth, "depth", 0, "how many generations; 0 for all")
	return cmd
}

func graphOf(ctx context.Context, c *chain.Client, id string, depth uint32) (lineage.Graph, error) {
	artefact, _, err := resolve(ctx, c, id)
	if err != nil {
		return lineage.Graph{}, err
	}
	res, err := c.Artefact.Lineage(ctx, &artefacttypes.QueryLineageRequest{ArtefactId: artefact.Id, Depth: depth})
	if err != nil {
		return lineage.Graph{}, err
	}
	return lineage.Graph{Artefacts: res.Artefacts, Edges: res.Edges, Truncated: res.Truncated}, nil
}
