// Package c2pa reads and verifies the C2PA manifest of a signed picture: JPEG and PNG, hashes of assertions, hard binding and signature.
// Whatever it is given, it reads within bounds.
package c2pa

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	// MaxAsset is the largest picture that is read.
	MaxAsset = 1 << 30
	// maxStore is the largest manifest store.
	maxStore = 64 << 20
	// maxSegments is how many parts a store may come in.
	maxSegments = 4_096
)

// ErrNoManifest says that a file has no C2PA manifest.
var ErrNoManifest = errors.New("c2pa: the file has no C2PA manifest")

// span is a run of bytes of the file.
type span struct{ start, end uint64 }

// asset is a picture taken apart: the manifest store, and where in the file it lies.
type asset struct {
	format string
	raw    []byte
	store  []byte
	spans  []span
}

func openAsset(raw []byte) (*asset, error) {
	if len(raw) > MaxAsset {
		return nil, fmt.Errorf("c2pa: the file has %d bytes, at most %d are read", len(raw), MaxAsset)
	}
	a := &asset{raw: raw}
	var err error
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xd8}):
		a.format, err = "image/jpeg", a.readJPEG()
	case bytes.HasPrefix(raw, []byte(pngMagic)):
		a.format, err = "image/png", a.readPNG()
	default:
		return nil, errors.New("c2pa: the file is neither a JPEG nor a PNG")
	}
	if err == nil && len(a.store) == 0 {
		err = ErrNoManifest
	}
	return a, err
}

func (a *asset) take(part []byte, from, to int) error {
	if len(a.store)+len(part) > maxStore || len(a.spans) >= maxSegments {
		return fmt.Errorf("c2pa: the manifest store has more than %d bytes or %d parts", maxStore, maxSegments)
	}
	a.store = append(a.store, part...)
	a.spans = append(a.spans, span{uint64(from), uint64(to)})
	return nil
}

const (
	markerAPP11 = 0xeb
	markerSOS   = 0xda
	markerEOI   = 0xd9
	// app11Head is "JP", the box instance and the packet number; then the box's own header, which each segment repeats.
	app11Head = 8
)

// readJPEG walks the segments up to the picture's own data. The store is the first box whose segments carry one.
func (a *asset) readJPEG() error {
	instance, packet := -1, uint32(0)
	for at := 2; at+4 <= len(a.raw); {
		if a.raw[at] != 0xff {
			return fmt.Errorf("c2pa: a JPEG marker is missing at byte %d", at)
		}
		marker := a.raw[at+1]
		switch {
		case marker == 0xff: // padding
			at++
			continue
		case marker == markerSOS || marker == markerEOI:
			return nil
		case standsAlone(marker):
			at += 2
			continue
		}
		length := int(binary.BigEndian.Uint16(a.raw[at+2:]))
		if length < 2 || at+2+length > len(a.raw) {
			return fmt.Errorf("c2pa: the JPEG segment at byte %d says %d bytes, the file has %d left", at, length, len(a.raw)-at-2)
		}
		body := a.raw[at+4 : at+2+length]
		if marker == markerAPP11 && len(body) >= app11Head+8 && body[0] == 'J' && body[1] == 'P' {
			if err := a.readAPP11(body, at, length, &instance, &packet); err != nil {
				return err
			}
		}
		at += 2 + length
	}
	return nil
}

// standsAlone is whether no length follows a marker: TEM and the restarts.
func standsAlone(marker byte) bool { return marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 }

func (a *asset) readAPP11(body []byte, at, length int, instance *int, packet *uint32) error {
	en, z := int(binary.BigEndian.Uint16(body[2:])), binary.BigEndian.Uint32(body[4:])
	box := body[app11Head:]
	if *instance < 0 && z == 1 && bytes.Contains(box[:min(len(box), 64)], []byte("c2pa")) {
		*instance, *packet = en, 1
		return a.take(box, at, at+2+length)
	}
	if en != *instance {
		return nil
	}
	if z != *packet+1 {
		return fmt.Errorf("c2pa: part %d of the manifest store follows part %d", z, *packet)
	}
	*packet = z
	header := 8
	if binary.BigEndian.Uint32(box) == 1 {
		header = 16
	}
	if len(box) < header {
		return fmt.Errorf("c2pa: part %d of the manifest store has %d bytes", z, len(box))
	}
	return a.take(box[header:], at, at+2+length)
}

const pngMagic = "\x89PNG\r\n\x1a\n"

// readPNG walks the chunks; each is checked against its own sum.
func (a *asset) readPNG() error {
	for at := len(pngMagic); at < len(a.raw); {
		if at+12 > len(a.raw) {
			return fmt.Errorf("c2pa: the PNG ends in the middle of a chunk at byte %d", at)
		}
		length := uint64(binary.BigEndian.Uint32(a.raw[at:]))
		if length > uint64(len(a.raw)-at-12) {
			return fmt.Errorf("c2pa: the PNG chunk at byte %d says %d bytes, the file has %d left", at, length, len(a.raw)-at-12)
		}
		end := at + 12 + int(length)
		kind, data := string(a.raw[at+4:at+8]), a.raw[at+8:end-4]
		if kind == "caBX" {
			if len(a.store) > 0 {
				return errors.New("c2pa: the PNG has two manifest stores")
			}
			if crc32.ChecksumIEEE(a.raw[at+4:end-4]) != binary.BigEndian.Uint32(a.raw[end-4:]) {
				return errors.New("c2pa: the PNG chunk with the manifest store does not have its sum")
			}
			if err := a.take(data, at, end); err != nil {
				return err
			}
		}
		if kind == "IEND" {
			return nil
		}
		at = end
	}
	return nil
}
