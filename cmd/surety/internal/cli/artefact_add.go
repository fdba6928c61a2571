package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/content"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// draftFlags are what an owner says of an artefact beside its content.
type draftFlags struct {
	name, version, kind, description, mediaType, licence, licenceFile, licenceURI string
	personalData                                                                  string
	conditions, parents, uris, ignore, creators                                   []string
	dryRun, quick                                                                 bool
}

func (d *draftFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&d.name, "name", "", "name in the registry, such as ada/digits; a new one registers it, one of yours gets a version")
	fs.StringVar(&d.version, "version", "", "semantic version; default 1.0.0")
	fs.StringVar(&d.kind, "kind", "", "dataset, model, adapter, checkpoint, prompt, output, code or evaluation")
	fs.StringVar(&d.description, "description", "", "for people, at most 512 bytes")
	fs.StringVar(&d.mediaType, "media-type", "", "media type of the content")
	fs.StringVar(&d.licence, "licence", "", "SPDX expression, such as Apache-2.0 or \"MIT OR CC-BY-4.0\"")
	fs.StringVar(&d.licenceFile, "licence-file", "", "text of a custom licence, instead of --licence")
	fs.StringVar(&d.licenceURI, "licence-uri", "", "where that text is")
	fs.StringSliceVar(&d.conditions, "condition", nil,
		"condition of a custom licence: no-commercial, no-derivatives, share-alike, attribution, approval, no-training; may be repeated")
	fs.StringSliceVar(&d.parents, "parent", nil, "what it was made from: RELATION:ID or RELATION:ID:BASIS-POINTS, such as trained_on:ada/images; may be repeated")
	fs.StringSliceVar(&d.uris, "uri", nil, "where the content is: a blob service's base URL, or any URI; may be repeated")
	fs.StringSliceVar(&d.creators, "creator", nil, "name of who made it, may be repeated")
	fs.StringSliceVar(&d.ignore, "ignore", []string{".git", ".gitignore", ".gitattributes"}, "names in the folder to leave out")
	fs.StringVar(&d.personalData, "personal-data", "", "yes or no: is sensitive personal information in it; left out, nothing is said")
	fs.BoolVar(&d.dryRun, "dry-run", false, "hash and check, register nothing")
	fs.BoolVar(&d.quick, "quick", false, "leave out the Filecoin piece CID and the Arweave data root")
}

// apply puts what the flags say over what a document said.
func (d *draftFlags) apply(core *artefacttypes.Core) error {
	if d.kind != "" {
		kind, known := artefacttypes.Kind_value["KIND_"+strings.ToUpper(d.kind)]
		if !known || kind == 0 {
			return fmt.Errorf("--kind %q: there are dataset, model, adapter, checkpoint, prompt, output, code and evaluation", d.kind)
		}
		core.Kind = artefacttypes.Kind(kind)
	}
	if core.Kind == artefacttypes.KindUnspecified {
		return fmt.Errorf("say what it is with --kind")
	}
	for _, set := range []struct {
		from string
		to   *string
	}{{d.version, &core.Version}, {d.description, &core.Description}, {d.mediaType, &core.MediaType}} {
		if set.from != "" {
			*set.to = set.from
		}
	}
	if core.Version == "" {
		core.Version = "1.0.0"
	}
	if len(d.uris) > 0 {
		core.Uris = d.uris
	}
	if len(d.creators) > 0 {
		core.Creators = d.creators
	}
	switch d.personalData {
	case "":
	case "yes":
		core.Traits.PersonalData = artefacttypes.AssertionYes
	case "no":
		core.Traits.PersonalData = artefacttypes.AssertionNo
	default:
		return fmt.Errorf("--personal-data %q: say yes or no, or leave it out", d.personalData)
	}
	return d.applyLicence(core)
}

func (d *draftFlags) applyLicence(core *artefacttypes.Core) error {
	switch {
	case d.licence != "":
		core.Licence = artefacttypes.Licence{Spdx: d.licence}
	case d.licenceFile != "":
		raw, err := readBounded(d.licenceFile, 1<<20)
		if err != nil {
			return fmt.Errorf("--licence-file: %w", err)
		}
		sum := sha256.Sum256(raw)
		core.Licence = artefacttypes.Licence{
			CustomName: filepath.Base(d.licenceFile), CustomUri: d.licenceURI, CustomSha256: hex.EncodeToString(sum[:]),
		}
		for _, condition := range d.conditions {
			if err := setCondition(&core.Licence.Conditions, condition); err != nil {
				return err
			}
		}
	}
	if core.Licence == (artefacttypes.Licence{}) {
		return fmt.Errorf("say under which licence it is: --licence with an SPDX expression, or --licence-file and --licence-uri")
	}
	return nil
}

