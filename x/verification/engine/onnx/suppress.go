package onnx

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// suppression is a NonMaxSuppression of known boxes and scores.
type suppression struct {
	boxes, scores []byte
	centred       bool
	most          int64
	overlap       float32
	score         *float32
}

// nonMaxSuppression picks, for each class of each entry of a batch, the boxes with the best scores that do not overlap a better one
// much. How many there are depends on the boxes, so these have to be known.
func nonMaxSuppression(k *call) (value, error) {
	in, err := k.any(2, 5)
	if err != nil {
		return value{}, err
	}
	boxes, scores := in[0], in[1]
	if len(boxes.shape) != 3 || boxes.shape[2] != 4 || len(scores.shape) != 3 {
		return value{}, fmt.Errorf("%w: boxes %d and scores %d", ErrModel, boxes.shape, scores.shape)
	}
	if boxes.shape[0] != scores.shape[0] || boxes.shape[1] != scores.shape[2] {
		return value{}, fmt.Errorf("%w: boxes %d and scores %d", ErrModel, boxes.shape, scores.shape)
	}
	s := suppression{}
	if s.boxes, err = k.numbers(boxes, "which boxes are picked"); err != nil {
		return value{}, err
	}
	if s.scores, err = k.numbers(scores, "which boxes are picked"); err != nil {
		return value{}, err
	}
	if err := k.suppression(&s, in); err != nil {
		return value{}, err
	}
	n := boxes.shape[1]
	if err := k.charge(count(scores.shape)*min(n, uint64(max(s.most, 1))), "comparing boxes"); err != nil {
		return value{}, err
	}
	var picked []int64
	for batch := range int64(boxes.shape[0]) {
		for class := range int64(scores.shape[1]) {
			of := s.class(batch, class*int64(n)+batch*int64(scores.shape[1]*n), int64(n))
			for _, box := range of {
				picked = append(picked, batch, class, box)
			}
		}
	}
	v := listOf(picked...)
	v.shape = []uint64{uint64(len(picked) / 3), 3}
	v.operand.shape, v.order = v.shape, identity(2)
	return v, nil
}

// numbers is the content of a constant of float32, in the model's order.
func (k *call) numbers(v value, what string) ([]byte, error) {
	if err := v.float(); err != nil {
		return nil, err
	}
	if err := k.known(v, what); err != nil {
		return nil, err
	}
	return k.content(v)
}

// suppression reads the thresholds.
func (k *call) suppression(s *suppression, in []value) error {
	centred, err := k.integer("center_point_box", 0)
	if err != nil {
		return err
	}
	s.centred = centred != 0
	if k.listed(in, 2) {
		if s.most, err = k.oneInteger(in[2], "the number of boxes"); err != nil {
			return err
		}
	}
	if k.listed(in, 3) {
		if s.overlap, err = k.oneNumber(in[3], "the overlap"); err != nil {
			return err
		}
	}
	if k.listed(in, 4) {
		score, err := k.oneNumber(in[4], "the least score")
		if err != nil {
			return err
		}
		s.score = &score
	}
	return nil
}

// oneNumber is a constant of one float32.
func (k *call) oneNumber(v value, what string) (float32, error) {
	if err := k.known(v, what); err != nil {
		return 0, err
	}
	if v.operand.dtype != graph.Float32 || count(v.shape) != 1 {
		return 0, fmt.Errorf("%w: %s must be one number, not %s%d", ErrModel, what, v.element(), v.shape)
	}
	return float32At(v.operand.constant, 0), nil
}

// class picks boxes of one class, whose scores begin at an index.
func (s *suppression) class(batch, from, n int64) []int64 {
	score := func(box int64) float32 { return float32At(s.scores, int(from+box)) }
	var candidates, picked []int64
	for box := range n {
		if s.score == nil || score(box) > *s.score {
			candidates = append(candidates, box)
		}
	}
	slices.SortStableFunc(candidates, func(a, b int64) int { return cmp.Compare(score(b), score(a)) })
	for _, box := range candidates {
		if int64(len(picked)) >= s.most {
			break
		}
		if !slices.ContainsFunc(picked, func(other int64) bool { return s.overlaps(batch*n+box, batch*n+other) }) {
			picked = append(picked, box)
		}
	}
	return picked
}

// overlaps says whether two boxes share more of the area that they cover together than is allowed.
func (s *suppression) overlaps(a, b int64) bool {
	var low, high [2][2]float32 // of each box, on each axis
	for i, box := range []int64{a, b} {
		for axis := range 2 {
			first, second := float32At(s.boxes, int(4*box)+axis), float32At(s.boxes, int(4*box)+axis+2)
			if s.centred {
				low[i][axis], high[i][axis] = first-float32(second/2), first+float32(second/2)
			} else {
				low[i][axis], high[i][axis] = min(first, second), max(first, second)
			}
		}
	}
	shared, areas := float32(1), [2]float32{1, 1}
	for axis := range 2 {
		side := min(high[0][axis], high[1][axis]) - max(low[0][axis], low[1][axis])
		if !(side > 0) {
			return false
		}
		shared = float32(shared * side)
		for i := range areas {
			areas[i] = float32(areas[i] * (high[i][axis] - low[i][axis]))
		}
	}
	union := areas[0] + areas[1] - shared
	return shared > 0 && areas[0] > 0 && areas[1] > 0 && union > 0 && shared/union > s.overlap
}
