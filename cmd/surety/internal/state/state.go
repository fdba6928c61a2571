// Package state keeps a role's few secrets and promises on disk, so that it can be stopped at any moment: salts before the
// commitment that needs them is sent, receipts before they are shown to anyone. Everything else a role knows it asks the chain.
package state

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Dir is a folder of small JSON records, one file per key.
type Dir struct{ path string }

// Open opens or makes a folder of records.
func Open(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("state: cannot make %s: %w", path, err)
	}
	return &Dir{path: path}, nil
}

// file names a key's file: ids contain slashes, so the name is a hash.
func (d *Dir) file(key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(d.path, hex.EncodeToString(sum[:16])+".json")
}

// Load reads a record into v and says whether there is one.
func (d *Dir) Load(key string, v any) (bool, error) {
	b, err := os.ReadFile(d.file(key))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("state: %w", err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		return false, fmt.Errorf("state: record of %q is damaged: %w", key, err)
	}
	return true, nil
}

// Save writes a record whole or not at all, and returns when it is on disk.
func (d *Dir) Save(key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("state: %w", err)
	}
	tmp, err := os.CreateTemp(d.path, "new-*")
	if err != nil {
		return fmt.Errorf("state: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, werr := tmp.Write(b)
	if err := errors.Join(werr, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("state: %w", err)
	}
	if err := os.Rename(tmp.Name(), d.file(key)); err != nil {
		return fmt.Errorf("state: %w", err)
	}
	return nil
}

// Delete forgets a record.
func (d *Dir) Delete(key string) error {
	if err := os.Remove(d.file(key)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("state: %w", err)
	}
	return nil
}
