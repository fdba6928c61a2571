package ocr

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Mark is a picture with the boxes of lines drawn on it.
func Mark(p image.Image, lines []Line) *image.RGBA {
	const thick = 2
	out := scaled(p, p.Bounds().Dx(), p.Bounds().Dy())
	pen := image.NewUniform(color.RGBA{R: 0xd0, G: 0x20, B: 0x20, A: 0xff})
	origin := Point{float64(p.Bounds().Min.X), float64(p.Bounds().Min.Y)}
	for _, line := range lines {
		r := vector.NewRasterizer(out.Rect.Dx(), out.Rect.Dy())
		inner := line.Box
		outer := inner.grow(thick)
		inner[1], inner[3] = inner[3], inner[1] // the other way round: a hole
		for _, ring := range []Box{outer, inner} {
			for i, corner := range ring {
				corner = corner.minus(origin)
				if i == 0 {
					r.MoveTo(float32(corner.X), float32(corner.Y))
				} else {
					r.LineTo(float32(corner.X), float32(corner.Y))
				}
			}
			r.ClosePath()
		}
		r.Draw(out, out.Rect, pen, image.Point{})
	}
	return out
}

// Page is a picture of lines of text in black on white, in a typewriter's face of a size in pixels.
func Page(lines []string, size int) (*image.RGBA, error) {
	parsed, err := opentype.Parse(gomono.TTF)
	if err != nil {
		return nil, err
	}
	const pixelsPerPoint = 72 // dots per inch at which a point is a pixel
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(size), DPI: pixelsPerPoint, Hinting: font.HintingFull})
	if err != nil {
		return nil, err
	}
	width, step := 0, 2*size
	for _, line := range lines {
		width = max(width, font.MeasureString(face, line).Ceil())
	}
	out := image.NewRGBA(image.Rect(0, 0, width+2*size, (len(lines)+1)*step))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: out, Src: image.Black, Face: face}
	for i, line := range lines {
		d.Dot = fixed.P(size, (i+1)*step)
		d.DrawString(line)
	}
	return out, nil
}
