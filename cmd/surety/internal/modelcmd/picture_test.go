package modelcmd_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// digit is a picture of a 1, drawn with a thick pen: dark blue on light grey.
func digit(t *testing.T) string {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 120, 160))
	for y := range 160 {
		for x := range 120 {
			shade := [4]byte{230, 230, 230, 255}
			if x >= 52 && x < 68 && y >= 20 && y < 140 {
				shade = [4]byte{0, 0, 90, 255}
			}
			copy(img.Pix[img.PixOffset(x, y):], shade[:])
		}
	}
	return save(t, img)
}

func save(t *testing.T, img image.Image) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, img))
	path := filepath.Join(t.TempDir(), "digit.png")
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

func TestAPictureOfADigitIsRead(t *testing.T) {
	model := vectors.Dir(t, "models", "mnist-cntk", "model.onnx")
	stdout, _, err := execute(modelcmd.RunCmd(), model, digit(t))
	require.NoError(t, err)
	require.Contains(t, stdout, "argmax   1\n")
}

// The published digits are still read when they come as a picture: ink on paper, ten times as large, off the middle.
func TestAPublishedDigitIsReadFromAPicture(t *testing.T) {
	for i, digit := range []int{2, 0, 9} {
		set := "test_data_set_" + strconv.Itoa(i)
		b, err := os.ReadFile(vectors.Dir(t, "models", "mnist-cntk", set, "input_0.pb"))
		require.NoError(t, err)
		in, err := tensor.ReadTensorProto(b)
		require.NoError(t, err)
		stdout, _, err := execute(modelcmd.RunCmd(), vectors.Dir(t, "models", "mnist-cntk", "model.onnx"), inked(t, in.Data))
		require.NoError(t, err)
		require.Contains(t, stdout, "argmax   "+strconv.Itoa(digit)+"\n")
	}
}

// inked draws a digit of 28 by 28 at the lower right of a white page.
func inked(t *testing.T, digit []byte) string {
	t.Helper()
	const side, scale, left, top = 400, 10, 110, 90
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := range 28 * scale {
		for x := range 28 * scale {
			v := math.Float32frombits(binary.LittleEndian.Uint32(digit[4*(y/scale*28+x/scale):]))
			shade := 255 - byte(v)
			copy(img.Pix[img.PixOffset(left+x, top+y):], []byte{shade, shade, shade})
		}
	}
	return save(t, img)
}
