package ocr_test

import (
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/suretynetwork/surety/cmd/surety/internal/ocr"
	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/testutil/ort/orttest"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// reader runs the models in onnxruntime: what is tested here is what happens around them.
func reader(t *testing.T) *ocr.Reader {
	t.Helper()
	whole := func(model []byte) ([]byte, error) { return model, nil }
	return &ocr.Reader{
		Detect:    run(t, models.TextDetection, ocr.ShortenDetection),
		Turned:    run(t, models.TextDirection, whole),
		Recognise: run(t, models.TextRecognition, ocr.ShortenRecognition),
		Alphabet:  ocr.NewAlphabet(modelstest.Read(t, models.TextCharacters)), Widths: []int{160, 320, 640}, MaxPixels: 1 << 18,
	}
}

func run(t *testing.T, f models.File, change func([]byte) ([]byte, error)) ocr.Run {
	t.Helper()
	model, err := change(modelstest.Read(t, f))
	require.NoError(t, err)
	file, p := filepath.Join(t.TempDir(), "model.onnx"), orttest.Start(t)
	require.NoError(t, os.WriteFile(file, model, 0o600))
	require.NoError(t, p.Load(file, 1))
	return func(_ context.Context, inputs []tensor.Tensor) ([][]tensor.Tensor, error) {
		var outputs [][]tensor.Tensor
		for _, input := range inputs {
			input.Name = "x"
			outputs = append(outputs, orttest.Again(t, p, input))
		}
		return outputs, nil
	}
}

var receipt = []string{
	"SURETY CAFE", "12 Fair Lane, Bonn", "Espresso x2      4.80", "Cheesecake       3.95", "TOTAL EUR        8.75", "Thank you!",
}

func TestARenderedReceiptIsReadLetterForLetter(t *testing.T) {
	page, err := ocr.Page(receipt, 24)
	require.NoError(t, err)
	lines := read(t, reader(t), page)
	keep(t, "receipt.png", ocr.Mark(page, lines))
	require.Equal(t, []string{
		"SURETYCAFE", "12FairLane,Bonn", "Espressox2", "4.80", "Cheesecake", "3.95", "TOTALEUR", "8.75", "Thankyou!",
	}, texts(lines))
}

// The same with this engine in place of onnxruntime: the programs that are leased on a chain.
func TestThisEngineReadsWhatOnnxruntimeReads(t *testing.T) {
	page, err := ocr.Page(receipt[2:5], 24)
	require.NoError(t, err)
	r := reader(t)
	theirs := read(t, r, page)
	for _, stage := range []struct {
		run     *ocr.Run
		file    models.File
		compile func([]byte) (*ocr.Program, error)
	}{
		{&r.Detect, models.TextDetection, ocr.Detection},
		{&r.Turned, models.TextDirection, ocr.Direction},
		{&r.Recognise, models.TextRecognition, ocr.Recognition},
	} {
		p, err := stage.compile(modelstest.Read(t, stage.file))
		require.NoError(t, err)
		*stage.run = here(p)
	}
	ours := read(t, r, page)
	require.Len(t, ours, len(theirs))
	for i := range ours {
		require.Equal(t, theirs[i].Text, ours[i].Text)
		require.InDelta(t, theirs[i].Score, ours[i].Score, 1e-3)
		for corner := range ours[i].Box {
			require.InDelta(t, theirs[i].Box[corner].X, ours[i].Box[corner].X, 1.5)
			require.InDelta(t, theirs[i].Box[corner].Y, ours[i].Box[corner].Y, 1.5)
		}
	}
}

// here runs a program on this machine.
func here(p *ocr.Program) ocr.Run {
	return func(ctx context.Context, inputs []tensor.Tensor) ([][]tensor.Tensor, error) {
		out := make([][]tensor.Tensor, len(inputs))
		for i, input := range inputs {
			m, err := p.At(input.Shape)
			if err != nil {
				return nil, err
			}
			trace, err := exec.Run(ctx, m.Program, m.Weights, [][]byte{input.Data})
			if err != nil {
				return nil, err
			}
			if out[i], err = ocr.Tensors(m.Program, trace.Outputs()); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
}

func TestATurnedPageIsRead(t *testing.T) {
	page, err := ocr.Page([]string{"first line of text", "second line of text"}, 24)
	require.NoError(t, err)
	r := reader(t)
	for name, turn := range map[string]f64.Aff3{
		"by a few degrees": {0.98, -0.17, 40, 0.17, 0.98, 10},
		"upside down":      {-1, 0, float64(page.Rect.Dx()), 0, -1, float64(page.Rect.Dy())},
	} {
		t.Run(name, func(t *testing.T) {
			turned := image.NewRGBA(image.Rect(0, 0, page.Rect.Dx()+40, page.Rect.Dy()+80))
			draw.Draw(turned, turned.Rect, image.White, image.Point{}, draw.Src)
			draw.BiLinear.Transform(turned, turn, page, page.Rect, draw.Over, nil)
			lines := read(t, r, turned)
			keep(t, name+".png", ocr.Mark(turned, lines))
			require.ElementsMatch(t, []string{"firstlineoftext", "secondlineoftext"}, texts(lines))
		})
	}
}

func TestAnEmptyPageHasNoLines(t *testing.T) {
	page, err := ocr.Page([]string{"   "}, 24)
	require.NoError(t, err)
	require.Empty(t, read(t, reader(t), page))
}

func read(t *testing.T, r *ocr.Reader, p image.Image) []ocr.Line {
	t.Helper()
	lines, err := r.Read(context.Background(), p)
	require.NoError(t, err)
	for _, line := range lines {
		t.Logf("%.3f %q at %.0f", line.Score, line.Text, line.Box)
	}
	return lines
}

// texts are the lines without spaces, which the recogniser does not always see.
func texts(lines []ocr.Line) (out []string) {
	for _, line := range lines {
		out = append(out, strings.ReplaceAll(line.Text, " ", ""))
	}
	return out
}

// keep writes a picture to look at into the folder that SURETY_PICTURES names, if it does.
func keep(t *testing.T, name string, p image.Image) {
	t.Helper()
	dir := os.Getenv("SURETY_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(dir + "/" + name)
	require.NoError(t, err)
	require.NoError(t, png.Encode(f, p))
	require.NoError(t, f.Close())
}
