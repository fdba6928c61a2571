package ocr

import (
	"cmp"
	"math"
	"slices"
)

// smallestBox is the rectangle of the least area around points. One of its sides lies on a side of their convex hull (Freeman and
// Shapira 1975), so that each of those is tried.
func smallestBox(points []Point) Box {
	hull := convexHull(points)
	best, least := Box{}, math.Inf(1)
	for i := range hull {
		side := hull[(i+1)%len(hull)].minus(hull[i])
		length := math.Hypot(side.X, side.Y)
		if length == 0 {
			side, length = Point{1, 0}, 1 // a hull of one point
		}
		if box, area := boxAlong(hull, side.times(1/length)); area < least {
			best, least = box, area
		}
	}
	return best.upright()
}

// boxAlong is the rectangle around points with sides along u and across it.
func boxAlong(points []Point, u Point) (Box, float64) {
	v := Point{-u.Y, u.X}
	lowU, highU, lowV, highV := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range points {
		lowU, highU = min(lowU, p.dot(u)), max(highU, p.dot(u))
		lowV, highV = min(lowV, p.dot(v)), max(highV, p.dot(v))
	}
	at := func(a, b float64) Point { return u.times(a).plus(v.times(b)) }
	return Box{at(lowU, lowV), at(highU, lowV), at(highU, highV), at(lowU, highV)}, (highU - lowU) * (highV - lowV)
}

// upright begins the corners where text would begin: the higher of the two on the left.
func (b Box) upright() Box {
	byX := b
	slices.SortStableFunc(byX[:], func(p, q Point) int { return cmp.Compare(p.X, q.X) })
	if byX[1].Y < byX[0].Y {
		byX[0], byX[1] = byX[1], byX[0]
	}
	if byX[3].Y < byX[2].Y {
		byX[2], byX[3] = byX[3], byX[2]
	}
	return Box{byX[0], byX[2], byX[3], byX[1]}
}

// convexHull is the corners of the hull in order, by Andrew's monotone chain (1979).
func convexHull(points []Point) []Point {
	sorted := slices.Clone(points)
	slices.SortFunc(sorted, func(p, q Point) int { return cmp.Or(cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y)) })
	sorted = slices.Compact(sorted)
	if len(sorted) < 3 {
		return sorted
	}
	half := func(points []Point) []Point {
		var chain []Point
		for _, p := range points {
			for len(chain) > 1 && chain[len(chain)-1].minus(chain[len(chain)-2]).cross(p.minus(chain[len(chain)-1])) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, p)
		}
		return chain[:len(chain)-1]
	}
	lower := half(sorted)
	slices.Reverse(sorted)
	return append(lower, half(sorted)...)
}
