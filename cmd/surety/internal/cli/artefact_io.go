package cli

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/content"
	"github.com/suretynetwork/surety/cmd/surety/internal/provenance/c2pa"
	"github.com/suretynetwork/surety/cmd/surety/internal/provenance/docs"
	"github.com/suretynetwork/surety/cmd/surety/internal/provenance/oms"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// importFlags are what an import needs beside what an artefact does.
type importFlags struct {
	nodeFlags
	draftFlags
	content, key, trust string
}

func importCmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import hf|croissant|cyclonedx|oms|c2pa FILE",
		Short: "Register an artefact from a document about it, which is checked",
		Long: `import reads a document, checks what can be checked, and registers the artefact with the document's digest.

  hf          a Hugging Face model or dataset card (README.md)
  croissant   a Croissant file of a dataset
  cyclonedx   a bill of materials; its first model or dataset
  oms         an OpenSSF Model Signing bundle; its signature must hold, and --content must have the files that were signed
  c2pa        a signed JPEG or PNG; assertion hashes, hard binding and signature must hold

--content names what the document is about: its digests are registered. Without it, for hf, croissant and cyclonedx, the document itself is
the content. With --dry-run nothing is registered, what would be is printed, and the exit code is 0 only when every check passes; what
failed is named. Flags say what the document does not, or say it better.`,
		Example: `  surety artefact import c2pa photo.jpg --dry-run
  surety artefact import oms model.sig --content ./model --oms-key signer.pem --name ada/model --kind model --licence Apache-2.0
  surety artefact import croissant metadata.json --content ./data --name ada/data`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "hf", "croissant", "cyclonedx":
				return f.document(cmd, args[0], args[1])
			case "oms":
				return f.oms(cmd, args[1])
			case "c2pa":
				return f.c2pa(cmd, args[1])
			}
			return fmt.Errorf("nothing reads %q; there are hf, croissant, cyclonedx, oms and c2pa", args[0])
		},
	}
	f.nodeFlags.register(cmd)
	f.draftFlags.register(cmd)
	cmd.Flags().StringVar(&f.content, "content", "", "file or folder that the document is about")
	cmd.Flags().StringVar(&f.key, "oms-key", "", "PEM file with the public key that must have signed an OMS bundle")
	cmd.Flags().StringVar(&f.trust, "trust", "", "PEM file with certificates that you trust to vouch for signers")
	return cmd
}

func anchors(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // no anchors asked for is no error
	}
	raw, err := readBounded(path, 16<<20)
	if err != nil {
		return nil, fmt.Errorf("--trust: %w", err)
	}
	pool, found := x509.NewCertPool(), 0
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		cert, err := c2pa.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("--trust %s: %w", path, err)
		}
		pool.AddCert(cert)
		found++
	}
	if found == 0 {
		return nil, fmt.Errorf("--trust %s has no certificates", path)
	}
	return pool, nil
}

// finish fills what is missing of a draft and registers it, with the document it came from.
func (f *importFlags) finish(cmd *cobra.Command, core artefacttypes.Core, name, path string, document artefacttypes.Document) error {
	if f.name == "" {
		f.name = docs.RegistryName(name)
		fmt.Fprintf(cmd.ErrOrStderr(), "no --name: it would be %s\n", f.name)
		if !f.dryRun {
			return fmt.Errorf("give it a name with --name")
		}
	}
	if document.Sha256 != "" {
		core.Documents = append(core.Documents, document)
	}
	return f.run(cmd, &f.nodeFlags, path, core)
}

// digest describes the document itself.
func digest(cmd *cobra.Command, path, kind, mediaType string) (artefacttypes.Document, error) {
	hashed, err := content.Hash(cmd.Context(), path, content.Options{Quick: true})
	if err != nil {
		return artefacttypes.Document{}, err
	}
	return artefacttypes.Document{Kind: kind, MediaType: mediaType, Sha256: hashed.Digests.Sha256, Size_: uint64(hashed.Size)}, nil
}

func (f *importFlags) document(cmd *cobra.Command, kind, path string) error {
	raw, err := readBounded(path, docs.MaxDocument)
	if err != nil {
		return err
	}
	read := map[string]func([]byte) (*docs.Draft, error){"hf": docs.HuggingFace, "croissant": docs.Croissant, "cyclonedx": docs.CycloneDX}[kind]
	draft, err := read(raw)
	if err != nil {
		return err
	}
	for _, warning := range draft.Warnings {
		fmt.Fprintln(cmd.ErrOrStderr(), "warning:", warning)
	}
	for _, parent := range draft.Parents {
		fmt.Fprintf(cmd.ErrOrStderr(), "the document says %s %q; declare it with --parent %s:ID\n", parent.Relation, parent.Name, strings.ToLower(parent.Relation))
	}
	document, err := digest(cmd, path, draft.DocumentKind, draft.MediaType)
	if err != nil {
		return err
	}
	if f.content == "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "no --content: the document itself is registered as the content")
		return f.finish(cmd, draft.Core, draft.Name, path, document)
	}
	if err := f.compare(cmd, draft.Files); err != nil {
		return err
	}
	return f.finish(cmd, draft.Core, draft.Name, f.content, document)
}

