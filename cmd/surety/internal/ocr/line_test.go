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

func steps(likeliest ...int64) (classes, probabilities tensor.Tensor) {
	classes, probabilities = tensor.Tensor{Type: tensor.Int64}, tensor.Tensor{Type: tensor.Float32}
	for _, class := range likeliest {
		classes.Data = binary.LittleEndian.AppendUint64(classes.Data, uint64(class))
		probabilities.Data = binary.LittleEndian.AppendUint32(probabilities.Data, math.Float32bits(0.5))
	}
	return classes, probabilities
}

func TestRepetitionsAreOneCharacterUnlessSomethingStandsBetween(t *testing.T) {
	a := NewAlphabet([]byte("a\nb\r\n"))
	require.Equal(t, Alphabet{"", "a", "b", " "}, a)
	for want, likeliest := range map[string][]int64{"": {0, 0}, "ab": {1, 1, 2}, "aa": {1, 0, 1}, "a b": {0, 1, 3, 3, 2, 0}} {
		text, score, err := a.decode(steps(likeliest...))
		require.NoError(t, err)
		require.Equal(t, want, text)
		if want != "" {
			require.InDelta(t, 0.5, score, 1e-9)
		}
	}
}

func TestWhatNoRecogniserGivesIsRefused(t *testing.T) {
	a := NewAlphabet([]byte("a\nb\n"))
	_, _, err := a.decode(steps(1, 4))
	require.ErrorContains(t, err, "step 1 is of class 4, the alphabet has 4")
	_, _, err = a.decode(steps(-1))
	require.ErrorContains(t, err, "the alphabet has 4")
	classes, _ := steps(1)
	_, _, err = a.decode(classes, classes)
	require.ErrorContains(t, err, "it gave INT64[] and INT64[]")
	_, err = outputs(nil, nil)(1, 1)
	require.ErrorContains(t, err, "results for 0 inputs, 1 were given")
	_, err = outputs([][]tensor.Tensor{{classes}}, nil)(1, 2)
	require.ErrorContains(t, err, "the model has 1 outputs, want 2")
}

func TestALargePictureIsMadeSmallerForTheDetector(t *testing.T) {
	for _, c := range []struct {
		reader        Reader
		width, height int
		want          []uint64
		scale         float64
	}{
		{Reader{}, 100, 40, []uint64{1, 3, 64, 128}, 1},
		{Reader{}, 1920, 1000, []uint64{1, 3, 512, 960}, 0.5},
		{Reader{MaxSide: 320}, 640, 640, []uint64{1, 3, 320, 320}, 0.5},
		{Reader{MaxPixels: 1 << 18}, 900, 900, []uint64{1, 3, 512, 512}, 0.56},
		{Reader{MaxPixels: 1}, 64, 64, []uint64{1, 3, 64, 64}, 1},
	} {
		input, scale, err := c.reader.detectionInput(image.NewRGBA(image.Rect(0, 0, c.width, c.height)))
		require.NoError(t, err)
		require.Equal(t, c.want, input.Shape)
		require.InDelta(t, c.scale, scale, 0.01)
	}
	_, _, err := new(Reader).detectionInput(image.NewRGBA(image.Rect(0, 0, 0, 5)))
	require.ErrorContains(t, err, "a picture of 0 by 5 pixels")
}
