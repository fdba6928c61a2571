// Package bad has one of everything that consensuslint reports, each on a line that says so.
package bad

type amount float64 // want floating point

func total(m map[string]int) (n int) {
	for _, v := range m { // want iteration over a map
		n += v
	}
	for k := range m { // consensus: the count alone is used
		_ = k
		n++
	}
	for range []int{1} {
		n++
	}
	return n
}

func race() {
	done := make(chan int) // want a channel
	go total(nil)          // want a goroutine
	select {               // want a select
	case <-done:
	default:
	}
}

func half() amount { return 0.5 } // want floating point

func price() amount { return 1 } // want floating point