func setCondition(c *artefacttypes.Conditions, name string) error {
	field, known := map[string]*bool{
		"no-commercial": &c.NoCommercial, "no-derivatives": &c.NoDerivatives, "share-alike": &c.ShareAlike, "attribution": &c.Attribution,
		"approval": &c.Approval, "no-training": &c.NoTraining,
	}[name]
	if !known {
		return fmt.Errorf("--condition %q: see --help for those there are", name)
	}
	*field = true
	return nil
}

// parentsOn finds the parents that the flags name on the chain.
func (d *draftFlags) parentsOn(ctx context.Context, c *chain.Client) ([]artefacttypes.Parent, error) {
	parents := make([]artefacttypes.Parent, 0, len(d.parents))
	for _, text := range d.parents {
		parts := strings.Split(text, ":")
		if len(parts) < 2 || len(parts) > 3 {
			return nil, fmt.Errorf("--parent %q: want RELATION:ID or RELATION:ID:BASIS-POINTS", text)
		}
		relation, known := artefacttypes.Relation_value["RELATION_"+strings.ToUpper(strings.ReplaceAll(parts[0], "-", "_"))]
		if !known || relation == 0 {
			return nil, fmt.Errorf("--parent %q: no relation %q", text, parts[0])
		}
		artefact, _, err := resolve(ctx, c, parts[1])
		if err != nil {
			return nil, err
		}
		parent := artefacttypes.Parent{ParentId: artefact.Id, Relation: artefacttypes.Relation(relation)}
		if len(parts) == 3 {
			weight, err := strconv.ParseUint(parts[2], 10, 32)
			if err != nil {
				return nil, fmt.Errorf("--parent %q: %w", text, err)
			}
			parent.WeightBps = uint32(weight)
		}
		parents = append(parents, parent)
	}
	return parents, nil
}

// fill hashes what lies at a path into a core, with its manifest as a document. A store, where there is one, gets content and manifest.
func (d *draftFlags) fill(cmd *cobra.Command, path string, core *artefacttypes.Core, store *blob.Dir) error {
	options := content.Options{Ignore: d.ignore, Quick: d.quick, Progress: progress(cmd.ErrOrStderr(), "hashing")}
	hashed, err := hashInto(cmd.Context(), path, options, store)
	if err != nil {
		return err
	}
	raw, err := hashed.Manifest.Encode()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	document := artefacttypes.Document{Kind: "manifest", MediaType: "application/json", Sha256: hex.EncodeToString(sum[:]), Size_: uint64(len(raw))}
	if store != nil {
		root, _, err := store.Put(cmd.Context(), strings.NewReader(string(raw)))
		if err != nil {
			return err
		}
		document.Uris = []string{"blake3:" + root.String()}
	}
	core.Digests, core.Size_, core.FileCount = hashed.Digests, uint64(hashed.Size), uint32(len(hashed.Manifest.Files))
	core.Documents = append(core.Documents, document)
	return core.Validate()
}

// hashInto hashes, and puts the content into a store as it is read.
func hashInto(ctx context.Context, path string, options content.Options, store *blob.Dir) (*content.Content, error) {
	if store == nil {
		return content.Hash(ctx, path, options)
	}
	r, w := io.Pipe()
	stored := make(chan error, 1)
	go func() {
		_, _, err := store.Put(ctx, r)
		_ = r.CloseWithError(err)
		stored <- err
	}()
	options.Sink = w
	hashed, err := content.Hash(ctx, path, options)
	_ = w.CloseWithError(err)
	if putErr := <-stored; err == nil {
		err = putErr
	}
	return hashed, err
}

