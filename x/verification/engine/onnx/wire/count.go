package wire

// Counts are how often the fields of a message occur, by number. Fields of higher numbers are not counted.
type Counts [32]int

// Count counts the fields of a message, so that a reader can make room for them once.
func Count(message []byte) (c Counts, err error) {
	err = Each(message, func(f Field) error {
		if f.Number < len(c) {
			c[f.Number]++
		}
		return nil
	})
	return c, err
}
