// Package provenance_test checks that the page on formats names tests that are there.
package provenance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThePageNamesTestsThatAreThere(t *testing.T) {
	page, err := os.ReadFile("README.md")
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join("*", "*_test.go"))
	require.NoError(t, err)
	var code strings.Builder
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		code.Write(raw)
	}
	named := regexp.MustCompile("`(Test[A-Z]\\w+)`").FindAllStringSubmatch(string(page), -1)
	require.NotEmpty(t, named)
	for _, match := range named {
		require.Contains(t, code.String(), "func "+match[1]+"(", "README.md names a test that is not there")
	}
}
