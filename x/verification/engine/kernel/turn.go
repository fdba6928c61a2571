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

// turn writes rows by columns elements of a matrix, transposed, to another.
func turn(to, from matrix, rows, columns int) {
	if rows == 0 || columns == 0 {
		return
	}
	_, _ = from.values[(rows-1)*from.step+columns-1], to.values[(columns-1)*to.step+rows-1]
	if hasAVX2 && 1 < rows && rows < square && columns >= square && to.step == rows {
		turnLow(to.values, from, rows, columns)
		return
	}
	if !hasAVX2 || rows < square || columns < square {
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

// turnLow writes a few rows of at least a square's columns, transposed, so that they lie as one. Squares are filled up with rows that
// mean nothing: what these write is written over by the next square, or is left out.
func turnLow(to []float32, from matrix, rows, columns int) {
	const wide = 8 * square
	var room [square * wide]float32
	var last [square * square]float32
	for first := 0; first < columns; {
		n := min(wide, columns-first)
		if n < square { // the last square overlaps the one before it
			first, n = columns-square, square
		}
		n -= n % square
		for i := range rows {
			copy(room[i*wide:][:n], from.values[i*from.step+first:])
		}
		args := turnArgs{
			from: unsafe.Pointer(&room), to: unsafe.Pointer(&to[first*rows]), fromStep: 4 * wide, toStep: 4 * rows, count: n/square - 1,
		}
		if args.count > 0 {
			turnAVX2(&args)
		}
		first += n
		args.from, args.to, args.toStep, args.count = unsafe.Pointer(&room[n-square]), unsafe.Pointer(&last), 4*square, 1
		turnAVX2(&args)
		for j := range square {
			copy(to[(first-square+j)*rows:][:rows], last[j*square:])
		}
	}
}
