// Package ocr reads the text in a picture with the models of PP-OCR: a detector finds the lines, a classifier turns those that stand on
// their heads, a recogniser reads each. The package makes the models' inputs and understands their outputs; whoever calls it runs the
// models, wherever that is.
//
// The steps and their constants are those of PaddleOCR's inference (tools/infer, ppocr/postprocess), where the models come from.
package ocr

import (
	"context"
	"fmt"
	"image"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Run runs a model on each of the inputs, float32 tensors without a name, and returns its output for each.
type Run func(ctx context.Context, inputs []tensor.Tensor) ([]tensor.Tensor, error)

// Reader reads pictures.
type Reader struct {
	// Detect takes [1,3,h,w] to a probability per pixel [1,1,h,w]; h and w are multiples of Grid, at most Limit.
	Detect Run
	// Turned takes [1,3,48,192] to the probabilities of upright and upside down [1,2]. Without it no line is turned.
	Turned Run
	// Recognise takes [1,3,48,w] to a distribution over characters for every eighth column [1,w/8,classes]; w is one of Widths.
	Recognise Run
	// Alphabet is the characters of the recogniser's classes.
	Alphabet Alphabet
	// Widths are those for which there is a recogniser, ascending. A longer line is squeezed into the last.
	Widths []int
	// Limit is the longest side that the detector is given; 0 means 960.
	Limit int
	// Grid is what the sides that the detector is given are multiples of, itself a multiple of 32; 0 means 32.
	Grid int
}

// Line is a line of text that was found.
type Line struct {
	// Box is where it stands in the picture.
	Box Box
	// Text is what it says.
	Text string
	// Score is the mean probability of its characters.
	Score float64
}

// Read finds and reads the lines of a picture, from top to bottom and left to right. Lines in which nothing is read are left out.
func (r *Reader) Read(ctx context.Context, picture image.Image) ([]Line, error) {
	input, scale, err := r.detectionInput(picture)
	if err != nil {
		return nil, err
	}
	found, err := r.Detect(ctx, []tensor.Tensor{input})
	if err != nil {
		return nil, fmt.Errorf("finding text: %w", err)
	}
	probabilities, err := mapOf(found, input.Shape)
	if err != nil {
		return nil, err
	}
	boxes := probabilities.boxes(scale, picture.Bounds())
	if len(boxes) == 0 {
		return nil, nil
	}
	lines, err := r.turn(ctx, crops(picture, boxes))
	if err != nil {
		return nil, err
	}
	return r.recognise(ctx, boxes, lines)
}

func (r *Reader) recognise(ctx context.Context, boxes []Box, lines []*image.RGBA) ([]Line, error) {
	inputs := make([]tensor.Tensor, len(lines))
	for i, line := range lines {
		inputs[i] = lineInput(line, r.width(line))
	}
	outputs, err := r.Recognise(ctx, inputs)
	if err != nil {
		return nil, fmt.Errorf("reading lines: %w", err)
	}
	if len(outputs) != len(inputs) {
		return nil, fmt.Errorf("reading lines: %d outputs for %d lines", len(outputs), len(inputs))
	}
	var read []Line
	for i, output := range outputs {
		text, score, err := r.Alphabet.decode(output)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i, err)
		}
		if text != "" {
			read = append(read, Line{boxes[i], text, score})
		}
	}
	return read, nil
}

// width is the recogniser's width for a line: the least in which it keeps its proportions.
func (r *Reader) width(line *image.RGBA) int {
	want := scaledWidth(line, lineHeight)
	for _, width := range r.Widths {
		if width >= want {
			return width
		}
	}
	return r.Widths[len(r.Widths)-1]
}