// compare checks the files that a document names, as far as they are in the content, against their digests.
func (f *importFlags) compare(cmd *cobra.Command, files []docs.File) error {
	hashed, err := content.Hash(cmd.Context(), f.content, content.Options{Quick: true, Ignore: f.ignore})
	if err != nil {
		return err
	}
	for _, named := range files {
		i := slices.IndexFunc(hashed.Manifest.Files, func(have content.File) bool {
			return have.Path == named.Name || strings.HasSuffix(have.Path, "/"+named.Name)
		})
		if i >= 0 && named.Sha256 != "" && hashed.Manifest.Files[i].Sha256 != named.Sha256 {
			return fmt.Errorf("%s is not what the document says: its SHA-256 is %s, not %s", named.Name, hashed.Manifest.Files[i].Sha256, named.Sha256)
		}
	}
	return nil
}

func (f *importFlags) oms(cmd *cobra.Command, path string) error {
	raw, err := readBounded(path, oms.MaxBundle)
	if err != nil {
		return err
	}
	options := oms.Options{At: time.Now()}
	if options.Anchors, err = anchors(f.trust); err != nil {
		return err
	}
	if f.key != "" {
		if options.Key, err = readBounded(f.key, 1<<20); err != nil {
			return fmt.Errorf("--oms-key: %w", err)
		}
	}
	signed, err := oms.Verify(raw, options)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "signature holds: %s, root %s, by %s\n", signed.Name, signed.Root, signed.Signer)
	if !signed.Vouched {
		fmt.Fprintln(cmd.ErrOrStderr(), "not checked: whose key it is (give --oms-key or --trust)")
	}
	if f.content == "" {
		return fmt.Errorf("name the files that were signed with --content")
	}
	hashed, err := content.Hash(cmd.Context(), f.content, content.Options{Quick: true, Ignore: f.ignore})
	if err != nil {
		return err
	}
	if err := oms.VerifyFiles(f.content, signed.Statement, hashed.Manifest); err != nil {
		return err
	}
	document, err := digest(cmd, path, "oms", "application/vnd.dev.sigstore.bundle.v0.3+json")
	if err != nil {
		return err
	}
	return f.finish(cmd, artefacttypes.Core{Kind: artefacttypes.KindModel}, signed.Name, f.content, document)
}

func (f *importFlags) c2pa(cmd *cobra.Command, path string) error {
	raw, err := readBounded(path, c2pa.MaxAsset)
	if err != nil {
		return err
	}
	options := c2pa.Options{At: time.Now()}
	if options.Anchors, err = anchors(f.trust); err != nil {
		return err
	}
	report, err := c2pa.Verify(raw, options)
	if err != nil {
		return err
	}
	if err := printJSON(cmd.ErrOrStderr(), report); err != nil {
		return err
	}
	if err := report.Failed(); err != nil {
		return err
	}
	core := artefacttypes.Core{Kind: artefacttypes.KindOutput, MediaType: report.Format, Description: report.Title}
	if err := f.trainingLicence(cmd, report); err != nil {
		return err
	}
	document := artefacttypes.Document{Kind: "c2pa", MediaType: "application/c2pa", Sha256: report.StoreSHA256, Size_: uint64(report.StoreSize)}
	core.Documents = []artefacttypes.Document{
		{Kind: "c2pa-claim", MediaType: "application/cbor", Sha256: report.ClaimSHA256},
	}
	if report.SignerSHA256 != "" {
		core.Documents = append(core.Documents, artefacttypes.Document{Kind: "c2pa-signer", MediaType: "application/pkix-cert", Sha256: report.SignerSHA256})
	}
	if f.dryRun && f.licence == "" && f.licenceFile == "" {
		fmt.Fprintln(cmd.OutOrStdout(), "every check passes")
		return nil
	}
	return f.finish(cmd, core, report.Title, path, document)
}

