package onnx

import (
	"fmt"
	"math"
)

// inside is the nearest element to a place.
func (a *stretching) inside(at float64) int64 {
	return int64(min(max(at, 0), float64(a.in-1)))
}

// source is the place that new element i is read from, and whether it counts as inside.
func (a *stretching) source(i float64, r *resizing) (x float64, inside bool, err error) {
	in, out := float64(a.in), float64(a.scale*float64(a.in)) // the latter need not be whole
	switch r.coordinates {
	case "asymmetric":
		return i / a.scale, true, nil
	case "half_pixel":
		return (i+0.5)/a.scale - 0.5, true, nil
	case "half_pixel_symmetric":
		offset := float64(in / 2 * (1 - float64(a.out)/out))
		return offset + (i+0.5)/a.scale - 0.5, true, nil
	case "pytorch_half_pixel":
		if out == 1 {
			return -0.5, true, nil
		}
		return (i+0.5)/a.scale - 0.5, true, nil
	case "tf_half_pixel_for_nn":
		return (i + 0.5) / a.scale, true, nil
	case "align_corners":
		if out == 1 {
			return 0, true, nil
		}
		return i * (in - 1) / (out - 1), true, nil
	case "tf_crop_and_resize":
		x = float64(a.start * (in - 1))
		if out == 1 {
			x += float64((a.end - a.start) * (in - 1) / 2)
		} else {
			x += float64(i * (a.end - a.start) * (in - 1) / (out - 1))
		}
		return x, x >= 0 && x <= in-1, nil
	default:
		return 0, false, fmt.Errorf("%w: attribute coordinate_transformation_mode is %q", ErrUnsupported, r.coordinates)
	}
}

// nearest is the element that is taken for a place. Places are rounded to float32 first, so that a scale such as 1/3, which is no
// float32, still leads to whole places.
func (r *resizing) nearest(x, scale float64) (float64, error) {
	x = float64(float32(x))
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
