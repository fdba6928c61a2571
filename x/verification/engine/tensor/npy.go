package tensor

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const (
	// npyMagic opens every .npy file.
	npyMagic = "\x93NUMPY"
	// maxNpyHeader is more than NumPy itself reads.
	maxNpyHeader = 1 << 14
)

var (
	npyDescr   = regexp.MustCompile(`'descr'\s*:\s*'([^']*)'`)
	npyFortran = regexp.MustCompile(`'fortran_order'\s*:\s*(True|False)`)
	npyShape   = regexp.MustCompile(`'shape'\s*:\s*\(([^)]*)\)`)
)

// npyTypes are NumPy's numbers, without their byte order.
var npyTypes = map[string]Type{
	"f2": Float16, "f4": Float32, "f8": Float64, "i1": Int8, "i2": Int16, "i4": Int32, "i8": Int64,
	"u1": Uint8, "u2": Uint16, "u4": Uint32, "u8": Uint64, "b1": Bool,
}

// ReadNPY reads a NumPy array file, version 1 to 3, of little-endian numbers or booleans in C order. Errors match ErrBadTensor.
func ReadNPY(b []byte) (Tensor, error) {
	head, data, err := npyHeader(b)
	if err != nil {
		return Tensor{}, err
	}
	descr, fortran, shape := npyDescr.FindStringSubmatch(head), npyFortran.FindStringSubmatch(head), npyShape.FindStringSubmatch(head)
	if descr == nil || fortran == nil || shape == nil {
		return Tensor{}, fmt.Errorf("%w: the .npy header %q lacks descr, fortran_order or shape", ErrBadTensor, head)
	}
	t := Tensor{Name: "array"}
	if t.Type, err = npyType(descr[1]); err != nil {
		return Tensor{}, err
	}
	if t.Shape, err = npyExtents(shape[1]); err != nil {
		return Tensor{}, err
	}
	if fortran[1] != "False" {
		return Tensor{}, fmt.Errorf("%w: a .npy in Fortran order: save it with numpy.ascontiguousarray(a)", ErrUnsupported)
	}
	n, err := t.elements()
	if err == nil {
		err = t.take(data, n)
	}
	if err != nil {
		return Tensor{}, err
	}
	return t, nil
}

// npyType is the element type of a descr such as <f4: a byte order, a kind and a size.
func npyType(descr string) (Type, error) {
	if len(descr) == 0 {
		return 0, fmt.Errorf("%w: a .npy with an empty descr", ErrBadTensor)
	}
	kind := npyTypes[descr[1:]]
	switch {
	case kind == 0:
		return 0, fmt.Errorf("%w: a .npy of %q: save it as numbers, for instance with a.astype('<f4')", ErrUnsupported, descr)
	case descr[0] == '>' && kind.Size() > 1:
		return 0, fmt.Errorf("%w: a .npy of big-endian %q: save it with a.astype('<%s')", ErrUnsupported, descr, descr[1:])
	case !strings.Contains("<>=|", descr[:1]):
		return 0, fmt.Errorf("%w: a .npy of %q, which has no byte order", ErrBadTensor, descr)
	default:
		return kind, nil
	}
}

func npyExtents(list string) ([]uint64, error) {
	var shape []uint64
	for extent := range strings.SplitSeq(list, ",") {
		if extent = strings.TrimSpace(extent); extent == "" {
			continue
		}
		n, err := strconv.ParseUint(extent, 10, 63)
		if err != nil {
			return nil, fmt.Errorf("%w: shape (%s) of a .npy: %w", ErrBadTensor, list, err)
		}
		shape = append(shape, n)
	}
	return shape, nil
}

// npyHeader splits a file into the text that describes the array, and the array.
func npyHeader(b []byte) (head string, data []byte, err error) {
	const fixed = len(npyMagic) + 2 // and two bytes of version
	if len(b) < fixed+4 || !bytes.HasPrefix(b, []byte(npyMagic)) {
		return "", nil, fmt.Errorf("%w: %d bytes that are not a .npy file", ErrBadTensor, len(b))
	}
	at, length := fixed+2, uint64(binary.LittleEndian.Uint16(b[fixed:]))
	if b[len(npyMagic)] > 1 {
		at, length = fixed+4, uint64(binary.LittleEndian.Uint32(b[fixed:]))
	}
	if length > maxNpyHeader || length > uint64(len(b)-at) {
		return "", nil, fmt.Errorf("%w: a .npy of %d bytes with a header of %d, at most %d", ErrBadTensor, len(b), length, maxNpyHeader)
	}
	return string(b[at : at+int(length)]), b[at+int(length):], nil
}
