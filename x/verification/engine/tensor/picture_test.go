package tensor_test

import (
	"encoding/binary"
	"image"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

var digitShape = []uint64{1, 1, 28, 28}

// shade is red, green, blue and opacity.
type shade [4]uint8

var (
	black = shade{0, 0, 0, 255}
	white = shade{255, 255, 255, 255}
)

// drawn is a picture with a bar in it.
func drawn(w, h int, bar image.Rectangle, ink, paper shade) image.Image {
	img := image.NewNRGBA(image.Rect(5, 7, 5+w, 7+h)) // bounds that do not start at zero
	for y := range h {
		for x := range w {
			c := paper
			if image.Pt(x, y).In(bar) {
				c = ink
			}
			copy(img.Pix[img.PixOffset(5+x, 7+y):], c[:])
		}
	}
	return img
}

func pixels(t *testing.T, img image.Image) []float32 {
	t.Helper()
	got, err := tensor.FromPNG(img, digitShape)
	require.NoError(t, err)
	require.Equal(t, digitShape, got.Shape)
	out := make([]float32, 784)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(got.Data[4*i:]))
	}
	return out
}

func TestAPictureComesOutWhiteOnBlackInTheMiddleWhateverItWas(t *testing.T) {
	bar := image.Rect(60, 20, 100, 120) // 40 by 100, off the middle
	glass := shade{}
	for name, img := range map[string]image.Image{
		"black on white":       drawn(200, 150, bar, black, white),
		"white on black":       drawn(200, 150, bar, white, black),
		"blue on yellow":       drawn(200, 150, bar, shade{0, 0, 200, 255}, shade{255, 255, 0, 255}),
		"black on transparent": drawn(200, 150, bar, black, glass),
		"white on transparent": drawn(200, 150, bar, white, glass),
		"light on dark grey":   drawn(200, 150, bar, shade{180, 180, 180, 255}, shade{90, 90, 90, 255}),
	} {
		got := pixels(t, img)
		for i, v := range got {
			x, y := i%28, i/28
			want := float32(0)
			if x >= 10 && x < 18 && y >= 4 && y < 24 { // 8 by 20, in the middle of 28
				want = 255
			}
			require.Equal(t, want, v, "%s: column %d, row %d", name, x, y)
		}
	}
}

func TestAPictureOfAnySizeFills(t *testing.T) {
	for _, side := range []int{3, 28, 29, 1000} {
		got := pixels(t, drawn(side, side, image.Rect(side/3, side/3, side/3+1, side/3+1), black, white))
		require.Equal(t, float32(255), got[14*28+14], "side %d", side)
	}
}

func TestAPictureWithoutADigitIsRefused(t *testing.T) {
	blank := drawn(50, 50, image.Rectangle{}, black, white)
	_, err := tensor.FromPNG(blank, digitShape)
	require.ErrorContains(t, err, "no digit in it")
	_, err = tensor.FromPNG(blank, []uint64{1, 3, 224, 224})
	require.ErrorContains(t, err, "fills 784 elements (28 by 28), the model takes shape [1 3 224 224]")
	_, err = tensor.FromPNG(image.NewGray(image.Rectangle{}), digitShape)
	require.ErrorContains(t, err, "0 by 0 pixels")
}
