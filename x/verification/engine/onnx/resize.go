package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// resizing is what the attributes of a Resize ask for.
type resizing struct {
	mode, coordinates, rounding string
	cubic                       float64
	excludes, antialias         bool
	outside                     float32
}

// stretching is how one axis is resized.
type stretching struct {
	in, out    uint64
	scale      float64
	start, end float64 // of the region of interest
}

// upsample is Resize's forerunner: by scales alone, which are in an attribute before opset 9.
func upsample(k *call) (value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, err
	}
	r := resizing{coordinates: "asymmetric", rounding: "floor"}
	if r.mode, err = k.text("mode", "nearest"); err != nil {
		return value{}, err
	}
	a, there, err := k.attribute("scales", kindFloats)
	if err != nil {
		return value{}, err
	}
	scales := plain(operand{constant: a.floats, dtype: graph.Float32, shape: []uint64{uint64(len(a.floats) / 4)}})
	if !there {
		scales = in[1]
	}
	axes, err := k.scaled(in[0].shape, identity(len(in[0].shape)), scales)
	if err != nil {
		return value{}, err
	}
	return k.resized(in[0], axes, r)
}

// resize changes the extents of axes to given ones, or by given factors.
func resize(k *call) (value, error) {
	if k.c.file.opset < 11 {
		return firstResize(k)
	}
	in, err := k.any(1, 4)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	r, err := k.resizing()
	if err != nil {
		return value{}, err
	}
	named, err := k.integers("axes")
	if err != nil {
		return value{}, err
	}
	which := identity(len(x.shape))
	if named != nil {
		if which, err = indices(named, len(x.shape)); err != nil {
			return value{}, err
		}
	}
	policy, err := k.text("keep_aspect_ratio_policy", "stretch")
	if err != nil {
		return value{}, err
	}
	var axes []stretching
	switch scales, sizes := k.listed(in, 2), k.listed(in, 3); {
	case scales == sizes:
		return value{}, fmt.Errorf("%w: it wants either scales or sizes", ErrModel)
	case scales:
		axes, err = k.scaled(x.shape, which, in[2])
	default:
		axes, err = k.sized(x.shape, which, in[3], policy)
	}
	if err == nil && r.coordinates == "tf_crop_and_resize" {
		err = k.region(axes, which, in[1], k.listed(in, 2))
	}
	if err != nil {
		return value{}, err
	}
	return k.resized(x, axes, r)
}

// listed says whether an optional list is given, and not an empty one.
func (k *call) listed(in []value, i int) bool { return k.given(i) && !in[i].operand.empty() }

// firstResize is the meaning of opset 10, which said little about where it reads. What was written then rounds down where an axis grows
// and up where it shrinks.
func firstResize(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	r := resizing{coordinates: "asymmetric", rounding: "by direction"}
	if r.mode, err = k.text("mode", "nearest"); err != nil {
		return value{}, err
	}
	axes, err := k.scaled(in[0].shape, identity(len(in[0].shape)), in[1])
	if err != nil {
		return value{}, err
	}
	return k.resized(in[0], axes, r)
}

func (k *call) resizing() (r resizing, err error) {
	for _, a := range []struct {
		name, otherwise string
		to              *string
	}{
		{"mode", "nearest", &r.mode},
		{"coordinate_transformation_mode", "half_pixel", &r.coordinates},
		{"nearest_mode", "round_prefer_floor", &r.rounding},
	} {
		if *a.to, err = k.text(a.name, a.otherwise); err != nil {
			return r, err
		}
	}
	for name, to := range map[string]*bool{"exclude_outside": &r.excludes, "antialias": &r.antialias} {
		flag, err := k.integer(name, 0)
		if err != nil {
			return r, err
		}
		*to = flag != 0
	}
	cubic, err := k.real("cubic_coeff_a", -0.75)
	if err != nil {
		return r, err
	}
	r.cubic = float64(cubic)
	r.outside, err = k.real("extrapolation_value", 0)
	return r, err
}

