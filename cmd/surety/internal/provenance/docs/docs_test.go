package docs

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

func TestACroissantFileOfOthers(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "croissant", "image_test_metadata.json"))
	require.NoError(t, err)
	d, err := Croissant(raw)
	require.NoError(t, err)
	require.Equal(t, "GSFC_AI4QC dataset", d.Name)
	require.Equal(t, artefacttypes.KindDataset, d.Core.Kind)
	require.Equal(t, "CC-BY-4.0", d.Core.Licence.Spdx)
	require.Equal(t, []string{"BVLabs"}, d.Core.Creators)
	require.Len(t, d.Files, 3)
	require.Equal(t, "8a5cddd70495387f3a055590fce91fb60a6433d4eb051027a2a90d18f0466573", d.Files[0].Sha256)
	require.Empty(t, d.Warnings)
	bad := strings.Replace(string(raw), "8a5cddd70495387f3a055590fce91fb60a6433d4eb051027a2a90d18f0466573", "https://github.com/mlcommons/croissant/issues/80", 1)
	d, err = Croissant([]byte(bad))
	require.NoError(t, err)
	require.Empty(t, d.Files[0].Sha256, "a digest that is none does not count")
	require.Contains(t, d.Warnings[0], "digest absent")
	_, err = Croissant([]byte(`{"conformsTo":"http://example.com"}`))
	require.ErrorContains(t, err, "not to Croissant")
	_, err = Croissant([]byte("hello"))
	require.ErrorContains(t, err, "no JSON document")
}

func TestABillOfMaterialsOfOthers(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "cyclonedx", "valid-machine-learning.json"))
	require.NoError(t, err)
	d, err := CycloneDX(raw)
	require.NoError(t, err)
	require.Equal(t, "CompVis/stable-diffusion", d.Name)
	require.Equal(t, "1.4.0", d.Core.Version)
	require.Equal(t, artefacttypes.KindModel, d.Core.Kind)
	require.Contains(t, d.Parents, NamedParent{Name: "Training Data", Relation: "TRAINED_ON"})
	_, err = CycloneDX([]byte(`{"bomFormat":"CycloneDX","components":[{"type":"library"}]}`))
	require.ErrorContains(t, err, "none of 1 components")
}

func TestACard(t *testing.T) {
	card := "---\nlicense: apache-2.0\nbase_model:\n- org/base\nbase_model_relation: quantized\ndatasets: [org/data]\nlibrary_name: gguf\n---\n# Tiny model\n\ntext"
	d, err := HuggingFace([]byte(card))
	require.NoError(t, err)
	require.Equal(t, "Tiny model", d.Name)
	require.Equal(t, "Apache-2.0", d.Core.Licence.Spdx)
	require.Equal(t, []NamedParent{{"org/base", "QUANTISED"}, {"org/data", "TRAINED_ON"}}, d.Parents)
	for name, bad := range map[string]string{"no head": "# Model", "no end": "---\nlicense: mit\n", "no YAML": "---\n\t: {\n---\n"} {
		_, err := HuggingFace([]byte(bad))
		require.Error(t, err, name)
	}
	bomb := "---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
		"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n---\n"
	_, err = HuggingFace([]byte(bomb))
	require.ErrorContains(t, err, "excessive aliasing")
}

func anEntry() Entry {
	hash := strings.Repeat("ab", 32)
	core := artefacttypes.Core{
		Kind: artefacttypes.KindDataset, Version: "1.2.0", Size_: 7, FileCount: 1, Description: "pictures",
		Digests: artefacttypes.Digests{Blake3: hash, Sha256: hash}, Licence: artefacttypes.Licence{Spdx: "CC-BY-4.0"},
	}
	parent := artefacttypes.Artefact{Id: strings.Repeat("cd", 32), Name: "ada/raw", Core: core, Registrant: "surety1y"}
	return Entry{
		Artefact: artefacttypes.Artefact{Id: strings.Repeat("ef", 32), Name: "ada/images", Core: core}, Owner: "surety1x", ChainID: "test",
		Parents: []artefacttypes.Edge{{Parent: artefacttypes.Parent{ParentId: parent.Id, Relation: artefacttypes.RelationDerivedFrom}}},
		ByID:    map[string]artefacttypes.Artefact{parent.Id: parent}, At: time.Unix(0, 0),
	}
}

