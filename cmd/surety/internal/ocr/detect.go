package ocr

import (
	"fmt"
	"image"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

const (
	// grid is what the detector's sides are multiples of.
	grid, defaultMaxSide = 32, 960
	// pixelThreshold is the probability from which a pixel is text, boxThreshold the mean from which a box is.
	// They are parts of 255.
	pixelThreshold, boxThreshold = 255 * 3 / 10, 255 * 6 / 10
	// unclip is how far a box is moved out, times area over perimeter: the detector is trained to mark the middle of a line.
	unclip = 1.5
	// minSide and minBox are the short sides in pixels below which nothing is read, before and after moving out.
	minSide, minBox = 3, 5
	// maxBoxes bounds the boxes of a picture.
	maxBoxes = 1000
)

// detectionInput is the detector's input and how many of its pixels are one of the picture's.
func (r *Reader) detectionInput(p image.Image) (tensor.Tensor, float64, error) {
	size := p.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return tensor.Tensor{}, 0, fmt.Errorf("a picture of %d by %d pixels", size.X, size.Y)
	}
	side := r.MaxSide
	if side == 0 {
		side = defaultMaxSide
	}
	scale := min(1, float64(side)/float64(max(size.X, size.Y)))
	const smaller = 0.98
	for r.MaxPixels >= grid*grid && up(extent(size.X, scale))*up(extent(size.Y, scale)) > r.MaxPixels {
		scale *= smaller
	}
	width, height := extent(size.X, scale), extent(size.Y, scale)
	return planes(scaled(p, width, height), up(width), up(height), detectionNorm, true), scale, nil
}

func up(n int) int { return (n + grid - 1) / grid * grid }

func extent(n int, scale float64) int { return max(1, int(math.Round(float64(n)*scale))) }

// probability is the detector's output: how likely each pixel belongs to text, of 255.
type probability struct {
	width, height int
	at            []byte
}

func mapOf(t tensor.Tensor, input []uint64) (probability, error) {
	want := []uint64{1, 1, input[2], input[3]}
	if t.Type != tensor.Uint8 || !slices.Equal(t.Shape, want) {
		return probability{}, fmt.Errorf("the detector should give %s%d, it gave %s%d", tensor.Uint8, want, t.Type, t.Shape)
	}
	return probability{int(want[3]), int(want[2]), t.Data}, nil
}

// boxes finds the lines by differentiable binarisation's post-processing (Liao et al. 2020, arXiv:1911.08947, section 3.5): connected
// pixels, the smallest rectangle around them, moved out. They are in the picture's pixels, in reading order.
func (p probability) boxes(scale float64, bounds image.Rectangle) []Box {
	var boxes []Box
	for _, component := range p.components() {
		box := smallestBox(component)
		if box.shortSide() < minSide || p.score(box) < boxThreshold {
			continue
		}
		box = box.grow(box.area() * unclip / box.perimeter())
		if box.shortSide() < minBox {
			continue
		}
		if box = box.inPicture(scale, bounds); box.shortSide() > minSide && len(boxes) < maxBoxes {
			boxes = append(boxes, box)
		}
	}
	return inReadingOrder(boxes)
}

// score is the mean probability of the pixels in a box.
func (p probability) score(b Box) float64 {
	low, high := b.bounds()
	sum, n := 0.0, 0
	for y := max(0, int(low.Y)); y <= min(p.height-1, int(math.Ceil(high.Y))); y++ {
		for x := max(0, int(low.X)); x <= min(p.width-1, int(math.Ceil(high.X))); x++ {
			if b.contains(Point{float64(x), float64(y)}) {
				sum += float64(p.at[y*p.width+x])
				n++
			}
		}
	}
	return sum / float64(max(n, 1))
}

// components are the groups of text pixels that touch, corners included, each given by its pixels that lie at its edge.
func (p probability) components() [][]Point {
	seen := make([]bool, len(p.at))
	var out [][]Point
	for start, v := range p.at {
		if v > pixelThreshold && !seen[start] {
			out = append(out, p.flood(start, seen))
		}
	}
	return out
}

func (p probability) flood(start int, seen []bool) []Point {
	seen[start] = true
	var edge []Point
	for stack := []int{start}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		x, y := at%p.width, at/p.width
		inside := 0
		for ny := max(0, y-1); ny <= min(p.height-1, y+1); ny++ {
			for nx := max(0, x-1); nx <= min(p.width-1, x+1); nx++ {
				next := ny*p.width + nx
				if p.at[next] <= pixelThreshold {
					continue
				}
				inside++
				if !seen[next] {
					seen[next] = true
					stack = append(stack, next)
				}
			}
		}
		if inside < 9 {
			edge = append(edge, Point{float64(x), float64(y)})
		}
	}
	return edge
}
