package blob

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"lukechampine.com/blake3"
	"lukechampine.com/blake3/bao"

	datypes "github.com/suretynetwork/surety/x/da/types"
)

// Client fetches blobs by root into a store, verifying every byte as it arrives.
type Client struct {
	store    Store
	http     *http.Client
	stall    time.Duration
	celestia func(ctx context.Context, reference string) ([]byte, error)
}

// NewClient returns a client that keeps what it fetches in store. A location that sends nothing for stall is given up.
func NewClient(store Store, stall time.Duration) *Client {
	return &Client{store: store, stall: stall, http: &http.Client{
		// A location that redirects is asking us to trust another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// FromCelestia lets locations be references to blobs on Celestia, which get resolves. It is called before the client is used.
func (c *Client) FromCelestia(get func(ctx context.Context, reference string) ([]byte, error)) *Client {
	c.celestia = get
	return c
}

// Fetch returns nil once the store has the blob: at once if it has it already, else from the first of the locations (base
// URLs) that serves it truthfully and within limit bytes. The error names what each location did wrong.
func (c *Client) Fetch(ctx context.Context, root Root, limit int64, locations ...string) error {
	if r, _, err := c.store.Open(ctx, root); err == nil {
		return r.Close()
	}
	errs := []error{fmt.Errorf("blob: %s could not be fetched from any of %d locations", root, len(locations))}
	for _, loc := range locations {
		err := c.fetchOne(ctx, root, limit, loc)
		if err == nil {
			return nil
		}
		errs = append(errs, fmt.Errorf("%s: %w", loc, err))
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(errs...)
}

// Get fetches and returns a blob's content.
func (c *Client) Get(ctx context.Context, root Root, limit int64, locations ...string) ([]byte, error) {
	if err := c.Fetch(ctx, root, limit, locations...); err != nil {
		return nil, err
	}
	return ReadAll(ctx, c.store, root, limit)
}

func (c *Client) fetchOne(ctx context.Context, root Root, limit int64, location string) error {
	if datypes.IsReference(location) {
		return c.fetchCelestia(ctx, root, limit, location)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watchdog := time.AfterFunc(c.stall, func() { cancel(fmt.Errorf("sent nothing for %s", c.stall)) })
	defer watchdog.Stop()
	url := strings.TrimRight(location, "/") + pathPrefix + root.String()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return stallCause(ctx, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %s", res.Status)
	}
	body := bufio.NewReaderSize(&petReader{r: res.Body, pet: func() { watchdog.Reset(c.stall) }}, 64<<10)
	return stallCause(ctx, c.receive(ctx, root, limit, body))
}

// receive decodes a bao stream into the store.
func (c *Client) fetchCelestia(ctx context.Context, root Root, limit int64, reference string) error {
	if c.celestia == nil {
		return errors.New("it is on Celestia, and no Celestia node is known here (--celestia)")
	}
	content, err := c.celestia(ctx, reference)
	if err != nil {
		return err
	}
	if int64(len(content)) > limit {
		return fmt.Errorf("has %d bytes, over the limit of %d", len(content), limit)
	}
	if blake3.Sum256(content) != root {
		return errors.New("has bytes that do not hash to the root")
	}
	_, _, err = c.store.Put(ctx, bytes.NewReader(content))
	return err
}

func (c *Client) receive(ctx context.Context, root Root, limit int64, body *bufio.Reader) error {
	head, err := body.Peek(8)
	if err != nil {
		return fmt.Errorf("cut off in the header: %w", err)
	}
	if size := binary.LittleEndian.Uint64(head); size > uint64(limit) {
		return fmt.Errorf("offers %d bytes, over the limit of %d", size, limit)
	}
	pr, pw := io.Pipe()
	go func() {
		ok, err := bao.Decode(pw, body, nil, group, root)
		switch {
		case err != nil:
			err = fmt.Errorf("cut off: %w", err)
		case !ok:
			err = errors.New("sent bytes that do not hash to the root")
		}
		_ = pw.CloseWithError(err) // nil closes with io.EOF
	}()
	got, _, err := c.store.Put(ctx, pr)
	_ = pr.CloseWithError(errors.New("store closed"))
	if err != nil {
		return err
	}
	if got != root {
		return errors.New("sent bytes that do not hash to the root")
	}
	return nil
}

// stallCause prefers the watchdog's reason over the transport's "context canceled".
func stallCause(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	return err
}

// petReader resets the watchdog whenever bytes arrive.
type petReader struct {
	r   io.Reader
	pet func()
}

func (p *petReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if n > 0 {
		p.pet()
	}
	return n, err
}
