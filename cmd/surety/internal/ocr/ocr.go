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

// Run runs a model on each of the inputs, float32 tensors without a name, and returns its outputs for each.
type Run func(ctx context.Context, inputs []tensor.Tensor) ([][]tensor.Tensor, error)

// Reader reads pictures.
type Reader struct {
	// Detect takes [1,3,h,w] to how likely each pixel is text, uint8 [1,1,h,w]: see ShortenDetection. Sides are multiples of 32.
	Detect Run
	// Turned takes [1,3,48,192] to the probabilities of upright and upside down [1,2]. Without it no line is turned.
	Turned Run
	// Recognise takes [1,3,48,w] to a class and its probability for every eighth column: see ShortenRecognition. w is one of Widths.
	Recognise Run
	// Alphabet is the characters of the recogniser's classes.
	Alphabet Alphabet
	// Widths are those for which there is a recogniser, ascending. A longer line is squeezed into the last.
	Widths []int
	// MaxSide and MaxPixels bound what the detector is given; a larger picture is made smaller. 0 means 960, and no bound.
	MaxSide, MaxPixels int
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
	found, err := outputs(r.Detect(ctx, []tensor.Tensor{input}))(1, 1)
	if err != nil {
		return nil, fmt.Errorf("finding text: %w", err)
	}
	probabilities, err := mapOf(found[0][0], input.Shape)
	if err != nil {
		return nil, fmt.Errorf("finding text: %w", err)
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
	found, err := outputs(r.Recognise(ctx, inputs))(len(inputs), 2)
	if err != nil {
		return nil, fmt.Errorf("reading lines: %w", err)
	}
	var read []Line
	for i := range found {
		text, score, err := r.Alphabet.decode(found[i][0], found[i][1])
		if err != nil {
			return nil, fmt.Errorf("reading line %d: %w", i, err)
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

// outputs holds what a Run returned to a number of outputs for each of the inputs.
func outputs(found [][]tensor.Tensor, err error) func(inputs, each int) ([][]tensor.Tensor, error) {
	return func(inputs, each int) ([][]tensor.Tensor, error) {
		if err == nil && len(found) != inputs {
			err = fmt.Errorf("results for %d inputs, %d were given", len(found), inputs)
		}
		for _, tensors := range found {
			if err == nil && len(tensors) != each {
				err = fmt.Errorf("the model has %d outputs, want %d", len(tensors), each)
			}
		}
		return found, err
	}
}
