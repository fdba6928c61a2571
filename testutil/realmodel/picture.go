package realmodel

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// receiptPNG is five lines of black text on white, 320 by 320, each line in the middle of 48 rows. It is kept as a file so that its pixels
// are the same on every machine.
//
//go:embed receipt.png
var receiptPNG []byte

func receipt() (*image.Gray, error) {
	p, err := png.Decode(bytes.NewReader(receiptPNG))
	if err != nil {
		return nil, err
	}
	grey, ok := p.(*image.Gray)
	if !ok {
		return nil, fmt.Errorf("receipt.png holds %T, want grey", p)
	}
	return grey, nil
}

// norm is how a model wants the numbers of a channel: ((v/255) - mean) / deviation.
type norm struct{ mean, deviation float64 }

var (
	forDetection = [3]norm{{0.485, 0.229}, {0.456, 0.224}, {0.406, 0.225}}
	forLines     = [3]norm{{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}}
)

func (n norm) of(v uint8) []byte {
	return binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32((float64(v)/255-n.mean)/n.deviation)))
}

// channelsFirst is a part of a grey picture as [1,3,h,w].
func channelsFirst(p *image.Gray, part image.Rectangle, norms [3]norm) tensor.Tensor {
	t := tensor.Tensor{Name: "x", Type: tensor.Float32, Shape: []uint64{1, 3, uint64(part.Dy()), uint64(part.Dx())}}
	for _, n := range norms {
		for y := part.Min.Y; y < part.Max.Y; y++ {
			for x := part.Min.X; x < part.Max.X; x++ {
				t.Data = append(t.Data, n.of(p.GrayAt(x, y).Y)...)
			}
		}
	}
	return t
}

// ellipse is a part of a drawn face, in parts of 128 of the picture's side.
type ellipse struct {
	x, y, width, height int
	colour              [3]uint8
}

// face is a face as a child draws it, and as a detector takes for one.
var face = []ellipse{
	{64, 124, 52, 30, [3]uint8{60, 80, 140}},
	{64, 96, 13, 24, [3]uint8{196, 146, 118}},
	{64, 56, 33, 40, [3]uint8{60, 42, 30}},
	{64, 64, 27, 37, [3]uint8{222, 172, 142}},
	{52, 56, 6, 3, [3]uint8{250, 250, 250}},
	{76, 56, 6, 3, [3]uint8{250, 250, 250}},
	{52, 56, 3, 3, [3]uint8{40, 30, 20}},
	{76, 56, 3, 3, [3]uint8{40, 30, 20}},
	{52, 49, 8, 2, [3]uint8{70, 48, 34}},
	{76, 49, 8, 2, [3]uint8{70, 48, 34}},
	{64, 66, 3, 9, [3]uint8{208, 156, 126}},
	{64, 74, 5, 2, [3]uint8{170, 112, 92}},
	{64, 84, 11, 4, [3]uint8{172, 74, 74}},
	{64, 84, 9, 1, [3]uint8{110, 40, 44}},
}

// drawnFace is the face on grey as [1,side,side,3], smaller by a factor.
func drawnFace(side, smaller int) tensor.Tensor {
	t := tensor.Tensor{Name: "input:0", Type: tensor.Float32, Shape: []uint64{1, uint64(side), uint64(side), 3}}
	for y := range side {
		for x := range side {
			colour := [3]uint8{150, 160, 170}
			for _, e := range face {
				// In parts of 256, at the middle of the pixel; all whole numbers.
				dx, dy := 128*(2*x+1-side)*smaller/side+128-2*e.x, 128*(2*y+1-side)*smaller/side+128-2*e.y
				if dx*dx*e.height*e.height+dy*dy*e.width*e.width <= 4*e.width*e.width*e.height*e.height {
					colour = e.colour
				}
			}
			for _, v := range colour {
				t.Data = append(t.Data, forLines[0].of(v)...)
			}
		}
	}
	return t
}
