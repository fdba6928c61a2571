package types

// MaxAllocationIDBytes bounds an allocation's id. A lease id with the longest addresses fits.
const MaxAllocationIDBytes = 256

// ValidateAllocationID checks that an id is 1 to 256 bytes of visible ASCII.
func ValidateAllocationID(id string) error {
	if id == "" || len(id) > MaxAllocationIDBytes {
		return ErrInvalidAllocation.Wrapf("the id has %d bytes, it must have 1 to %d", len(id), MaxAllocationIDBytes)
	}
	for i := range len(id) {
		if id[i] <= ' ' || id[i] > '~' {
			return ErrInvalidAllocation.Wrapf("the id has the byte 0x%02x at %d; use visible ASCII", id[i], i)
		}
	}
	return nil
}
