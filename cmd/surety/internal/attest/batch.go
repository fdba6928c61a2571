package attest

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// Batch is a batch of off-chain attestations under one root, with a proof for each.
type Batch struct {
	Root    string   `json:"root"`
	Size    int      `json:"size"`
	Members []Member `json:"members"`
}

// Member is one attestation's place in a batch.
type Member struct {
	Index uint64   `json:"index"`
	UID   string   `json:"uid"`
	Path  []string `json:"path"`
}

// NewBatch makes the batch of some attestations, in their order. Error: for none, more than 1024, or one that is there twice.
func NewBatch(uids []eas.Hash) (Batch, error) {
	leaves := make([]eas.Hash, len(uids))
	seen := map[eas.Hash]bool{}
	for i, uid := range uids {
		if seen[uid] {
			return Batch{}, fmt.Errorf("%s is there twice", uid)
		}
		seen[uid] = true
		leaves[i] = eas.AnchorLeaf(uint64(i), uid)
	}
	tree, err := eas.NewTree(leaves)
	if err != nil {
		return Batch{}, err
	}
	b := Batch{Root: tree.Root().String(), Size: len(uids)}
	for i, uid := range uids {
		path, err := tree.Path(leaves[i])
		if err != nil {
			return b, err
		}
		b.Members = append(b.Members, Member{uint64(i), uid.String(), texts(path)})
	}
	return b, nil
}

func texts(hashes []eas.Hash) []string {
	found := make([]string, len(hashes))
	for i, h := range hashes {
		found[i] = h.String()
	}
	return found
}

// Secret is a field of private data as it is kept: whoever has the salt can show it.
type Secret struct {
	Type  string          `json:"type"`
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
	Salt  string          `json:"salt"`
}

func (s Secret) field() (eas.PrivateField, error) {
	schema, err := eas.ParseSchema(s.Type)
	if err != nil {
		return eas.PrivateField{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	text := string(s.Value)
	var plain string
	if json.Unmarshal(s.Value, &plain) == nil {
		text = plain
	}
	salt, err := eas.ParseHash(s.Salt)
	if err != nil {
		return eas.PrivateField{}, fmt.Errorf("%s: salt: %w", s.Name, err)
	}
	schema.Fields[0].Name = "value"
	raw, err := Encode(schema, map[string]string{"value": text})
	if err != nil {
		return eas.PrivateField{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	return eas.PrivateField{Type: s.Type, Name: s.Name, Value: raw, Salt: salt}, nil
}

// Tree is the tree of private data; its root is what is attested.
func Tree(secrets []Secret) (eas.Tree, error) {
	leaves := make([]eas.Hash, len(secrets))
	for i, s := range secrets {
		field, err := s.field()
		if err != nil {
			return nil, err
		}
		leaves[i] = field.Leaf()
	}
	return eas.NewTree(leaves)
}

// Disclosure is what is shown of private data: the fields in the order of the proof.
type Disclosure struct {
	Root   string      `json:"root"`
	Fields []Disclosed `json:"fields"`
	Proof  []string    `json:"proof"`
	Flags  []bool      `json:"flags"`
}

// Disclosed is a field as the query disclosure takes it.
type Disclosed struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value []byte `json:"value"`
	Salt  string `json:"salt"`
}

// Disclose shows the fields with some names, and nothing of the others.
func Disclose(secrets []Secret, names []string) (Disclosure, error) {
	tree, err := Tree(secrets)
	if err != nil {
		return Disclosure{}, err
	}
	byLeaf := map[eas.Hash]eas.PrivateField{}
	var leaves []eas.Hash
	for _, name := range names {
		found := false
		for _, s := range secrets {
			if s.Name != name {
				continue
			}
			field, err := s.field()
			if err != nil {
				return Disclosure{}, err
			}
			byLeaf[field.Leaf()], found = field, true
			leaves = append(leaves, field.Leaf())
		}
		if !found {
			return Disclosure{}, fmt.Errorf("there is no field %q", name)
		}
	}
	proof, err := tree.Reveal(leaves)
	if err != nil {
		return Disclosure{}, err
	}
	d := Disclosure{Root: tree.Root().String(), Proof: texts(proof.Proof), Flags: proof.Flags}
	for _, leaf := range proof.Leaves {
		f := byLeaf[leaf]
		d.Fields = append(d.Fields, Disclosed{f.Type, f.Name, f.Value, "0x" + hex.EncodeToString(f.Salt[:])})
	}
	return d, nil
}
