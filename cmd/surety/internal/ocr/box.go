package ocr

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// Point is a place in a picture, in pixels from its top left corner.
type Point struct{ X, Y float64 }

func (p Point) minus(q Point) Point      { return Point{p.X - q.X, p.Y - q.Y} }
func (p Point) plus(q Point) Point       { return Point{p.X + q.X, p.Y + q.Y} }
func (p Point) times(f float64) Point    { return Point{p.X * f, p.Y * f} }
func (p Point) dot(q Point) float64      { return p.X*q.X + p.Y*q.Y }
func (p Point) cross(q Point) float64    { return p.X*q.Y - p.Y*q.X }
func (p Point) distance(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// Box is a rectangle at any angle: its corners clockwise, from the one that is the top left if text runs from left to right.
type Box [4]Point

func (b Box) width() float64     { return b[0].distance(b[1]) }
func (b Box) height() float64    { return b[1].distance(b[2]) }
func (b Box) area() float64      { return b.width() * b.height() }
func (b Box) perimeter() float64 { return 2 * (b.width() + b.height()) }
func (b Box) shortSide() float64 { return min(b.width(), b.height()) }

// grow moves every side out by a distance. The smallest rectangle around a rectangle grown with round corners is this one. A box
// without area stays as it is.
func (b Box) grow(by float64) Box {
	if b.shortSide() == 0 {
		return b
	}
	across := b[1].minus(b[0]).times(by / b.width())
	down := b[2].minus(b[1]).times(by / b.height())
	return Box{
		b[0].minus(across).minus(down), b[1].plus(across).minus(down),
		b[2].plus(across).plus(down), b[3].minus(across).plus(down),
	}
}

// contains says whether a point lies in the box or on its sides.
func (b Box) contains(p Point) bool {
	for i := range b {
		if b[(i+1)%4].minus(b[i]).cross(p.minus(b[i])) < 0 {
			return false
		}
	}
	return true
}

// bounds are the least and the greatest coordinates.
func (b Box) bounds() (low, high Point) {
	low, high = b[0], b[0]
	for _, p := range b[1:] {
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return low, high
}

// inPicture takes a box from the detector's pixels to the picture's, cut at its edges.
func (b Box) inPicture(scale float64, bounds image.Rectangle) Box {
	clip := func(v float64, low, high int) float64 { return min(max(v, float64(low)), float64(high)) }
	for i, p := range b {
		p = p.times(1 / scale).plus(Point{float64(bounds.Min.X), float64(bounds.Min.Y)})
		b[i] = Point{clip(p.X, bounds.Min.X, bounds.Max.X), clip(p.Y, bounds.Min.Y, bounds.Max.Y)}
	}
	return b
}

// sameLine is how far apart in pixels two boxes may begin and still stand beside each other.
const sameLine = 10

// inReadingOrder sorts boxes from top to bottom, those beside each other from left to right.
func inReadingOrder(boxes []Box) []Box {
	slices.SortFunc(boxes, func(a, b Box) int { return cmp.Or(cmp.Compare(a[0].Y, b[0].Y), cmp.Compare(a[0].X, b[0].X)) })
	for i := range boxes {
		for j := i; j > 0 && boxes[j][0].Y-boxes[j-1][0].Y < sameLine && boxes[j][0].X < boxes[j-1][0].X; j-- {
			boxes[j], boxes[j-1] = boxes[j-1], boxes[j]
		}
	}
	return boxes
}
