package onnx

import (
	"fmt"
	"slices"
	"strings"
)

// equation is what an Einsum says: the labels of each operand's axes and of the result's. An axis behind an ellipsis has a label below
// zero, counted from the last such axis on, so that operands of different ranks share it as they broadcast.
type equation struct {
	inputs [][]rune
	output []rune
}

const ellipsis = "..."

// parseEquation reads an equation for operands of given ranks.
func parseEquation(text string, ranks []int) (*equation, error) {
	left, right, explicit := strings.Cut(strings.ReplaceAll(text, " ", ""), "->")
	parts := strings.Split(left, ",")
	if len(parts) != len(ranks) {
		return nil, fmt.Errorf("%w: equation %q is of %d operands, %d are given", ErrModel, text, len(parts), len(ranks))
	}
	e, most := &equation{}, 0
	for i, part := range parts {
		hidden := ranks[i] - len(strings.Replace(part, ellipsis, "", 1))
		labels, err := labelsOf(part, hidden)
		if err != nil || len(labels) != ranks[i] {
			return nil, fmt.Errorf("%w: term %q of equation %q for an operand of %d axes", ErrModel, part, text, ranks[i])
		}
		e.inputs = append(e.inputs, labels)
		if strings.Contains(part, ellipsis) {
			most = max(most, hidden)
		}
	}
	var err error
	if explicit {
		e.output, err = labelsOf(right, most)
	} else {
		e.output = implied(e.inputs, most)
	}
	if err == nil {
		err = e.checkOutput()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: result %q of equation %q", ErrModel, right, text)
	}
	return e, nil
}

// labelsOf are the labels of a term whose ellipsis stands for some axes.
func labelsOf(term string, hidden int) ([]rune, error) {
	labels := []rune{}
	before, after, has := strings.Cut(term, ellipsis)
	if has && hidden < 0 {
		return nil, ErrModel
	}
	for i, part := range []string{before, after} {
		for _, letter := range part {
			if (letter < 'a' || letter > 'z') && (letter < 'A' || letter > 'Z') {
				return nil, ErrModel
			}
			labels = append(labels, letter)
		}
		for axis := hidden; i == 0 && has && axis > 0; axis-- {
			labels = append(labels, -rune(axis))
		}
	}
	return labels, nil
}

// implied is the result of an equation that names none: what the ellipses stand for, then the letters that occur once, in their order.
func implied(inputs [][]rune, hidden int) []rune {
	var output, letters []rune
	for axis := hidden; axis > 0; axis-- {
		output = append(output, -rune(axis))
	}
	count := map[rune]int{}
	for _, labels := range inputs {
		for _, label := range labels {
			if count[label]++; label > 0 && count[label] == 1 {
				letters = append(letters, label)
			}
		}
	}
	slices.Sort(letters)
	for _, label := range letters {
		if count[label] == 1 {
			output = append(output, label)
		}
	}
	return output
}

// checkOutput holds the result to labels that an operand has, each once.
func (e *equation) checkOutput() error {
	all := slices.Concat(e.inputs...)
	for i, label := range e.output {
		if slices.Contains(e.output[:i], label) || !slices.Contains(all, label) {
			return ErrModel
		}
	}
	return nil
}
