package post

import (
	"encoding/json"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/batch"
)

// Metrics are what a poster tells those who watch it.
type Metrics struct {
	registry                     *prometheus.Registry
	lag, proved                  prometheus.Gauge
	failures, recorded, batches  prometheus.Counter
	blocks, txs, bytes, rawBytes prometheus.Counter
	delay, gas                   prometheus.Histogram
	healthyFor                   time.Duration
	lastSuccess                  atomic.Int64
}

// NewMetrics makes them. A poster counts as well while its last success is not longer ago than healthyFor.
func NewMetrics(healthyFor time.Duration) *Metrics {
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "surety_da", Name: name, Help: help})
	}
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: "surety_da", Name: name, Help: help})
	}
	histogram := func(name, help string, start, factor float64) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "surety_da", Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(start, factor, 12),
		})
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(), healthyFor: healthyFor,
		lag:      gauge("lag_blocks", "Blocks of the chain that are not recorded as published."),
		proved:   gauge("proved_height", "Last block that is recorded as published."),
		failures: counter("failures_total", "Steps that failed and were tried again."),
		recorded: counter("batches_recorded_total", "Batches recorded on the chain by this poster."),
		batches:  counter("batches_posted_total", "Batches posted to Celestia by this poster."),
		blocks:   counter("blocks_posted_total", "Blocks in the batches posted."),
		txs:      counter("transactions_posted_total", "Transactions in the batches posted."),
		bytes:    counter("bytes_posted_total", "Bytes posted, compressed."),
		rawBytes: counter("raw_bytes_posted_total", "Bytes posted, before compression."),
		delay:    histogram("delay_seconds", "From the time of a batch's first block to its record.", 0.5, 2),
		gas:      histogram("record_gas", "Gas used by the transactions that record batches.", 20_000, 2),
	}
	m.registry.MustRegister(m.lag, m.proved, m.failures, m.recorded, m.batches, m.blocks, m.txs, m.bytes, m.rawBytes, m.delay, m.gas)
	return m
}

func (m *Metrics) posted(b *batch.Batch, content []byte) {
	m.batches.Inc()
	m.blocks.Add(float64(len(b.Blocks)))
	for _, block := range b.Blocks {
		m.txs.Add(float64(len(block.Txs)))
	}
	m.bytes.Add(float64(len(content)))
	m.rawBytes.Add(float64(b.Manifest.RawSize))
}

func (m *Metrics) succeeded() { m.lastSuccess.Store(time.Now().UnixNano()) }

// Handler serves /metrics for Prometheus, and /healthz: 200 while the last success is recent, 503 otherwise.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		last := time.Unix(0, m.lastSuccess.Load())
		ok := time.Since(last) <= m.healthyFor
		w.Header().Set("Content-Type", "application/json")
		if !ok {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": ok, "last_success": last.UTC()})
	})
	return mux
}
