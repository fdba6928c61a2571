package tensor

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// npyMagic opens every .npy file.
const npyMagic = "\x93NUMPY"

var (
	npyType    = regexp.MustCompile(`'descr'\s*:\s*'([^']*)'`)
	npyFortran = regexp.MustCompile(`'fortran_order'\s*:\s*(True|False)`)
	npyShape   = regexp.MustCompile(`'shape'\s*:\s*\(([0-9,\s]*)\)`)
)

// ReadNPY reads a NumPy array file, version 1 to 3, of little-endian float32 in C order. Errors match ErrBadTensor.
func ReadNPY(b []byte) (Tensor, error) {
	header, data, err := npyHeader(b)
	if err != nil {
		return Tensor{}, err
	}
	descr, fortran, shape := npyType.FindStringSubmatch(header), npyFortran.FindStringSubmatch(header), npyShape.FindStringSubmatch(header)
	if descr == nil || fortran == nil || shape == nil {
		return Tensor{}, fmt.Errorf("%w: the .npy header %q lacks descr, fortran_order or shape", ErrBadTensor, header)
	}
	if descr[1] != "<f4" {
		return Tensor{}, fmt.Errorf("%w: a .npy of %s, want <f4: save it with a.astype('<f4')", ErrBadTensor, descr[1])
	}
	if fortran[1] != "False" {
		return Tensor{}, fmt.Errorf("%w: a .npy in Fortran order: save it with numpy.ascontiguousarray(a)", ErrBadTensor)
	}
	t := Tensor{Name: "array", Type: Float32, Data: data}
	for _, extent := range strings.Split(shape[1], ",") {
		if extent = strings.TrimSpace(extent); extent == "" {
			continue
		}
		n, err := strconv.ParseUint(extent, 10, 64)
		if err != nil {
			return Tensor{}, fmt.Errorf("%w: shape (%s) of a .npy: %w", ErrBadTensor, shape[1], err)
		}
		t.Shape = append(t.Shape, n)
	}
	return t, t.check()
}

// npyHeader splits a file into the text that describes the array, and the array.
func npyHeader(b []byte) (header string, data []byte, err error) {
	const fixed = len(npyMagic) + 2 // and two bytes of version
	if len(b) < fixed+4 || !bytes.HasPrefix(b, []byte(npyMagic)) {
		return "", nil, fmt.Errorf("%w: %d bytes that are not a .npy file", ErrBadTensor, len(b))
	}
	at, length := fixed+2, uint64(binary.LittleEndian.Uint16(b[fixed:]))
	if b[len(npyMagic)] > 1 {
		at, length = fixed+4, uint64(binary.LittleEndian.Uint32(b[fixed:]))
	}
	if length > uint64(len(b)-at) {
		return "", nil, fmt.Errorf("%w: a .npy of %d bytes with a header of %d", ErrBadTensor, len(b), length)
	}
	return string(b[at : at+int(length)]), b[at+int(length):], nil
}
