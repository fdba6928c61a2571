package ocr

import (
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/draw"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// norm is how a model wants the numbers of a channel: ((v/255) - mean) / deviation.
type norm struct{ mean, deviation float64 }

// The detector's channels, as it was trained: blue first with the numbers that are red's elsewhere.
var detectionNorm = [3]norm{{0.485, 0.229}, {0.456, 0.224}, {0.406, 0.225}}

// The same for every channel of the classifier and the recogniser.
var lineNorm = [3]norm{{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}}

// table holds a channel's number for each value of a byte, so that it does not depend on how a machine computes it.
func (n norm) table() (t [256]uint32) {
	for v := range t {
		t[v] = math.Float32bits(float32((float64(v)/255 - n.mean) / n.deviation))
	}
	return t
}

// planes makes a tensor [1,3,height,width] of a picture in its top left corner, blue first. Beyond the picture it repeats its last row and
// column if extend is set, and is zero if not.
func planes(p *image.RGBA, width, height int, norms [3]norm, extend bool) tensor.Tensor {
	data := make([]byte, 4*3*width*height)
	size := p.Bounds().Size()
	for channel, n := range norms {
		table := n.table()
		for y := range height {
			for x := range width {
				if !extend && (x >= size.X || y >= size.Y) {
					continue
				}
				at := p.PixOffset(p.Rect.Min.X+min(x, size.X-1), p.Rect.Min.Y+min(y, size.Y-1))
				binary.LittleEndian.PutUint32(data[4*((channel*height+y)*width+x):], table[p.Pix[at+2-channel]])
			}
		}
	}
	return tensor.Tensor{Type: tensor.Float32, Shape: []uint64{1, 3, uint64(height), uint64(width)}, Data: data}
}

// scaled is a picture at another size, on white where it is transparent. At its own size it keeps its pixels.
func scaled(p image.Image, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	if p.Bounds().Dx() == width && p.Bounds().Dy() == height {
		draw.Draw(out, out.Rect, p, p.Bounds().Min, draw.Over)
		return out
	}
	draw.BiLinear.Scale(out, out.Rect, p, p.Bounds(), draw.Over, nil)
	return out
}

// floats are the numbers of a float32 tensor.
func floats(t tensor.Tensor) []float32 {
	out := make([]float32, len(t.Data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.Data[4*i:]))
	}
	return out
}
