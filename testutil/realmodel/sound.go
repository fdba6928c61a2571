package realmodel

import (
	"encoding/binary"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// rate is the sounds' samples a second.
const rate = 16_000

// vowel is samples that sound like "ah": pulses at 120 a second through two resonances, in whole numbers throughout.
func vowel(samples int) []int {
	// y = x + a*y1 - b*y2 rings at a frequency with a width: a = 2 r cos(2 pi f / rate), b = r^2, r = exp(-pi width / rate), times 2^14.
	resonances := [2]struct{ a, b int }{{30934, 15881}, {28556, 15633}} // 730 Hz and 1090 Hz
	const period, loud, unit = rate / 120, 900, 1 << 14
	var past [2][2]int
	out := make([]int, samples)
	for i := range out {
		v := 0
		if i%period == 0 {
			v = loud
		}
		for j, r := range resonances {
			v += (r.a*past[j][0] - r.b*past[j][1]) / unit
			past[j][1], past[j][0] = past[j][0], v
		}
		out[i] = max(-1<<15, min(v, 1<<15-1))
	}
	return out
}

// sound is the vowel's last samples as [1,samples], after it has begun to ring.
func sound(name string, samples int) tensor.Tensor {
	all := vowel(samples + rate/10)
	t := tensor.Tensor{Name: name, Type: tensor.Float32, Shape: []uint64{1, uint64(samples)}}
	for _, v := range all[len(all)-samples:] {
		t.Data = binary.LittleEndian.AppendUint32(t.Data, math.Float32bits(float32(v)/(1<<15)))
	}
	return t
}

// silentState is a recurrent state before anything was heard, [2,1,size].
func silentState(name string, size uint64) tensor.Tensor {
	return tensor.Tensor{Name: name, Type: tensor.Float32, Shape: []uint64{2, 1, size}, Data: make([]byte, 4*2*size)}
}

// sampleRate is the rate as the models take it, a scalar.
func sampleRate() tensor.Tensor {
	return tensor.Tensor{Name: "sr", Type: tensor.Int64, Data: binary.LittleEndian.AppendUint64(nil, rate)}
}
