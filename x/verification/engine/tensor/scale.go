package tensor

import (
	"image"
	"math"
)

// crop is the part of a picture inside a rectangle.
func (p ink) crop(r image.Rectangle) ink {
	out := ink{w: r.Dx(), h: r.Dy(), v: make([]float64, 0, r.Dx()*r.Dy())}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out.v = append(out.v, p.v[y*p.w+r.Min.X:y*p.w+r.Max.X]...)
	}
	return out
}

// centred scales a cropped digit into the box, keeping its aspect, and puts its centre of mass in the middle of the square. Thin strokes
// lose strength when they are made smaller, so the strongest becomes 255 again.
func (p ink) centred() ink {
	scale := float64(boxSide) / float64(max(p.w, p.h))
	small := p.resized(max(1, int(math.Round(float64(p.w)*scale))), max(1, int(math.Round(float64(p.h)*scale))))
	mass, mx, my, most := 0.0, 0.0, 0.0, 0.0
	for i, v := range small.v {
		mass += v
		most = max(most, v)
		mx += v * (float64(i%small.w) + 0.5)
		my += v * (float64(i/small.w) + 0.5)
	}
	left := clamp(int(math.Round(digitSide/2-mx/mass)), digitSide-small.w)
	top := clamp(int(math.Round(digitSide/2-my/mass)), digitSide-small.h)
	out := ink{w: digitSide, h: digitSide, v: make([]float64, digitSide*digitSide)}
	for y := range small.h {
		for x := range small.w {
			out.v[(top+y)*digitSide+left+x] = small.v[y*small.w+x] * 255 / most
		}
	}
	return out
}

func clamp(v, most int) int { return min(max(v, 0), most) }

// resized averages over the area that each new pixel covers, which is right for making pictures smaller and gives blocks when it
// makes them larger.
func (p ink) resized(w, h int) ink {
	rows := ink{w: w, h: p.h, v: make([]float64, w*p.h)}
	for y := range p.h {
		resample(p.v[y*p.w:(y+1)*p.w], rows.v[y*w:(y+1)*w])
	}
	out := ink{w: w, h: h, v: make([]float64, w*h)}
	column, small := make([]float64, p.h), make([]float64, h)
	for x := range w {
		for y := range column {
			column[y] = rows.v[y*w+x]
		}
		resample(column, small)
		for y, v := range small {
			out.v[y*w+x] = v
		}
	}
	return out
}

// resample is one line of resized.
func resample(from, to []float64) {
	ratio := float64(len(from)) / float64(len(to))
	for i := range to {
		start, end := float64(i)*ratio, float64(i+1)*ratio
		sum := 0.0
		for j := int(start); j < len(from) && float64(j) < end; j++ {
			sum += from[j] * (min(end, float64(j+1)) - max(start, float64(j)))
		}
		to[i] = sum / ratio
	}
}
