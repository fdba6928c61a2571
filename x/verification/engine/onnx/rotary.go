package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// rotation is a RotaryEmbedding while it is compiled.
type rotation struct {
	*formula
	x           value // [batch, heads, length, size], or with the heads after the length
	flat        bool  // the heads come after the length
	turned      uint64
	interleaved bool
}

// rotary turns pairs of elements by the angle of their place.
func rotary(k *call) (value, error) {
	in, err := k.any(3, 4)
	if err != nil {
		return value{}, err
	}
	for i, v := range in {
		types := []graph.Dtype{graph.Float32}
		if i == 3 {
			types = []graph.Dtype{graph.Int64, graph.Int32}
		}
		if err := v.has(types...); k.given(i) && err != nil {
			return value{}, fmt.Errorf("input %d: %w", i, err)
		}
	}
	r := &rotation{formula: &formula{k: k}, x: in[0], flat: len(in[0].shape) == 3}
	if err := r.read(); err != nil {
		return value{}, err
	}
	cos, sin := r.cached(in[1], in[3]), r.cached(in[2], in[3])
	a, b := r.halves()
	y := r.paired(r.sub(r.mul(cos, a), r.mul(sin, b)), r.add(r.mul(sin, a), r.mul(cos, b)))
	if size := r.x.shape[3]; size > r.turned {
		y = r.joined(3, y, r.cut(r.x, 3, r.turned, size-r.turned, 1))
	}
	return r.reshaped(y, in[0].shape), r.err
}

// read reads the attributes and separates the heads.
func (r *rotation) read() error {
	interleaved, err := r.k.integer("interleaved", 0)
	if err != nil {
		return err
	}
	heads, err := r.k.integer("num_heads", 0)
	if err != nil {
		return err
	}
	turned, err := r.k.integer("rotary_embedding_dim", 0)
	if err != nil {
		return err
	}
	shape := r.x.shape
	switch {
	case r.flat && heads > 0 && shape[2]%uint64(heads) == 0:
		r.x = r.reshaped(r.x, []uint64{shape[0], shape[1], uint64(heads), shape[2] / uint64(heads)})
	case r.flat || len(shape) != 4:
		return fmt.Errorf("%w: an input of shape %d with num_heads %d", ErrModel, shape, heads)
	}
	if r.err != nil {
		return r.err
	}
	size := r.x.shape[3]
	r.interleaved, r.turned = interleaved != 0, size
	if turned > 0 {
		r.turned = uint64(turned)
	}
	if turned < 0 || r.turned > size || r.turned%2 != 0 {
		return fmt.Errorf("%w: rotary_embedding_dim %d of heads of size %d", ErrModel, turned, size)
	}
	return nil
}

// cached are the cosines or sines of every place, as they broadcast over the heads.
func (r *rotation) cached(cache, places value) value {
	batch, length := r.x.shape[0], r.x.shape[2]
	if r.flat {
		length = r.x.shape[1]
	}
	if r.k.given(3) {
		if len(cache.shape) != 2 || len(places.shape) != 2 {
			r.refuse("%w: a cache of shape %d and places of shape %d, wants two axes each", ErrModel, cache.shape, places.shape)
		}
		cache = r.picked(cache, places)
	}
	if r.err != nil {
		return value{}
	}
	if want := []uint64{batch, length, r.turned / 2}; !slices.Equal(cache.shape, want) {
		r.refuse("%w: a cache of shape %d, wants %d", ErrModel, cache.shape, want)
	}
	if r.flat {
		return r.reshaped(cache, []uint64{batch, length, 1, r.turned / 2})
	}
	return r.reshaped(cache, []uint64{batch, 1, length, r.turned / 2})
}

// halves are the first and the second elements of the pairs: neighbours, or half a head apart.
func (r *rotation) halves() (a, b value) {
	half := r.turned / 2
	if r.interleaved {
		return r.cut(r.x, 3, 0, half, 2), r.cut(r.x, 3, 1, half, 2)
	}
	return r.cut(r.x, 3, 0, half, 1), r.cut(r.x, 3, half, half, 1)
}

// paired puts the elements of pairs back.
func (r *rotation) paired(a, b value) value {
	if !r.interleaved {
		return r.joined(3, a, b)
	}
	if r.err != nil {
		return value{}
	}
	one := append(slices.Clone(a.shape), 1)
	y := r.joined(4, r.reshaped(a, one), r.reshaped(b, one))
	return r.reshaped(y, append(slices.Clone(a.shape[:3]), r.turned))
}
