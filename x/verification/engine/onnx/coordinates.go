package onnx

import (
	"fmt"
	"math"
)

// inside is the nearest element to a place.
func (a *stretching) inside(at float64) int64 {
	return int64(min(max(at, 0), float64(a.in-1)))
}

// source is the place that new element i is read from, and whether it counts as inside. It is computed in float32, as others do, so that
// a scale such as 1/3, which is no float32, still leads to whole places.
func (a *stretching) source(i uint64, r *resizing) (x float64, inside bool, err error) {
	at, scale, in := float32(i), float32(a.scale), float32(a.in)
	out := float32(scale * in) // it need not be whole
	var place float32
	switch r.coordinates {
	case "asymmetric":
		place = at / scale
	case "half_pixel":
		place = (at+0.5)/scale - 0.5
	case "half_pixel_symmetric":
		place = float32(in/2*(1-float32(a.out)/out)) + (at+0.5)/scale - 0.5
	case "pytorch_half_pixel":
		if a.out > 1 {
			place = (at+0.5)/scale - 0.5
		}
	case "tf_half_pixel_for_nn":
		place = (at + 0.5) / scale
	case "align_corners":
		if out != 1 {
			place = at * (in - 1) / (out - 1)
		}
	case "tf_crop_and_resize":
		place = a.cropped(at, in, out)
		return float64(place), place >= 0 && place <= in-1, nil
	default:
		return 0, false, fmt.Errorf("%w: attribute coordinate_transformation_mode is %q", ErrUnsupported, r.coordinates)
	}
	return float64(place), true, nil
}

// cropped is the place of a new element in the region that is resized.
func (a *stretching) cropped(at, in, out float32) float32 {
	start := float32(float32(a.start) * (in - 1))
	length := float32(float32(a.end-a.start) * (in - 1))
	if out == 1 {
		return start + length/2
	}
	return start + float32(at*length)/(out-1)
}

// nearest is the element that is taken for a place.
func (r *resizing) nearest(x, scale float64) (float64, error) {
	low := math.Floor(x)
	switch r.rounding {
	case "round_prefer_floor":
		return math.Ceil(x - 0.5), nil
	case "round_prefer_ceil":
		return math.Floor(x + 0.5), nil
	case "floor":
		return low, nil
	case "ceil":
		return math.Ceil(x), nil
	case "by direction":
		if scale < 1 {
			return math.Ceil(x), nil
		}
		return low, nil
	default:
		return 0, fmt.Errorf("%w: attribute nearest_mode is %q", ErrUnsupported, r.rounding)
	}
}
