package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// regions is a RoiAlign of known regions.
type regions struct {
	corners             []byte  // four float32 for each region
	batch               []int64 // which entry of the batch each region is of
	in                  [2]int64
	out                 [2]int64
	ratio               int64
	scale, shift        float32
	entries             int64
	largest, halfPixels bool
}

// weighed is an element of a picture, by its flat index, and its weight.
type weighed struct {
	at     int64
	weight float32
}

// roiAlign pools parts of a picture to a size. Where it reads depends on the regions, so these have to be known.
func roiAlign(k *call) (value, error) {
	in, err := k.operandsFirst(3)
	if err != nil {
		return value{}, err
	}
	x, rois := in[0], in[1]
	if len(x.shape) != 4 || x.operand.empty() || len(rois.shape) != 2 || rois.shape[1] != 4 || rois.operand.empty() {
		return value{}, fmt.Errorf("%w: regions %d of a picture %d", ErrUnsupported, rois.shape, x.shape)
	}
	r := regions{in: [2]int64{int64(x.shape[2]), int64(x.shape[3])}, entries: int64(x.shape[0])}
	if err := k.regions(&r, rois, in[2]); err != nil {
		return value{}, err
	}
	cells := uint64(len(r.batch)) * uint64(r.out[0]) * uint64(r.out[1])
	lists, err := k.cells(&r, cells)
	if err != nil {
		return value{}, err
	}
	return k.poolCells(x, lists, []uint64{uint64(len(r.batch)), uint64(r.out[0]), uint64(r.out[1]), x.shape[1]}, r.largest)
}

// regions reads the attributes and the regions.
func (k *call) regions(r *regions, rois, batch value) (err error) {
	if r.corners, err = k.numbers(rois, "where the regions are"); err != nil {
		return err
	}
	if r.batch, err = k.integers64(batch, "the entries of the batch"); err != nil {
		return err
	}
	if uint64(len(r.batch)) != rois.shape[0] || slices.Min(r.batch) < 0 || slices.Max(r.batch) >= r.entries {
		return fmt.Errorf("%w: regions %d of the entries %d", ErrModel, rois.shape, r.batch)
	}
	return k.regionAttributes(r)
}

// regionAttributes reads how regions are pooled.
func (k *call) regionAttributes(r *regions) (err error) {
	for _, a := range []struct {
		name      string
		otherwise int64
		to        *int64
	}{{"output_height", 1, &r.out[0]}, {"output_width", 1, &r.out[1]}, {"sampling_ratio", 0, &r.ratio}} {
		if *a.to, err = k.integer(a.name, a.otherwise); err != nil {
			return err
		}
		if *a.to < a.otherwise || *a.to > 1<<10 {
			return fmt.Errorf("%w: attribute %s is %d", ErrUnsupported, a.name, *a.to)
		}
	}
	if r.scale, err = k.real("spatial_scale", 1); err != nil {
		return err
	}
	mode, err := k.text("mode", "avg")
	if err != nil {
		return err
	}
	byDefault := "half_pixel"
	if k.c.file.opset < 16 {
		byDefault = "output_half_pixel"
	}
	coordinates, err := k.text("coordinate_transformation_mode", byDefault)
	if err != nil {
		return err
	}
	if mode != "avg" && mode != "max" || coordinates != "half_pixel" && coordinates != "output_half_pixel" {
		return fmt.Errorf("%w: mode %q with coordinate_transformation_mode %q", ErrUnsupported, mode, coordinates)
	}
	r.largest = mode == "max"
	if coordinates == "half_pixel" {
		r.halfPixels, r.shift = true, 0.5
	}
	return nil
}