// What is exported is read again as the same: the formats that we both write and read.
func TestWhatIsExportedIsImportedAgain(t *testing.T) {
	e := anEntry()
	raw, err := ToCroissant(e)
	require.NoError(t, err)
	d, err := Croissant(raw)
	require.NoError(t, err)
	require.Empty(t, d.Warnings)
	require.Equal(t, []string{"ada/images", "1.2.0", "CC-BY-4.0", e.Artefact.Core.Digests.Sha256},
		[]string{d.Name, d.Core.Version, d.Core.Licence.Spdx, d.Files[0].Sha256})
	require.Equal(t, "surety:test/artefact/"+strings.Repeat("cd", 32), d.Parents[0].Name)
	raw, err = ToCycloneDX(e)
	require.NoError(t, err)
	d, err = CycloneDX(raw)
	require.NoError(t, err)
	require.Equal(t, []string{"ada/images", "1.2.0", "CC-BY-4.0"}, []string{d.Name, d.Core.Version, d.Core.Licence.Spdx})
	e.Artefact.Core.Kind = artefacttypes.KindModel
	_, err = ToCroissant(e)
	require.ErrorContains(t, err, "Croissant describes datasets")
}

func TestSPDXHasWhatItsProfilesRequire(t *testing.T) {
	e := anEntry()
	e.Artefact.Core.Kind = artefacttypes.KindModel
	raw, err := ToSPDX(e)
	require.NoError(t, err)
	o, err := parseObject(raw, "spdx")
	require.NoError(t, err)
	kinds, ids, suppliers := map[string]int{}, map[string]bool{noAssertion: true}, map[string]bool{}
	licences := map[string]int{}
	for _, element := range o.objects("@graph") {
		kinds[element.str("type")]++
		if id := element.str("spdxId"); id != "" {
			require.False(t, ids[id], "%s is there twice", id)
			ids[id] = true
		}
		if kind := element.str("type"); kind == "dataset_DatasetPackage" || kind == "ai_AIPackage" {
			for _, field := range []string{"spdxId", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose", "releaseTime"} {
				require.NotEmpty(t, element.str(field), field)
			}
			suppliers[element.str("suppliedBy")] = true
		}
		if kind := element.str("relationshipType"); strings.HasSuffix(kind, "License") {
			licences[element.str("from")+" "+kind]++
		}
	}
	require.Equal(t, map[string]int{
		"CreationInfo": 1, "Agent": 2, "ai_AIPackage": 1, "dataset_DatasetPackage": 1, "Relationship": 5,
		"simplelicensing_LicenseExpression": 2, "SpdxDocument": 1,
	}, kinds)
	require.Len(t, suppliers, 2, "each is supplied by who registered it")
	require.Len(t, licences, 4, "each declares a licence, and nobody concluded one")
	for _, element := range o.objects("@graph") { // whatever is named is there
		for _, field := range []string{"from", "to", "suppliedBy", "element", "rootElement"} {
			for _, id := range element.strs(field) {
				require.True(t, ids[id], "%s is named and not there", id)
			}
		}
		if element.str("type") == "SpdxDocument" {
			require.Equal(t, []string{"core", "software", "simpleLicensing", "ai", "dataset"}, element.strs("profileConformance"))
		}
	}
}

func TestCustomLicencesAreReferencesThatSPDXAllows(t *testing.T) {
	e := anEntry()
	e.Artefact.Core.Licence = artefacttypes.Licence{CustomName: "Ada's licence (v1.0)"}
	raw, err := ToSPDX(e)
	require.NoError(t, err)
	require.Contains(t, string(raw), `"LicenseRef-Ada-s-licence--v1.0-"`)
	require.NotContains(t, string(raw), `"ai"`, "a profile counts only where something is of it")
}
