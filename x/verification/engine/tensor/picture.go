package tensor

import (
	"encoding/binary"
	"fmt"
	"image"
	"math"
)

const (
	// digitSide and boxSide are those of the MNIST data set: digits scaled into a box of 20, centred by mass in a square of 28.
	digitSide = 28
	boxSide   = 20
	// inkShare is the part of the strongest stroke from which on a pixel counts as ink when the digit is cropped.
	inkShare = 0.25
	// maxPixels bounds the pictures that are looked at.
	maxPixels = 1 << 26
)

// FromPNG turns a picture of a digit into the input of a classifier trained on MNIST: white on black, values 0 to 255, cropped,
// scaled into 20 by 20 and centred by mass in 28 by 28. The picture may have any size, colours and transparency; whether it is dark
// on light is told from its border. shape must hold 784 elements. Errors match ErrBadTensor.
func FromPNG(img image.Image, shape []uint64) (Tensor, error) {
	if n, err := count(shape); err != nil || n != digitSide*digitSide {
		return Tensor{}, fmt.Errorf("%w: a picture fills 784 elements (28 by 28), the model takes shape %d", ErrBadTensor, shape)
	}
	size := img.Bounds().Size()
	if size.X < 1 || size.Y < 1 || size.X > maxPixels/size.Y {
		return Tensor{}, fmt.Errorf("%w: a picture of %d by %d pixels", ErrBadTensor, size.X, size.Y)
	}
	const white, black = 0xffff, 0 // what shows through: a drawing with no background may be in either colour
	p := inkOf(img, white)
	box, ok := p.strokes()
	if !ok {
		p = inkOf(img, black)
		box, ok = p.strokes()
	}
	if !ok {
		return Tensor{}, fmt.Errorf("%w: the picture is of one colour, there is no digit in it", ErrBadTensor)
	}
	digit := p.crop(box).centred()
	t := Tensor{Name: "picture", Type: Float32, Shape: shape}
	for _, v := range digit.v {
		t.Data = binary.LittleEndian.AppendUint32(t.Data, math.Float32bits(float32(math.Round(v))))
	}
	return t, nil
}

// ink is a picture of how much was drawn, 0 to 255, row by row.
type ink struct {
	w, h int
	v    []float64
}

// inkOf is each pixel's luma, the other way round if the border is light. paper is the grey that shows through transparent pixels.
func inkOf(img image.Image, paper float64) ink {
	r := img.Bounds()
	p := ink{w: r.Dx(), h: r.Dy(), v: make([]float64, r.Dx()*r.Dy())}
	for y := range p.h {
		for x := range p.w {
			red, green, blue, alpha := img.At(r.Min.X+x, r.Min.Y+y).RGBA()
			luma := 0.299*float64(red) + 0.587*float64(green) + 0.114*float64(blue) + paper*(1-float64(alpha)/0xffff)
			p.v[y*p.w+x] = luma / 257
		}
	}
	dark := p.border() < 127.5
	for i, luma := range p.v {
		if !dark {
			luma = 255 - luma
		}
		p.v[i] = min(max(luma, 0), 255)
	}
	return p
}

// border is the mean along the picture's edge.
func (p ink) border() float64 {
	sum, n := 0.0, 0
	for y := range p.h {
		for x := range p.w {
			if x == 0 || y == 0 || x == p.w-1 || y == p.h-1 {
				sum += p.v[y*p.w+x]
				n++
			}
		}
	}
	return sum / float64(n)
}

// strokes finds what was drawn, and stretches it to 0 to 255 in place. It is false when nothing stands out.
func (p ink) strokes() (image.Rectangle, bool) {
	const leastContrast = 16
	low, high := p.border(), 0.0
	for _, v := range p.v {
		high = max(high, v)
	}
	if high-low < leastContrast {
		return image.Rectangle{}, false
	}
	var box image.Rectangle
	for i := range p.v {
		p.v[i] = min(max((p.v[i]-low)/(high-low)*255, 0), 255)
		if p.v[i] > inkShare*255 {
			x, y := i%p.w, i/p.w
			box = box.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	return box, true
}
