package oms

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/suretynetwork/surety/cmd/surety/internal/content"
)

// NewStatement says of a content's files what a signer of it would sign.
func NewStatement(name string, m content.Manifest) ([]byte, error) {
	var s Statement
	s.Type, s.PredicateType = statementType, predicateType
	s.Predicate.Serialization.Method, s.Predicate.Serialization.HashType = "files", "sha256"
	for _, f := range m.Files {
		s.Predicate.Resources = append(s.Predicate.Resources, Resource{Name: resourceName(m, f), Algorithm: "sha256", Digest: f.Sha256})
	}
	root, err := m.OMSRoot()
	if err != nil {
		return nil, err
	}
	s.Subject = append(s.Subject, struct {
		Name   string            `json:"name"`
		Digest map[string]string `json:"digest"`
	}{name, map[string]string{"sha256": root}})
	return json.MarshalIndent(s, "", "  ")
}

func resourceName(m content.Manifest, f content.File) string {
	if m.Folder {
		return f.Path
	}
	return "."
}

var shard = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

// VerifyFiles says whether the files at a path are those of a statement, and otherwise which is not. Manifest is of what lies there.
func VerifyFiles(path string, s Statement, m content.Manifest) error {
	byName := map[string]content.File{}
	for _, f := range m.Files {
		byName[resourceName(m, f)] = f
	}
	left := len(byName)
	for _, r := range s.Predicate.Resources {
		name, from, to := r.Name, int64(-1), int64(-1)
		if parts := shard.FindStringSubmatch(r.Name); s.Predicate.Serialization.Method == "shards" && parts != nil {
			name = parts[1]
			from, _ = strconv.ParseInt(parts[2], 10, 64)
			to, _ = strconv.ParseInt(parts[3], 10, 64)
		}
		f, there := byName[name]
		if !there {
			return fmt.Errorf("oms: %s is missing", name)
		}
		got, err := digestOf(path, m, f, r.Algorithm, from, to)
		if err != nil {
			return err
		}
		if got != r.Digest {
			return fmt.Errorf("oms: %s is not what was signed: its %s differs", r.Name, r.Algorithm)
		}
		if from <= 0 {
			left--
		}
	}
	if left != 0 {
		return fmt.Errorf("oms: there are %d files that were not signed", left)
	}
	return nil
}

func digestOf(path string, m content.Manifest, f content.File, algorithm string, from, to int64) (string, error) {
	switch {
	case algorithm == "sha256" && from < 0:
		return f.Sha256, nil
	case algorithm == "blake3" && from < 0:
		return f.Blake3, nil
	case algorithm != "sha256":
		return "", fmt.Errorf("oms: the hash %.20q of %s is not supported", algorithm, f.Path)
	}
	if m.Folder {
		path = filepath.Join(path, filepath.FromSlash(f.Path))
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("oms: %w", err)
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, from, min(to, f.Size)-from)); err != nil {
		return "", fmt.Errorf("oms: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