// cells lists what each cell of every region is made of.
func (k *call) cells(r *regions, count uint64) ([][]weighed, error) {
	if err := k.charge(count, "cells of regions"); err != nil {
		return nil, err
	}
	lists := make([][]weighed, 0, count)
	for i, entry := range r.batch {
		var start, size [2]float32
		var samples [2]int64
		for axis := range 2 { // a corner is a column, then a row
			low := float32(float32At(r.corners, 4*i+1-axis)*r.scale) - r.shift
			high := float32(float32At(r.corners, 4*i+3-axis)*r.scale) - r.shift
			length := high - low
			if !r.halfPixels {
				length = max(length, 1)
			}
			start[axis], size[axis] = low, length/float32(r.out[axis])
			wanted := max(math.Ceil(float64(size[axis])), 0)
			if !(wanted < 1<<12) {
				return nil, fmt.Errorf("%w: a region from %g to %g", ErrUnsupported, low, high)
			}
			samples[axis] = int64(wanted)
			if r.ratio > 0 {
				samples[axis] = r.ratio
			}
		}
		if err := k.charge(4*uint64(r.out[0]*r.out[1])*uint64(samples[0]*samples[1]), "samples of regions"); err != nil {
			return nil, err
		}
		for row := range r.out[0] {
			for column := range r.out[1] {
				cell := [2]float32{start[0] + float32(float32(row)*size[0]), start[1] + float32(float32(column)*size[1])}
				lists = append(lists, r.cell(entry, cell, size, samples))
			}
		}
	}
	return lists, nil
}

// cell lists the elements about the samples of one cell.
func (r *regions) cell(entry int64, start, size [2]float32, samples [2]int64) (list []weighed) {
	share := float32(1)
	if !r.largest {
		share = 1 / float32(max(samples[0]*samples[1], 1))
	}
	for i := range samples[0] {
		y := start[0] + float32((float32(i)+0.5)*size[0]/float32(samples[0]))
		for j := range samples[1] {
			x := start[1] + float32((float32(j)+0.5)*size[1]/float32(samples[1]))
			rows, rowsOK := about(y, r.in[0])
			columns, columnsOK := about(x, r.in[1])
			for _, a := range rows {
				for _, b := range columns {
					w := weighed{(entry*r.in[0]+a.at)*r.in[1] + b.at, a.weight * b.weight * share}
					if !rowsOK || !columnsOK {
						w = weighed{entry * r.in[0] * r.in[1], 0}
					}
					list = append(list, w)
				}
			}
		}
	}
	return list
}

// about are the two elements of an axis of n about a place, and whether it lies on the axis or less than one beside it.
func about(x float32, n int64) (pair [2]weighed, ok bool) {
	if !(x >= -1 && x <= float32(n)) {
		return pair, false
	}
	x = max(x, 0)
	low := int64(x)
	if low >= n-1 {
		return [2]weighed{{n - 1, 1}, {n - 1, 0}}, true
	}
	rest := x - float32(low)
	return [2]weighed{{low, 1 - rest}, {low + 1, rest}}, true
}

// poolCells is the sum, or the largest, of the weighed elements of each cell, for every channel.
func (k *call) poolCells(x value, lists [][]weighed, shape []uint64, largest bool) (value, error) {
	width := 1
	for _, list := range lists {
		width = max(width, len(list))
	}
	if err := k.charge(uint64(len(lists))*uint64(width), "samples of regions"); err != nil {
		return value{}, err
	}
	var at []int64
	var weights []float32
	for _, list := range lists {
		for i := range width {
			w := weighed{}
			switch {
			case i < len(list):
				w = list[i]
			case largest && len(list) > 0: // what is read twice changes nothing
				w = list[0]
			}
			at, weights = append(at, w.at), append(weights, w.weight)
		}
	}
	op, err := k.arrange(x, channelsLast(4))
	if err != nil {
		return value{}, err
	}
	if op, err = k.c.reshape(k.name()+"/rows", op, []uint64{count(x.shape) / x.shape[1], x.shape[1]}); err != nil {
		return value{}, err
	}
	rows, err := k.gather(plain(op), 0, indexList(at))
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	weight := plain(operand{constant: float32Bytes(weights...), dtype: graph.Float32, shape: []uint64{uint64(len(at)), 1}})
	y := f.reshaped(f.mul(rows, weight), []uint64{uint64(len(lists)), uint64(width), x.shape[1]})
	fn := graph.FuncAdd
	if largest {
		fn = graph.FuncMax
	}
	y = f.reshaped(f.fold(fn, y, []int{1}, false), shape)
	if f.err != nil {
		return value{}, f.err
	}
	return stored(y.operand, channelsLast(4)).like(x), nil
}
