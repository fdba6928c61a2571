package cli

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/spf13/cobra"

	cryptotypes "github.com/cosmos/cosmos-sdk/crypto/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/attest"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
)

func attestCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "attest",
		Short: "Make and check attestations off the chain, in the format of the Ethereum Attestation Service",
		Long: `attest works with attestations that are signed and kept anywhere, in the JSON of EAS's own tools.

  sign       sign one
  verify     check some: form, uid, signature, data, expiry, and with --node what the chain knows of them
  link       a link of EAS's explorer that holds one
  encode     the data of an attestation from values, for sign and for suretyd tx attestation attest
  batch      put some under one root, for suretyd tx attestation anchor-batch
  private    the root of private data, for an attestation of it
  disclose   show some of private data, for suretyd query attestation disclosure`,
	}
	cmd.AddCommand(attestSignCmd(), attestVerifyCmd(), attestLinkCmd(), attestEncodeCmd(), attestBatchCmd(), attestPrivateCmd(), attestDiscloseCmd())
	return cmd
}

// dataFlags say what an attestation's data is.
type dataFlags struct {
	schemaText, data string
	fields           []string
}

func (f *dataFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.schemaText, "schema-text", "", `the schema's fields, such as "bytes32 digest, string role"`)
	cmd.Flags().StringArrayVar(&f.fields, "field", nil, "NAME=VALUE, encoded by --schema-text; arrays and tuples as JSON; may be repeated")
}

// encode returns the data that the flags say.
func (f *dataFlags) encode() ([]byte, error) {
	if f.data != "" {
		if len(f.fields) > 0 {
			return nil, fmt.Errorf("--data and --field exclude one another")
		}
		raw, err := hex.DecodeString(strings.TrimPrefix(f.data, "0x"))
		if err != nil {
			return nil, fmt.Errorf("--data: %w", err)
		}
		return raw, nil
	}
	if f.schemaText == "" {
		return nil, fmt.Errorf("say what the data is: --data in hex, or --schema-text and --field")
	}
	schema, err := eas.ParseSchema(f.schemaText)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, text := range f.fields {
		name, value, found := strings.Cut(text, "=")
		if !found {
			return nil, fmt.Errorf("--field %q: write NAME=VALUE", text)
		}
		values[name] = value
	}
	return attest.Encode(schema, values)
}

func attestEncodeCmd() *cobra.Command {
	var f dataFlags
	cmd := &cobra.Command{
		Use: "encode", Short: "Print the ABI encoding of values, in hex", Args: cobra.NoArgs,
		Example: `  surety attest encode --schema-text "bytes32 digest, string role" --field digest=0x3f5a... --field role=reviewer`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			raw, err := f.encode()
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), hex.EncodeToString(raw))
			}
			return err
		},
	}
	f.register(cmd)
	return cmd
}

// signFlags say what is attested, in which domain, with which key.
type signFlags struct {
	dataFlags
	home, backend, key, keyFile               string
	schema, recipient, ref, salt, chainID     string
	contract, domainChain, domainVersion, out string
	expires                                   time.Duration
	at                                        int64
	version                                   uint16
	irrevocable                               bool
}

