package native_test

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func number(v uint64) float32 { return math.Float32frombits(uint32(v)) }

func result(x float32) uint64 { return uint64(math.Float32bits(x)) }

// conversions take and give bits of the types that they convert.
func conversions() map[string]func(uint64) uint64 {
	all := map[string]func(uint64) uint64{
		"fromInt64":   func(v uint64) uint64 { return result(native.FromInt64(int64(v))) },
		"fromUint64":  func(v uint64) uint64 { return result(native.FromUint64(v)) },
		"toInt64":     func(v uint64) uint64 { return uint64(native.ToInt64(number(v))) },
		"truncInt64":  func(v uint64) uint64 { return uint64(native.TruncInt64(number(v))) },
		"truncUint64": func(v uint64) uint64 { return native.TruncUint64(number(v)) },
		"fromF16":     func(v uint64) uint64 { return result(native.FromF16(uint16(v))) },
		"toF16":       func(v uint64) uint64 { return uint64(native.ToF16(number(v))) },
		"fromBF16":    func(v uint64) uint64 { return result(native.FromBF16(uint16(v))) },
		"toBF16":      func(v uint64) uint64 { return uint64(native.ToBF16(number(v))) },
		"fromF64":     func(v uint64) uint64 { return result(native.FromF64(v)) },
		"oddFromF64":  func(v uint64) uint64 { return result(native.OddFromF64(v)) },
		"toF64":       func(v uint64) uint64 { return native.ToF64(number(v)) },
	}
	for s, name := range map[native.Small]string{
		native.E4M3FN: "E4M3FN", native.E4M3FNUZ: "E4M3FNUZ", native.E5M2: "E5M2", native.E5M2FNUZ: "E5M2FNUZ",
		native.E2M1: "E2M1", native.E8M0: "E8M0",
	} {
		all["from"+name] = func(v uint64) uint64 { return result(s.From(uint8(v))) }
		if s != native.E8M0 {
			all["to"+name] = func(v uint64) uint64 { return uint64(s.To(number(v), false)) }
			all["to"+name+"Saturated"] = func(v uint64) uint64 { return uint64(s.To(number(v), true)) }
		}
	}
	for i, name := range []string{"toE8M0Up", "toE8M0Down", "toE8M0Nearest"} {
		r := native.PowerRounding(i)
		all[name] = func(v uint64) uint64 { return uint64(native.ToE8M0(number(v), r, false)) }
		all[name+"Saturated"] = func(v uint64) uint64 { return uint64(native.ToE8M0(number(v), r, true)) }
	}
	return all
}
