package main

import (
	"os"
	"strings"
)

// load is how many threads of all programs wanted to run, in the last minute and in the last five, as the system says.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(b))
	if err != nil || len(fields) < 2 {
		return "unknown"
	}
	return fields[0] + " and " + fields[1]
}