func attestSignCmd() *cobra.Command {
	var f signFlags
	cmd := &cobra.Command{
		Use: "sign", Short: "Sign an attestation and write it as EAS's tools do", Args: cobra.NoArgs,
		Long: `sign makes an attestation off the chain. It is bound to this chain's domain (--chain-id), or to EAS on another one (--contract and
--domain-chain-id). The key is in the keyring, or in a file with 64 hex digits. The schema's uid follows from --schema-text where there is no
resolver; with one, name the uid with --schema.`,
		Example: `  surety attest sign --chain-id surety-1 --schema-text "bool sound" --field sound=true --recipient surety1... --out sound.json
  surety attest sign --key-file key.hex --schema 0x59cf... --data 0x1234 --contract 0xA1207F3B... --domain-chain-id 1`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := f.statement()
			if err != nil {
				return err
			}
			key, err := f.privateKey()
			if err != nil {
				return err
			}
			raw, err := attest.Sign(s, key).JSON()
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "signed %s\n", s.UID())
			return writeTo(cmd, f.out, raw)
		},
	}
	f.dataFlags.register(cmd)
	fs := cmd.Flags()
	fs.StringVar(&f.data, "data", "", "the data in hex, instead of --field")
	fs.StringVar(&f.home, "home", defaultHome(), "folder for keys")
	fs.StringVar(&f.backend, "keyring-backend", "os", "where keys are kept: os, file, or test (development only)")
	fs.StringVar(&f.key, "key", "main", "name of the key, see 'surety keys list'")
	fs.StringVar(&f.keyFile, "key-file", "", "file with the private key in 64 hex digits, instead of the keyring")
	fs.StringVar(&f.schema, "schema", "", "the schema's uid; default that of --schema-text without a resolver, revocable unless --irrevocable")
	fs.StringVar(&f.recipient, "recipient", "", "account that it is about: surety1... or 0x...; empty for nobody")
	fs.StringVar(&f.ref, "ref", "", "uid of another attestation that it is about")
	fs.StringVar(&f.salt, "salt", "", "for version 2: 0x and 64 hex digits; default random")
	fs.StringVar(&f.chainID, "chain-id", "", "the chain to whose domain it is bound")
	fs.StringVar(&f.contract, "contract", "", "EAS's contract on another chain, instead of --chain-id")
	fs.StringVar(&f.domainChain, "domain-chain-id", "1", "that chain's number, with --contract")
	fs.StringVar(&f.domainVersion, "domain-version", eas.Version, "version of that contract, with --contract")
	fs.DurationVar(&f.expires, "expires", 0, "how long it holds, such as 720h; 0 for ever")
	fs.Int64Var(&f.at, "time", 0, "when it was made, in seconds since 1970; default now")
	fs.Uint16Var(&f.version, "offchain-version", eas.Version2, "version of the format: 0, 1 or 2")
	fs.BoolVar(&f.irrevocable, "irrevocable", false, "it cannot be taken back")
	fs.StringVar(&f.out, "out", "-", "file to write, which must not exist; - for standard output")
	return cmd
}

func (f *signFlags) statement() (s attest.Statement, err error) {
	if f.version > eas.Version2 {
		return s, fmt.Errorf("--offchain-version %d: there are 0, 1 and 2", f.version)
	}
	s.Type, s.Version, s.Revocable, s.Time = "Attest", f.version, !f.irrevocable, uint64(max(f.at, 0))
	if s.Data, err = f.encode(); err != nil {
		return s, err
	}
	if f.at < 0 || f.expires < 0 {
		return s, fmt.Errorf("--time and --expires are not negative")
	}
	if f.at == 0 {
		s.Time = uint64(time.Now().Unix())
	}
	if f.expires > 0 {
		s.Expiration = s.Time + uint64(f.expires/time.Second)
	}
	if err := f.schemaAndParties(&s); err != nil {
		return s, err
	}
	if f.version == eas.Version2 {
		if f.salt == "" {
			_, _ = rand.Read(s.Salt[:])
		} else if s.Salt, err = eas.ParseHash(f.salt); err != nil {
			return s, fmt.Errorf("--salt: %w", err)
		}
	}
	return s, f.domain(&s)
}

