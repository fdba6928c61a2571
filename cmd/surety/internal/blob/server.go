package blob

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// pathPrefix is where blobs are served: GET pathPrefix + 64 hex digits answers with the blob's bao encoding, chunk group 4.
const pathPrefix = "/v1/blobs/"

// Handler serves a store's blobs, read only.
func Handler(s Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pathPrefix+"{root}", func(w http.ResponseWriter, r *http.Request) {
		root, err := ParseRoot(r.PathValue("root"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		data, _, err := s.Open(r.Context(), root)
		if errors.Is(err, ErrNotFound) {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		if err != nil {
			http.Error(w, "blob: the store failed", http.StatusInternalServerError)
			return
		}
		_ = data.Close()
		w.Header().Set("Content-Type", "application/vnd.surety.bao")
		// A failure now can only cut the stream short, which the client's verification notices.
		_ = s.Stream(r.Context(), root, w)
	})
	mux.HandleFunc("GET /v1/health", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("ok\n"))
	})
	return mux
}

// Server is a running blob service.
type Server struct {
	// URL is the base URL to publish.
	URL  string
	http *http.Server
}

// Serve starts a blob service on addr, such as 127.0.0.1:0, until Close.
func Serve(ctx context.Context, s Store, addr string) (*Server, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("blob: cannot listen on %s: %w", addr, err)
	}
	srv := &Server{
		URL: "http://" + l.Addr().String(),
		http: &http.Server{
			Handler:           Handler(s),
			ReadHeaderTimeout: 5 * time.Second,
			WriteTimeout:      10 * time.Minute,
			IdleTimeout:       time.Minute,
			MaxHeaderBytes:    8 << 10,
		},
	}
	go func() { _ = srv.http.Serve(l) }()
	return srv, nil
}

// Close stops the service and its connections.
func (s *Server) Close() error { return s.http.Close() }