// trainingLicence sees to it that what the owner says of training is in the licence.
func (f *importFlags) trainingLicence(cmd *cobra.Command, report *c2pa.Report) error {
	for _, name := range sortedNames(report.Training) {
		fmt.Fprintf(cmd.ErrOrStderr(), "the owner says: %s %s\n", name, report.Training[name])
	}
	if !report.ForbidsTraining() || f.dryRun {
		return nil
	}
	if f.licenceFile == "" {
		return fmt.Errorf("the owner forbids training: register it under a custom licence, with --licence-file, --licence-uri and --condition no-training")
	}
	if !slices.Contains(f.conditions, "no-training") {
		f.conditions = append(f.conditions, "no-training")
	}
	return nil
}

func sortedNames(of map[string]string) []string {
	names := make([]string, 0, len(of))
	for name := range of {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func exportCmd() *cobra.Command {
	var f nodeFlags
	var out, from, signingKey, signingChain string
	cmd := &cobra.Command{
		Use:   "export croissant|cyclonedx|spdx|oms ID",
		Short: "Write a document about an artefact from what the chain knows; oms needs the content, and signs it",
		Example: `  surety artefact export cyclonedx ada/digits --out bom.json
  surety artefact export oms ada/digits --content digits.onnx --signing-key key.pem --out model.sig`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := f.reader(cmd.Context())
			if err != nil {
				return err
			}
			defer c.Close()
			artefact, owner, err := resolve(cmd.Context(), c, args[1])
			if err != nil {
				return err
			}
			if args[0] == "oms" {
				raw, err := exportOMS(cmd, artefact, from, signingKey, signingChain)
				if err != nil {
					return err
				}
				return writeTo(cmd, out, raw)
			}
			write, known := map[string]func(docs.Entry) ([]byte, error){
				"croissant": docs.ToCroissant, "cyclonedx": docs.ToCycloneDX, "spdx": docs.ToSPDX,
			}[args[0]]
			if !known {
				return fmt.Errorf("nothing writes %q; there are croissant, cyclonedx, spdx and oms", args[0])
			}
			entry, err := entryOf(cmd.Context(), c, artefact, owner)
			if err != nil {
				return err
			}
			raw, err := write(entry)
			if err != nil {
				return err
			}
			return writeTo(cmd, out, raw)
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&out, "out", "-", "file to write, which must not exist; - for standard output")
	cmd.Flags().StringVar(&from, "content", "", "for oms: the artefact's content")
	cmd.Flags().StringVar(&signingKey, "signing-key", "", "for oms: PEM file with an ECDSA key to sign with; without it the unsigned statement is written")
	cmd.Flags().StringVar(&signingChain, "signing-chain", "", "for oms: PEM file with the signing key's certificate, then those above it; without it the bundle has the bare key")
	return cmd
}

// entryOf is an artefact with its parents, as the writers of documents want it.
func entryOf(ctx context.Context, c *chain.Client, artefact artefacttypes.Artefact, owner string) (docs.Entry, error) {
	entry := docs.Entry{Artefact: artefact, Owner: owner, ChainID: c.ChainID(), ByID: map[string]artefacttypes.Artefact{}, At: time.Now()}
	graph, err := graphOf(ctx, c, artefact.Id, 1)
	if err != nil {
		return entry, err
	}
	for _, a := range graph.Artefacts {
		entry.ByID[a.Id] = a
	}
	for _, e := range graph.Edges {
		if e.ChildId == artefact.Id && e.Counts() {
			entry.Parents = append(entry.Parents, e)
		}
	}
	return entry, nil
}

// exportOMS makes a statement over content that must be the artefact's.
func exportOMS(cmd *cobra.Command, artefact artefacttypes.Artefact, path, signingKey, signingChain string) ([]byte, error) {
	if path == "" {
		return nil, fmt.Errorf("the registry has no digests of single files: name the content with --content")
	}
	hashed, err := content.Hash(cmd.Context(), path, content.Options{Quick: true, Ignore: []string{".git", ".gitignore", ".gitattributes"}})
	if err != nil {
		return nil, err
	}
	if hashed.Digests.Blake3 != artefact.Core.Digests.Blake3 {
		return nil, fmt.Errorf("%s is not the content of %s: its BLAKE3 is %s", path, artefact.Name, hashed.Digests.Blake3)
	}
	statement, err := oms.NewStatement(artefact.Name, hashed.Manifest)
	if err != nil || signingKey == "" {
		return append(statement, '\n'), err
	}
	key, err := os.ReadFile(signingKey)
	if err != nil {
		return nil, err
	}
	var certificates []byte
	if signingChain != "" {
		if certificates, err = readBounded(signingChain, 1<<20); err != nil {
			return nil, fmt.Errorf("--signing-chain: %w", err)
		}
	}
	return oms.Sign(statement, key, certificates)
}
