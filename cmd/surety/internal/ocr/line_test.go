package ocr

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// quarters is a picture whose quarters have a colour each.
func quarters(width, height int) *image.RGBA {
	colours := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {0, 0, 0, 255}}}
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p.SetRGBA(x, y, colours[2*y/height][2*x/width])
		}
	}
	return p
}

func TestATensorHasBlueFirstAndEndsWhereThePictureDoes(t *testing.T) {
	p := quarters(4, 2)
	at := func(v tensor.Tensor, channel, y, x int) float32 {
		h, w := int(v.Shape[2]), int(v.Shape[3])
		return math.Float32frombits(binary.LittleEndian.Uint32(v.Data[4*((channel*h+y)*w+x):]))
	}
	zero := planes(p, 6, 3, lineNorm, false)
	require.Equal(t, []uint64{1, 3, 3, 6}, zero.Shape)
	require.Equal(t, [3]float32{-1, -1, 1}, [3]float32{at(zero, 0, 0, 0), at(zero, 1, 0, 0), at(zero, 2, 0, 0)}, "red")
	require.Equal(t, [3]float32{1, -1, -1}, [3]float32{at(zero, 0, 1, 0), at(zero, 1, 1, 0), at(zero, 2, 1, 0)}, "blue")
	require.Zero(t, at(zero, 0, 2, 0))
	require.Zero(t, at(zero, 1, 0, 5))
	extended := planes(p, 6, 3, detectionNorm, true)
	require.Equal(t, float32((1-0.456)/0.224), at(extended, 1, 0, 5), "green goes on to the right")
	require.Equal(t, at(extended, 0, 1, 1), at(extended, 0, 2, 1), "and blue down")
}

func TestABoxIsLaidStraight(t *testing.T) {
	p := quarters(200, 200)
	// A square of side 100 around the middle, turned by 30 degrees against the clock: its corners show which way up it is.
	sin, cos := math.Sincos(-math.Pi / 6)
	at := func(x, y float64) Point { return Point{100 + x*cos - y*sin, 100 + x*sin + y*cos} }
	straight := crop(p, Box{at(-50, -50), at(50, -50), at(50, 50), at(-50, 50)})
	require.Equal(t, image.Rect(0, 0, 100, 100), straight.Rect)
	for _, c := range []struct {
		x, y float64
		want color.RGBA
	}{{-30, -30, color.RGBA{255, 0, 0, 255}}, {30, 30, color.RGBA{0, 0, 0, 255}}, {30, -30, color.RGBA{0, 255, 0, 255}}} {
		want := at(c.x, c.y)
		require.Equal(t, c.want, p.RGBAAt(int(want.X), int(want.Y)))
		require.Equal(t, c.want, straight.RGBAAt(int(50+c.x), int(50+c.y)))
	}
}

func TestALineFromTopToBottomIsLaidDown(t *testing.T) {
	lines := crops(quarters(40, 200), []Box{{{0, 0}, {40, 0}, {40, 200}, {0, 200}}})
	require.Equal(t, image.Rect(0, 0, 200, 40), lines[0].Rect)
	require.Equal(t, color.RGBA{0, 255, 0, 255}, lines[0].RGBAAt(10, 5), "what was at the top right is at the top left")
	require.Equal(t, color.RGBA{255, 0, 0, 255}, lines[0].RGBAAt(10, 35))
}

func TestUpsideDownTurnsEveryPixel(t *testing.T) {
	turned := upsideDown(quarters(4, 4))
	require.Equal(t, color.RGBA{255, 0, 0, 255}, turned.RGBAAt(3, 3))
	require.Equal(t, color.RGBA{0, 0, 255, 255}, turned.RGBAAt(3, 0))
}

func TestALineKeepsItsProportionsOrIsSqueezedIntoTheWidestModel(t *testing.T) {
	r := Reader{Widths: []int{160, 320}}
	for _, c := range []struct{ width, height, want int }{{10, 48, 160}, {161, 48, 320}, {80, 24, 160}, {4000, 48, 320}} {
		line := image.NewRGBA(image.Rect(0, 0, c.width, c.height))
		require.Equal(t, c.want, r.width(line))
		require.Equal(t, []uint64{1, 3, 48, uint64(c.want)}, lineInput(line, r.width(line)).Shape)
	}
}

func steps(classes int, likeliest ...int) tensor.Tensor {
	t := tensor.Tensor{Type: tensor.Float32, Shape: []uint64{1, uint64(len(likeliest)), uint64(classes)}}
	for _, best := range likeliest {
		for class := range classes {
			p := float32(0.1)
			if class == best {
				p = 0.5
			}
			t.Data = binary.LittleEndian.AppendUint32(t.Data, math.Float32bits(p))
		}
	}
	return t
}

func TestRepetitionsAreOneCharacterUnlessSomethingStandsBetween(t *testing.T) {
	a := NewAlphabet([]byte("a\nb\r\n"))
	require.Equal(t, Alphabet{"", "a", "b", " "}, a)
	for want, likeliest := range map[string][]int{"": {0, 0}, "ab": {1, 1, 2}, "aa": {1, 0, 1}, "a b": {0, 1, 3, 3, 2, 0}} {
		text, score, err := a.decode(steps(4, likeliest...))
		require.NoError(t, err)
		require.Equal(t, want, text)
		if want != "" {
			require.InDelta(t, 0.5, score, 1e-9)
		}
	}
	_, _, err := a.decode(steps(5, 1))
	require.ErrorContains(t, err, "the recogniser should give FLOAT[1 steps 4], it gave FLOAT[1 1 5]")
}
