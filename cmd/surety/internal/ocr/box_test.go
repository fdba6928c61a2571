package ocr

import (
	"image"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheSmallestBoxHoldsItsPointsAndItsCornersRunClockwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Float64Range(0, 200)
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Point {
			return Point{math.Round(coordinate.Draw(t, "x")), math.Round(coordinate.Draw(t, "y"))}
		}), 1, 40).Draw(t, "points")
		box := smallestBox(points)
		low, high := box.bounds()
		for _, p := range points {
			require.GreaterOrEqual(t, p.X, low.X-1e-6)
			require.LessOrEqual(t, p.Y, high.Y+1e-6)
			if box.shortSide() > 1e-6 {
				require.True(t, box.grow(1e-6).contains(p), "%v outside %v", p, box)
			}
		}
		across, down := box[1].minus(box[0]), box[2].minus(box[1])
		require.InDelta(t, 0, across.dot(down), 1e-6*(1+box.area()))
		require.GreaterOrEqual(t, across.cross(down), -1e-6)
	})
}

func TestATurnedRectangleIsItsOwnSmallestBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width, height := rapid.Float64Range(10, 300).Draw(t, "width"), rapid.Float64Range(10, 300).Draw(t, "height")
		sin, cos := math.Sincos(rapid.Float64Range(0, 2*math.Pi).Draw(t, "angle"))
		at := func(x, y float64) Point { return Point{x*cos - y*sin, x*sin + y*cos} }
		points := []Point{at(width, 0), at(width/2, height/3), at(0, 0), at(0, height), at(width, height), at(width, height/2)}
		box := smallestBox(points)
		require.InEpsilon(t, width*height, box.area(), 1e-6)
		for _, corner := range []int{0, 2, 3, 4} {
			nearest := math.Inf(1)
			for _, p := range box {
				nearest = min(nearest, p.distance(points[corner]))
			}
			require.Less(t, nearest, 1e-3)
		}
	})
}

func TestABoxGrowsByTheSameOnEverySide(t *testing.T) {
	require.Equal(t, Box{{7, 17}, {33, 17}, {33, 43}, {7, 43}}, Box{{10, 20}, {30, 20}, {30, 40}, {10, 40}}.grow(3))
	flat := Box{{1, 1}, {5, 1}, {5, 1}, {1, 1}}
	require.Equal(t, flat, flat.grow(3), "a box without area has no direction to grow in")
}

func TestOnePixelHasABoxWithoutArea(t *testing.T) {
	require.Equal(t, Box{{3, 4}, {3, 4}, {3, 4}, {3, 4}}, smallestBox([]Point{{3, 4}}))
}

func TestBoxesBesideEachOtherAreReadFromTheLeft(t *testing.T) {
	at := func(x, y float64) Box { return Box{{x, y}, {x + 9, y}, {x + 9, y + 9}, {x, y + 9}} }
	got := inReadingOrder([]Box{at(50, 12), at(5, 15), at(90, 10), at(5, 40)})
	require.Equal(t, []Box{at(5, 15), at(50, 12), at(90, 10), at(5, 40)}, got)
}

// blocks is a map in which rectangles of pixels are text.
func blocks(width, height int, of map[image.Rectangle]byte) probability {
	p := probability{width, height, make([]byte, width*height)}
	for r, v := range of {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				p.at[y*width+x] = v
			}
		}
	}
	return p
}

func TestTextPixelsBecomeBoxesMovedOut(t *testing.T) {
	p := blocks(100, 60, map[image.Rectangle]byte{
		image.Rect(10, 10, 51, 21): 230, // 40 by 10 between the middles of its pixels
		image.Rect(70, 40, 73, 42): 230, // too small
		image.Rect(60, 5, 90, 20):  128, // not sure enough
		image.Rect(5, 40, 60, 55):  51,  // not text
	})
	boxes := p.boxes(0.5, image.Rect(0, 0, 200, 120))
	out := 40 * 10 * 1.5 / 100 // area times 1.5 over perimeter
	require.Len(t, boxes, 1)
	for i, want := range (Box{{10, 10}, {50, 10}, {50, 20}, {10, 20}}).grow(out) {
		require.InDelta(t, 2*want.X, boxes[0][i].X, 1e-9)
		require.InDelta(t, 2*want.Y, boxes[0][i].Y, 1e-9)
	}
}

func TestBoxesEndAtThePicturesEdge(t *testing.T) {
	p := blocks(64, 32, map[image.Rectangle]byte{image.Rect(0, 0, 64, 10): 255})
	boxes := p.boxes(1, image.Rect(100, 100, 160, 132))
	require.Len(t, boxes, 1)
	low, high := boxes[0].bounds()
	require.Equal(t, Point{100, 100}, low)
	require.Equal(t, 160.0, high.X)
}

func TestPixelsThatTouchAtACornerAreOneComponent(t *testing.T) {
	p := blocks(8, 8, map[image.Rectangle]byte{image.Rect(0, 0, 2, 2): 255, image.Rect(2, 2, 4, 4): 255, image.Rect(6, 0, 7, 8): 255})
	require.Len(t, p.components(), 2)
}