// scaled are axes that are resized by factors.
func (k *call) scaled(shape []uint64, which []int, scales value) ([]stretching, error) {
	if err := k.known(scales, "the list of scales"); err != nil {
		return nil, err
	}
	if scales.operand.dtype != graph.Float32 || len(scales.shape) != 1 || scales.shape[0] != uint64(len(which)) {
		return nil, fmt.Errorf("%w: scales %s%d for %d axes", ErrModel, scales.element(), scales.shape, len(which))
	}
	axes := unresized(shape)
	for i, axis := range which {
		a := &axes[axis]
		a.scale = float64(float32At(scales.operand.constant, i))
		out := math.Floor(float64(float32(a.scale) * float32(a.in)))
		if !(a.scale > 0) || !(out >= 1 && out <= maxExtent) {
			return nil, fmt.Errorf("%w: axis %d of shape %d is resized by %g", ErrUnsupported, axis, shape, a.scale)
		}
		a.out = uint64(out)
	}
	return axes, nil
}

func unresized(shape []uint64) []stretching {
	axes := make([]stretching, len(shape))
	for i, n := range shape {
		axes[i] = stretching{in: n, out: n, scale: 1, end: 1}
	}
	return axes
}

// sized are axes that are resized to given extents, or by one factor that makes all at most, or at least, as large.
func (k *call) sized(shape []uint64, which []int, sizes value, policy string) ([]stretching, error) {
	want, err := k.integers64(sizes, "the list of sizes")
	if err != nil {
		return nil, err
	}
	if len(want) != len(which) || slices.Contains(shape, 0) {
		return nil, fmt.Errorf("%w: sizes %d for %d axes of shape %d", ErrModel, want, len(which), shape)
	}
	axes := unresized(shape)
	var factors []float64
	for i, axis := range which {
		if want[i] < 1 || want[i] > maxExtent {
			return nil, fmt.Errorf("%w: sizes %d", ErrUnsupported, want)
		}
		a := &axes[axis]
		a.out, a.scale = uint64(want[i]), float64(want[i])/float64(a.in)
		factors = append(factors, a.scale)
	}
	if policy == "stretch" || len(factors) == 0 {
		return axes, nil
	}
	factor := slices.Min(factors)
	switch policy {
	case "not_larger":
	case "not_smaller":
		factor = slices.Max(factors)
	default:
		return nil, fmt.Errorf("%w: attribute keep_aspect_ratio_policy is %q, it must be stretch, not_larger or not_smaller", ErrUnsupported, policy)
	}
	for _, axis := range which {
		a := &axes[axis]
		out := math.Floor(float64(factor*float64(a.in)) + 0.5)
		if out < 1 || out > maxExtent {
			return nil, fmt.Errorf("%w: axis %d of shape %d is resized by %g", ErrUnsupported, axis, shape, factor)
		}
		a.out, a.scale = uint64(out), factor
	}
	return axes, nil
}

// region reads the part of each axis that is resized. Scales then are of that part.
func (k *call) region(axes []stretching, which []int, roi value, scales bool) error {
	if scales {
		return fmt.Errorf("%w: scales with coordinate_transformation_mode tf_crop_and_resize; give sizes", ErrUnsupported)
	}
	if !k.given(1) {
		return fmt.Errorf("%w: coordinate_transformation_mode tf_crop_and_resize wants a region", ErrModel)
	}
	if err := k.known(roi, "the region"); err != nil {
		return err
	}
	if roi.operand.dtype != graph.Float32 || count(roi.shape) != uint64(2*len(which)) {
		return fmt.Errorf("%w: a region %s%d for %d axes", ErrModel, roi.element(), roi.shape, len(which))
	}
	for i, axis := range which {
		axes[axis].start = float64(float32At(roi.operand.constant, i))
		axes[axis].end = float64(float32At(roi.operand.constant, i+len(which)))
	}
	return nil
}

// resized resizes one axis after another, the last first.
func (k *call) resized(x value, axes []stretching, r resizing) (value, error) {
	if x.operand.empty() {
		return value{}, fmt.Errorf("%w: a tensor without elements is resized", ErrUnsupported)
	}
	if r.mode != "nearest" {
		if err := x.float(); err != nil {
			return value{}, err
		}
	}
	beyond := make([][]byte, len(axes))
	for axis := len(axes) - 1; axis >= 0; axis-- {
		a := &axes[axis]
		if a.in == a.out && a.scale == 1 && a.start == 0 && a.end == 1 {
			continue
		}
		s, err := k.sampling(a, &r)
		if err != nil {
			return value{}, err
		}
		beyond[axis] = s.beyond
		if x, err = k.sampled(x, axis, s); err != nil {
			return value{}, err
		}
	}
	return k.blanked(x, beyond, r.outside)
}
