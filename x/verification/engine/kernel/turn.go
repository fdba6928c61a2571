package kernel

import "unsafe"

// turnArgs tells the kernel that transposes what to do: count squares along eight rows at from, fromStep bytes apart, become rows at to,
// toStep bytes apart.
type turnArgs struct {
	from, to         unsafe.Pointer
	fromStep, toStep int
	count            int
}

var _ [0]struct{} = [unsafe.Offsetof(turnArgs{}.count) - 32]struct{}{}

// square is the side of what the kernel transposes at once.
const square = 8

// matrix is rows of numbers that lie step elements apart.
type matrix struct {
	values []float32
	step   int
}

// turn writes rows by columns elements of a matrix, transposed, to another. It is bound by memory, so that any vectors will do.
func (s *set) turn(to, from matrix, rows, columns int) {
	if rows == 0 || columns == 0 {
		return
	}
	_, _ = from.values[(rows-1)*from.step+columns-1], to.values[(columns-1)*to.step+rows-1]
	if 2 <= rows && rows <= mostWoven && to.step == rows {
		s.weave(to.values, from, rows, columns)
		return
	}
	if !s.hasVectors() || rows < square || columns < square {
		for i := range rows {
			row := from.values[i*from.step:]
			for j := range columns {
				to.values[j*to.step+i] = row[j]
			}
		}
		return
	}
	for i := 0; i < rows; i += square {
		i = min(i, rows-square) // the last squares overlap those before them
		args := turnArgs{
			from: unsafe.Pointer(&from.values[i*from.step]), to: unsafe.Pointer(&to.values[i]),
			fromStep: 4 * from.step, toStep: 4 * to.step, count: columns / square,
		}
		turnAVX2(&args)
		if rest := columns % square; rest > 0 {
			args.from = unsafe.Pointer(&from.values[i*from.step+columns-square])
			args.to = unsafe.Pointer(&to.values[(columns-square)*to.step+i])
			args.count = 1
			turnAVX2(&args)
		}
	}
}

// mostWoven is the most rows that are interleaved.
const mostWoven = 4

// weaveArgs tells the kernel that interleaves what to do: count times eight columns of four rows become eight times four elements at to,
// step bytes apart. Where they overlap, the later ones stay.
type weaveArgs struct {
	from  [mostWoven]unsafe.Pointer
	to    unsafe.Pointer
	step  int
	count int
}

var _ [0]struct{} = [unsafe.Offsetof(weaveArgs{}.count) - 48]struct{}{}

// weave writes the elements of two, three or four rows in turns.
func (s *set) weave(to []float32, from matrix, rows, columns int) {
	done := 0
	if rest := columns - 1; s.hasVectors() && rest >= square { // the last column is left, for what is written beyond its part of those before
		args := weaveArgs{to: unsafe.Pointer(&to[0]), step: 4 * rows, count: rest / square}
		for i := range args.from {
			args.from[i] = unsafe.Pointer(&from.values[min(i, rows-1)*from.step])
		}
		weaveAVX2(&args)
		done = rest / square * square
	}
	for i := range rows {
		row := from.values[i*from.step:][:columns]
		for j := done; j < columns; j++ {
			to[j*rows+i] = row[j]
		}
	}
}
