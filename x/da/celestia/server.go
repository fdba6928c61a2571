package celestia

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	cmtjson "github.com/cometbft/cometbft/libs/json"

	"github.com/suretynetwork/surety/x/da/types"
)

// maxRequest bounds what a client may send.
const maxRequest = 64 << 20

// posting is a blob that waits for its block.
type posting struct {
	blob Blob
	done chan posted
}

type posted struct {
	height int64
	err    error
}

// Server answers as a Celestia node does, as far as it is asked here, for an embedded chain.
type Server struct {
	chain   *Embedded
	waiting chan posting
}

// NewServer makes a server. Run makes its blocks.
func NewServer(chain *Embedded) *Server {
	return &Server{chain: chain, waiting: make(chan posting, 1024)}
}

// Run makes a block every so often, also when nothing was posted, until the context ends.
func (s *Server) Run(ctx context.Context, blockTime time.Duration) error {
	ticker := time.NewTicker(blockTime)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := s.makeBlock(); err != nil {
				return err
			}
		}
	}
}

func (s *Server) makeBlock() error {
	var postings []posting
	var blobs []Blob
	for more := true; more && len(blobs) < 64; {
		select {
		case p := <-s.waiting:
			postings, blobs = append(postings, p), append(blobs, p.blob)
		default:
			more = false
		}
	}
	height, err := s.chain.Append(time.Now(), blobs)
	for _, p := range postings {
		p.done <- posted{height, err}
	}
	return err
}

type call struct {
	ID     json.RawMessage   `json:"id"`
	Method string            `json:"method"`
	Params []json.RawMessage `json:"params"`
}

type reply struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *replyError     `json:"error,omitempty"`
}

type replyError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// ServeHTTP answers one call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var c call
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&c); err != nil {
		http.Error(w, "one JSON-RPC call is expected: "+err.Error(), http.StatusBadRequest)
		return
	}
	answer := reply{Version: "2.0", ID: c.ID}
	result, err := s.answer(r.Context(), c)
	if err == nil {
		answer.Result, err = cmtjson.Marshal(result)
	}
	if err != nil {
		answer.Error = &replyError{Code: 1, Message: err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (c call) read(into ...any) error {
	if len(c.Params) < len(into) {
		return fmt.Errorf("%s takes %d parameters, it got %d", c.Method, len(into), len(c.Params))
	}
	for i, target := range into {
		if err := json.Unmarshal(c.Params[i], target); err != nil {
			return fmt.Errorf("%s: parameter %d: %w", c.Method, i+1, err)
		}
	}
	return nil
}

var errBlobNotFound = errors.New("blob: not found")

func (s *Server) answer(ctx context.Context, c call) (any, error) {
	var height int64
	switch c.Method {
	case "header.NetworkHead", "header.LocalHead":
		return s.chain.Block(s.chain.Height())
	case "header.GetByHeight":
		if err := c.read(&height); err != nil {
			return nil, err
		}
		return s.chain.Block(height)
	case "share.GetRow":
		var row uint32
		if err := c.read(&height, &row); err != nil {
			return nil, err
		}
		shares, err := s.chain.Row(ctx, height, row)
		if err != nil {
			return nil, err
		}
		return raw(map[string]any{"shares": shares, "side": "LEFT"})
	case "blob.GetAll":
		return s.getAll(c)
	case "blob.Get":
		return s.get(c)
	case "blob.Submit":
		return s.submit(ctx, c)
	default:
		return nil, fmt.Errorf("the embedded store has no method %q", c.Method)
	}
}

// The library for headers writes numbers of 64 bits as text, that for blobs does not: raw keeps the second form.
func raw(v any) (json.RawMessage, error) { return json.Marshal(v) }

func (s *Server) getAll(c call) (any, error) {
	var height int64
	var namespaces [][]byte
	if err := c.read(&height, &namespaces); err != nil {
		return nil, err
	}
	blobs := []Blob{}
	for _, namespace := range namespaces {
		found, err := s.chain.Blobs(height, namespace)
		if err != nil {
			return nil, err
		}
		blobs = append(blobs, found...)
	}
	if len(blobs) == 0 {
		return nil, errBlobNotFound
	}
	return raw(blobs)
}

func (s *Server) get(c call) (any, error) {
	var height int64
	var namespace, commitment []byte
	if err := c.read(&height, &namespace, &commitment); err != nil {
		return nil, err
	}
	found, err := s.chain.Blobs(height, namespace)
	if err != nil {
		return nil, err
	}
	for _, blob := range found {
		if bytes.Equal(blob.Commitment, commitment) {
			return raw(blob)
		}
	}
	return nil, errBlobNotFound
}

func (s *Server) submit(ctx context.Context, c call) (any, error) {
	var blobs []Blob
	if err := c.read(&blobs); err != nil {
		return nil, err
	}
	if len(blobs) != 1 {
		return nil, errors.New("the embedded store takes one blob at a time")
	}
	namespace, err := share.NewNamespaceFromBytes(blobs[0].Namespace)
	if err != nil {
		return nil, err
	}
	commitment, err := types.Commit(namespace, blobs[0].Data)
	if err != nil {
		return nil, err
	}
	blobs[0].Commitment, blobs[0].ShareVersion, blobs[0].Signer = commitment[:], share.ShareVersionZero, nil
	p := posting{blob: blobs[0], done: make(chan posted, 1)}
	select {
	case s.waiting <- p:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case done := <-p.done:
		if done.err != nil {
			return nil, done.err
		}
		return raw(done.height)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