func (f *signFlags) schemaAndParties(s *attest.Statement) (err error) {
	switch {
	case f.schema != "":
		s.Schema, err = eas.ParseHash(f.schema)
	case f.schemaText != "":
		s.Schema = eas.SchemaUID(f.schemaText, eas.Address{}, s.Revocable)
	default:
		err = fmt.Errorf("name the schema with --schema or --schema-text")
	}
	if err != nil {
		return fmt.Errorf("--schema: %w", err)
	}
	if f.recipient != "" {
		enc, err := chain.NewEncoding()
		if err != nil {
			return err
		}
		subject, err := attestationtypes.ParseSubject(enc.Registry.SigningContext().AddressCodec(), f.recipient)
		if err != nil {
			return fmt.Errorf("--recipient: %w", err)
		}
		if subject.Account == nil {
			return fmt.Errorf("--recipient %q: off the chain EAS knows accounts only", f.recipient)
		}
		s.Recipient = subject.Recipient()
	}
	if f.ref != "" {
		if s.Ref, err = eas.ParseHash(f.ref); err != nil {
			return fmt.Errorf("--ref: %w", err)
		}
	}
	return nil
}

func (f *signFlags) domain(s *attest.Statement) (err error) {
	s.Domain = eas.Domain{Name: eas.OffchainDomainName, Version: f.domainVersion}
	switch {
	case f.contract != "":
		var number attest.Number
		if err := number.UnmarshalJSON([]byte(f.domainChain)); err != nil {
			return fmt.Errorf("--domain-chain-id: %w", err)
		}
		number.FillBytes(s.Domain.ChainID[:])
		if s.Domain.Contract, err = eas.ParseAddress(f.contract); err != nil {
			return fmt.Errorf("--contract: %w", err)
		}
	case f.chainID != "":
		s.Domain.ChainID, s.Domain.Contract = attestationtypes.ChainNumber(f.chainID), attestationtypes.Contract()
	default:
		return fmt.Errorf("say to which chain it is bound: --chain-id, or --contract and --domain-chain-id")
	}
	return nil
}

// privateKey reads the key: EIP-712 signs a digest of its own, which a keyring's Sign cannot.
func (f *signFlags) privateKey() (*secp256k1.PrivateKey, error) {
	if f.keyFile != "" {
		raw, err := readBounded(f.keyFile, 1<<10)
		if err != nil {
			return nil, fmt.Errorf("--key-file: %w", err)
		}
		digits := strings.TrimPrefix(strings.TrimSpace(string(raw)), "0x")
		secret, err := hex.DecodeString(digits)
		if err != nil || len(secret) != secp256k1.PrivKeyBytesLen {
			return nil, fmt.Errorf("--key-file: %s has no key of 64 hex digits", filepath.Base(f.keyFile))
		}
		return secp256k1.PrivKeyFromBytes(secret), nil
	}
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	kr, err := openKeyring(enc, f.backend, f.home)
	if err != nil {
		return nil, err
	}
	exporter, can := kr.(interface {
		ExportPrivateKeyObject(uid string) (cryptotypes.PrivKey, error)
	})
	if !can {
		return nil, fmt.Errorf("this keyring gives no keys out; use --key-file")
	}
	key, err := exporter.ExportPrivateKeyObject(f.key)
	if err != nil {
		return nil, fmt.Errorf("key %q: %w", f.key, err)
	}
	if key.Type() != "secp256k1" {
		return nil, fmt.Errorf("key %q is of type %s, it must be secp256k1", f.key, key.Type())
	}
	return secp256k1.PrivKeyFromBytes(key.Bytes()), nil
}

func attestLinkCmd() *cobra.Command {
	var site string
	cmd := &cobra.Command{
		Use: "link FILE", Short: "Print a link of EAS's explorer that holds an attestation", Args: cobra.ExactArgs(1),
		Example: "  surety attest link sound.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := readPackage(args[0])
			if err != nil {
				return err
			}
			link, err := p.Link()
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), site+link)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&site, "site", "https://easscan.org", "the explorer")
	return cmd
}

func readPackage(path string) (attest.Package, error) {
	if attest.IsLink(path) {
		return attest.ParseLink(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return attest.Package{}, err
	}
	defer file.Close()
	p, err := attest.Parse(file)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return p, err
}

func writeJSON(cmd *cobra.Command, path string, value any) error {
	raw, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return writeTo(cmd, path, append(raw, '\n'))
}
