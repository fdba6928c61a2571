package ocr

import (
	"context"
	"fmt"
	"image"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

const (
	// lineHeight is the height of a line that classifier and recogniser take, turnedWidth the classifier's width.
	lineHeight, turnedWidth = 48, 192
	// tall is the height over width from which a line is taken to run from top to bottom.
	tall = 1.5
	// turnedThreshold is the probability from which a line is turned.
	turnedThreshold = 0.9
)

// crops cuts boxes out of a picture and lays them straight.
func crops(p image.Image, boxes []Box) []*image.RGBA {
	out := make([]*image.RGBA, len(boxes))
	for i, box := range boxes {
		if out[i] = crop(p, box); box.height() >= tall*box.width() {
			out[i] = crop(p, Box{box[1], box[2], box[3], box[0]}) // its right side becomes its top
		}
	}
	return out
}

// crop is a box of a picture, laid straight, at the picture's scale.
func crop(p image.Image, b Box) *image.RGBA {
	width, height := max(1, int(math.Round(b.width()))), max(1, int(math.Round(b.height())))
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	// A pixel along the box's sides in the picture is one along the axes of the crop.
	u, v := b[1].minus(b[0]), b[3].minus(b[0])
	u, v = u.times(float64(width)/max(u.dot(u), 1)), v.times(float64(height)/max(v.dot(v), 1))
	straight := f64.Aff3{u.X, u.Y, -u.dot(b[0]), v.X, v.Y, -v.dot(b[0])}
	draw.CatmullRom.Transform(out, straight, p, p.Bounds(), draw.Over, nil)
	return out
}

// scaledWidth is the width of a line at a height.
func scaledWidth(line *image.RGBA, height int) int {
	size := line.Bounds().Size()
	return max(1, int(math.Ceil(float64(height*size.X)/float64(size.Y))))
}

// lineInput is the input of classifier or recogniser: the line at its height, at most of a width, and nothing after it.
func lineInput(line *image.RGBA, width int) tensor.Tensor {
	return planes(scaled(line, min(width, scaledWidth(line, lineHeight)), lineHeight), width, lineHeight, lineNorm, false)
}

// turn turns the lines that stand on their heads.
func (r *Reader) turn(ctx context.Context, lines []*image.RGBA) ([]*image.RGBA, error) {
	if r.Turned == nil {
		return lines, nil
	}
	inputs := make([]tensor.Tensor, len(lines))
	for i, line := range lines {
		inputs[i] = lineInput(line, turnedWidth)
	}
	found, err := outputs(r.Turned(ctx, inputs))(len(inputs), 1)
	if err != nil {
		return nil, fmt.Errorf("finding lines that are upside down: %w", err)
	}
	for i := range found {
		p := floats(found[i][0])
		if len(p) != 2 {
			return nil, fmt.Errorf("finding lines that are upside down: %d numbers, want 2", len(p))
		}
		if p[1] > turnedThreshold {
			lines[i] = upsideDown(lines[i])
		}
	}
	return lines, nil
}

func upsideDown(p *image.RGBA) *image.RGBA {
	out := image.NewRGBA(p.Rect)
	for i := 0; i < len(p.Pix); i += 4 {
		copy(out.Pix[len(p.Pix)-4-i:], p.Pix[i:i+4])
	}
	return out
}
