package demo

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"cosmossdk.io/math"

	"github.com/suretynetwork/surety/cmd/surety/internal/ocr"
	"github.com/suretynetwork/surety/cmd/surety/internal/submit"
	"github.com/suretynetwork/surety/testutil/models"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// receipt is what the demo reads where it is given no picture.
var receipt = []string{"SURETY CAFE", "12 Fair Lane, Bonn", "Espresso x2    4.80", "Cheesecake     3.95", "TOTAL EUR      8.75"}

// maxPixels is the largest input of the detector: its output, a byte for each, may be demanded on chain.
const maxPixels = 256 << 10

// widths are those for which recognisers are registered.
var widths = []int{160, 320, 640}

// fetchText brings the models that read text. Without npm the story that needs them is left out, unless it was asked for.
func (s *stage) fetchText(ctx context.Context) error {
	dir, err := models.Folder()
	if s.opts.models != "" {
		dir, err = s.opts.models, nil
	}
	if err != nil {
		return err
	}
	s.say("Fetching the models that read text (%s %s, data only, checksums pinned) …", models.OCR.Name, models.OCR.Version)
	var files [3][]byte
	for i, f := range []models.File{models.TextDetection, models.TextRecognition, models.TextCharacters} {
		if files[i], err = f.Read(ctx, dir); err == nil {
			continue
		}
		if s.opts.image == "" && errors.Is(err, models.ErrUnavailable) {
			s.say("Story (e) is left out: %s", err)
			return nil
		}
		return err
	}
	s.alphabet = ocr.NewAlphabet(files[2])
	if s.recognise, err = ocr.Recognition(files[1]); err != nil {
		return err
	}
	s.detect, err = ocr.Detection(files[0])
	return err
}

// text is story (e): detector and recogniser run as leased jobs, a recognition for every line that was found.
func (s *stage) text(ctx context.Context) (map[string]change, bool, error) {
	page, path, err := s.page()
	if err != nil {
		return nil, false, err
	}
	moved := map[string]change{}
	r := ocr.Reader{
		Detect: s.leased(s.detect, terms(), moved), Recognise: s.leased(s.recognise, smallTerms(), moved),
		Alphabet: s.alphabet, Widths: widths, MaxPixels: maxPixels,
	}
	lines, err := r.Read(ctx, page)
	if err != nil {
		return nil, false, err
	}
	s.say("  The picture says:")
	var got []string
	for _, line := range lines {
		s.say("    %-40s (%.0f%%)", line.Text, 100*line.Score)
		got = append(got, line.Text)
	}
	marked := strings.TrimSuffix(path, filepath.Ext(path)) + "-read.png"
	if err := writePNG(marked, ocr.Mark(page, lines)); err != nil {
		return nil, false, err
	}
	s.say("  %s shows where.", marked)
	right := len(lines) > 0 && (s.opts.image != "" || letters(got...) == letters(receipt...))
	return moved, right, nil
}

// letters are lines without spaces, which the recogniser does not always see.
func letters(lines ...string) string { return strings.ReplaceAll(strings.Join(lines, ""), " ", "") }

// page is the picture to read and where it lies.
func (s *stage) page() (image.Image, string, error) {
	if s.opts.image == "" {
		page, err := ocr.Page(receipt, 24)
		if err != nil {
			return nil, "", err
		}
		path := filepath.Join(s.opts.pictures, "receipt.png")
		return page, path, errors.Join(os.MkdirAll(s.opts.pictures, 0o755), writePNG(path, page))
	}
	f, err := os.Open(s.opts.image)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	page, err := png.Decode(f)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", s.opts.image, err)
	}
	return page, s.opts.image, nil
}

func writePNG(path string, p image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, p), f.Close())
}

// atOnce is how many orders run at the same time: providers have bond for so many.
const atOnce = 16

// leased runs a model by placing an order for each input, many at once, and adds up what has to move for them.
func (s *stage) leased(p *ocr.Program, t markettypes.Terms, moved map[string]change) ocr.Run {
	return func(ctx context.Context, inputs []tensor.Tensor) ([][]tensor.Tensor, error) {
		var out [][]tensor.Tensor
		for some := range slices.Chunk(inputs, atOnce) {
			results, err := s.lease(ctx, p, t, some)
			if err != nil {
				return nil, err
			}
			for i, result := range results {
				m, err := p.At(some[i].Shape)
				if err != nil {
					return nil, err
				}
				outputs, err := ocr.Tensors(m.Program, result.Outputs)
				if err != nil {
					return nil, err
				}
				out = append(out, outputs)
				s.paid(result.Lease, moved)
			}
		}
		return out, nil
	}
}

// lease places an order for each input and follows them all to their ends.
func (s *stage) lease(ctx context.Context, p *ocr.Program, t markettypes.Terms, inputs []tensor.Tensor) ([]submit.Result, error) {
	placed := make([]submit.Placed, len(inputs))
	for i, input := range inputs {
		m, err := p.At(input.Shape)
		if err != nil {
			return nil, err
		}
		job := submit.Job{Program: m.Program, Weights: m.Weights, Name: p.Name, Inputs: [][]byte{input.Data}, Terms: t}
		if placed[i], err = s.user().Place(ctx, job); err != nil {
			return nil, err
		}
	}
	results := make([]submit.Result, len(inputs))
	g, ctx := errgroup.WithContext(ctx)
	for i := range placed {
		g.Go(func() error {
			found, err := s.user().Follow(ctx, placed[i])
			if err == nil {
				results[i] = found[0]
			}
			return err
		})
	}
	return results, g.Wait()
}

// paid notes what a lease costs the user and brings its provider.
func (s *stage) paid(l markettypes.Lease, moved map[string]change) {
	for _, p := range s.parties {
		if price := l.Price.Amount.Int64(); p.address == l.Provider {
			moved[p.name] = change{account: moved[p.name].account + price}
			moved["user"] = change{account: moved["user"].account - price}
		}
	}
}

// smallTerms are those of an order among many, taken by the provider that is first to ask no more than the price: an auction for each line
// would cost more than the line. A provider has bond for all of them at once.
func smallTerms() markettypes.Terms {
	const share = 10
	t := terms()
	t.Trade, t.Award, t.CommitBlocks, t.RevealBlocks = markettypes.TradeOpen, markettypes.AwardUnspecified, 0, 0
	t.Bond, t.DeclaredLoss = math.NewInt(leaseBond/share), math.NewInt(declaredLoss/share)
	return t
}