// send registers a name with a first version, or adds a version to a name of one's own, and prints the artefact's id.
func (d *draftFlags) send(cmd *cobra.Command, c *chain.Client, core artefacttypes.Core) error {
	parents, err := d.parentsOn(cmd.Context(), c)
	if err != nil {
		return err
	}
	owner := c.Address().String()
	var msg sdk.Msg = &artefacttypes.MsgRegisterArtefact{Owner: owner, Name: d.name, Core: core, Parents: parents}
	_, err = c.Artefact.Name(cmd.Context(), &artefacttypes.QueryNameRequest{Name: d.name})
	switch {
	case err == nil:
		msg = &artefacttypes.MsgAddVersion{Owner: owner, Name: d.name, Core: core, Parents: parents}
	case !chain.IsNotFound(err):
		return err
	}
	res, err := c.Send(cmd.Context(), msg)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "registered %s %s at height %d as %s\n", d.name, core.Version, res.Height, artefacttypes.ArtefactID(owner, d.name, core))
	return nil
}

func addCmd() *cobra.Command {
	var f nodeFlags
	var d draftFlags
	cmd := &cobra.Command{
		Use:   "add PATH",
		Short: "Hash a file or folder and register it",
		Long: `add reads every byte once, makes a manifest, and registers name, version, digests, licence and lineage.

Content and manifest are also put into the blob store under --home, from where every role serves them. Links, pipes and devices in a
folder are refused by name. With --dry-run nothing is stored or registered, and what would be is printed.`,
		Example: `  surety artefact add digits.onnx --name ada/digits --kind model --licence Apache-2.0 --parent trained_on:ada/images
  surety artefact add ./images --name ada/images --kind dataset --licence CC-BY-4.0 --uri https://blobs.example.com`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if d.name == "" {
				return fmt.Errorf("give it a name with --name")
			}
			if err := artefacttypes.ValidateName(d.name); err != nil {
				return err
			}
			return d.run(cmd, &f, args[0], artefacttypes.Core{})
		},
	}
	f.register(cmd)
	d.register(cmd)
	return cmd
}

// run hashes, checks and registers.
func (d *draftFlags) run(cmd *cobra.Command, f *nodeFlags, path string, core artefacttypes.Core) error {
	if err := d.apply(&core); err != nil {
		return err
	}
	if d.dryRun {
		if err := d.fill(cmd, path, &core, nil); err != nil {
			return err
		}
		return printJSON(cmd.OutOrStdout(), core)
	}
	r, err := f.open(cmd.Context())
	if err != nil {
		return err
	}
	defer r.close()
	if err := d.fill(cmd, path, &core, r.store); err != nil {
		return err
	}
	return d.send(cmd, r.chain, core)
}

func verifyCmd() *cobra.Command {
	var f nodeFlags
	var ignore []string
	cmd := &cobra.Command{
		Use:     "verify PATH ID",
		Short:   "Say whether what lies at PATH is an artefact's content",
		Example: "  surety artefact verify ./images ada/images@1.0.0",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := f.reader(cmd.Context())
			if err != nil {
				return err
			}
			defer c.Close()
			artefact, _, err := resolve(cmd.Context(), c, args[1])
			if err != nil {
				return err
			}
			got, err := content.Hash(cmd.Context(), args[0], content.Options{
				Ignore: ignore, Quick: true, Progress: progress(cmd.ErrOrStderr(), "hashing"),
			})
			if err != nil {
				return err
			}
			if err := sameContent(cmd.Context(), f.home, artefact, args[0], got, ignore); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is %s %s (%s), status %s\n", args[0], artefact.Name, artefact.Core.Version, artefact.Id, artefact.Status)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringSliceVar(&ignore, "ignore", []string{".git", ".gitignore", ".gitattributes"}, "names in the folder to leave out")
	return cmd
}

// sameContent compares digests; where they differ and the manifest is at hand, it says which file.
func sameContent(ctx context.Context, home string, artefact artefacttypes.Artefact, path string, got *content.Content, ignore []string) error {
	want := artefact.Core.Digests
	if got.Digests.Blake3 == want.Blake3 && got.Digests.Sha256 == want.Sha256 && uint64(got.Size) == artefact.Core.Size_ {
		return nil
	}
	if _, err := os.Stat(filepath.Join(home, "blobs")); err == nil {
		if store, err := blob.NewDir(filepath.Join(home, "blobs")); err == nil {
			if manifest, err := manifestOf(ctx, blob.NewClient(store, stall), artefact, nil); err == nil {
				if err := content.Verify(ctx, path, manifest, ignore); err != nil {
					return err
				}
			}
		}
	}
	return fmt.Errorf("%s is not %s %s: it has %d bytes and the SHA-256 %s, the registry has %d bytes and %s",
		path, artefact.Name, artefact.Core.Version, got.Size, got.Digests.Sha256, artefact.Core.Size_, want.Sha256)
}
