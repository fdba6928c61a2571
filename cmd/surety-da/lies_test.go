package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/internal/follow"
	"github.com/suretynetwork/surety/x/da/types"
)

// lie changes an answer to a method; nil leaves it as it is.
type lie func(method string, result any) any

// proxy stands between a client and a Celestia node, and lies, or denies a method.
func proxy(t *testing.T, to string) (url string, tell func(lie), deny func(method string)) {
	t.Helper()
	var current atomic.Pointer[lie]
	var denied atomic.Pointer[string]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var call struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		_ = json.Unmarshal(body, &call)
		if d := denied.Load(); d != nil && *d == call.Method {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"error":{"code":1,"message":"insufficient minimum fee for this node"}}`, call.ID)
			return
		}
		request, err := http.NewRequestWithContext(r.Context(), http.MethodPost, to, bytes.NewReader(body))
		if err != nil {
			return
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer response.Body.Close()
		decoder := json.NewDecoder(response.Body)
		decoder.UseNumber()
		var answer map[string]any
		if err := decoder.Decode(&answer); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		if l := current.Load(); l != nil && answer["result"] != nil {
			answer["result"] = (*l)(call.Method, answer["result"])
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, func(l lie) { current.Store(&l) }, func(method string) { denied.Store(&method) }
}

// flip changes one bit of bytes in base64.
func flip(text any, at int) any {
	raw, err := base64.StdEncoding.DecodeString(text.(string))
	if err != nil || len(raw) == 0 {
		return text
	}
	raw[min(at, len(raw)-1)] ^= 1
	return base64.StdEncoding.EncodeToString(raw)
}

// ofBlobs lies about every blob, ofHeaders about every header but the trusted one, which is known.
func ofBlobs(change func(blob map[string]any)) lie {
	return func(method string, result any) any {
		switch r := result.(type) {
		case []any:
			if method == "blob.GetAll" {
				for _, blob := range r {
					change(blob.(map[string]any))
				}
			}
		case map[string]any:
			if method == "blob.Get" {
				change(r)
			}
		}
		return result
	}
}

func ofHeaders(trusted string, change func(block map[string]any)) lie {
	return func(method string, result any) any {
		if block, is := result.(map[string]any); is && strings.HasPrefix(method, "header.") && block["header"].(map[string]any)["height"] != trusted {
			change(block)
		}
		return result
	}
}

func lies(trusted string) map[string]lie {
	header := func(name string, change func(any) any) lie {
		return ofHeaders(trusted, func(block map[string]any) {
			h := block["header"].(map[string]any)
			h[name] = change(h[name])
		})
	}
	other := func(text any) any { return strings.Repeat("AB", len(text.(string))/2) }
	return map[string]lie{
		"content altered":    ofBlobs(func(b map[string]any) { b["data"] = flip(b["data"], 300) }),
		"manifest altered":   ofBlobs(func(b map[string]any) { b["data"] = flip(b["data"], 20) }),
		"commitment altered": ofBlobs(func(b map[string]any) { b["commitment"] = flip(b["commitment"], 3) }),
		"another place": ofBlobs(func(b map[string]any) {
			index, _ := b["index"].(json.Number).Int64()
			b["index"] = index + 1
		}),
		"another namespace": ofBlobs(func(b map[string]any) { b["namespace"] = flip(b["namespace"], 28) }),
		"nothing there": func(method string, result any) any {
			if method == "blob.GetAll" {
				return []any{}
			}
			return result
		},
		"shares altered": func(method string, result any) any {
			if method == "share.GetRow" {
				shares := result.(map[string]any)["shares"].([]any)
				shares[len(shares)-1] = flip(shares[len(shares)-1], 400)
			}
			return result
		},
		"another data root":  header("data_hash", other),
		"another height":     header("height", func(any) any { return "7777777" }),
		"another chain":      header("chain_id", func(any) any { return "celestia" }),
		"another time":       header("time", func(any) any { return "2031-01-01T00:00:00Z" }),
		"other validators":   ofHeaders(trusted, func(b map[string]any) { spoilValidators(b) }),
		"signatures altered": ofHeaders(trusted, func(b map[string]any) { spoilSignatures(b) }),
		"rows altered": ofHeaders(trusted, func(b map[string]any) {
			rows := b["dah"].(map[string]any)["row_roots"].([]any)
			rows[0] = flip(rows[0], 80)
		}),
	}
}

func spoilValidators(block map[string]any) {
	for _, v := range block["validator_set"].(map[string]any)["validators"].([]any) {
		v.(map[string]any)["voting_power"] = "1"
	}
}

func spoilSignatures(block map[string]any) {
	for _, s := range block["commit"].(map[string]any)["signatures"].([]any) {
		signature := s.(map[string]any)
		signature["signature"] = flip(signature["signature"], 5)
	}
}

// A Celestia node that lies about blobs, proofs or headers convinces nobody: not who restores, not who fetches, not a poster, not the chain.
func TestANodeThatLiesConvincesNobody(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 100*time.Millisecond)
	poster := w.post()
	w.published(20, time.Minute, poster)
	poster.Stop(20 * time.Second)
	url, tell, _ := proxy(t, w.celestia.URL)
	trusted, err := w.chain.DA.Headers(context.Background(), &types.QueryHeadersRequest{})
	require.NoError(t, err)
	batch := w.batches()[0]
	restore := func(name string) (string, error) {
		return w.try("restore", "--genesis", w.genesis, "--home", filepath.Join(t.TempDir(), strings.ReplaceAll(name, " ", "-")), "--celestia", url, "--to", "10")
	}
	get := func() (string, error) {
		return w.try("get", batch.Reference, "--celestia", url, "--chain", w.net.Nodes[0].GRPC, "--out", filepath.Join(t.TempDir(), "blob"))
	}
	out, err := restore("the truth")
	require.NoError(t, err, out)
	out, err = get()
	require.NoError(t, err, out)
	for name, l := range lies(fmt.Sprint(trusted.Headers[0].Height)) {
		tell(l)
		out, err := restore(name)
		require.Error(t, err, "restoring: %s\n%s", name, out)
		t.Logf("%s: %s", name, lastLine(out))
		// What is fetched is asked for by its reference, and the chain knows the header: these lies are about what nobody needs then.
		out, err = get()
		if name == "nothing there" || name == "other validators" || name == "signatures altered" {
			require.NoError(t, err, "fetching: %s\n%s", name, out)
		} else {
			require.Error(t, err, "fetching: %s\n%s", name, out)
		}
		if realNodes || name == "shares altered" || name == "another data root" {
			w.postsNothing(url, name)
		}
	}
	w.chainRefuses()
}

// postsNothing runs a poster that is lied to for a while.
func (w *world) postsNothing(url, name string) {
	w.t.Helper()
	before := w.lag().ProvedHeight
	w.net.Nodes[0].WaitHeight(before+15, time.Minute)
	poster := w.post("--celestia", url)
	time.Sleep(3 * time.Second)
	poster.Kill()
	require.Equal(w.t, before, w.lag().ProvedHeight, name)
	if name != "another height" { // then it waits for the next blocks
		require.Contains(w.t, poster.Log(200), "it did not work and is tried again", name)
	}
}

// chainRefuses gives the chain what a poster that lies would give it.
func (w *world) chainRefuses() {
	w.t.Helper()
	ctx := context.Background()
	client, node := w.client("poster"), w.celestia.Client()
	f := follow.Follower{Chain: client, Celestia: node}
	last := w.batches()[len(w.batches())-1]
	ref, err := types.ParseReference(last.Reference)
	require.NoError(w.t, err)
	blob, err := node.Get(ctx, ref)
	require.NoError(w.t, err)
	proof, _, err := f.Prove(ctx, ref.Height, blob)
	require.NoError(w.t, err)
	head, err := node.Head(ctx)
	require.NoError(w.t, err)
	refused := func(height int64, change func(m *types.MsgUpdateClient), want string) {
		msgs, _, err := f.Messages(ctx, height)
		require.NoError(w.t, err)
		update := msgs[0].(*types.MsgUpdateClient)
		change(update)
		_, err = client.Send(ctx, update)
		require.ErrorContains(w.t, err, want)
	}
	refused(head.Header.Height, func(m *types.MsgUpdateClient) { m.LightBlock[len(m.LightBlock)/2] ^= 1 }, "invalid header")
	refused(head.Header.Height, func(m *types.MsgUpdateClient) { m.TrustedHeight++ }, types.ErrHeaderNotFound.Error())
	record := &types.MsgRecordBatch{Poster: client.Address().String(), Reference: last.Reference, Proof: proof}
	_, err = client.Send(ctx, record)
	require.ErrorContains(w.t, err, types.ErrBatchOutOfOrder.Error())
	record.Proof.Rows[0].Aunts[0][3] ^= 1
	_, err = client.Send(ctx, record)
	require.ErrorContains(w.t, err, types.ErrInvalidBlobProof.Error())
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// Fees rise above what the poster pays, for a while: posting waits, and goes on.
func TestAPosterWaitsForFeesToFall(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 100*time.Millisecond)
	url, _, deny := proxy(t, w.celestia.URL)
	poster := w.post("--celestia", url)
	w.published(10, time.Minute, poster)
	deny("blob.Submit")
	require.Eventually(t, func() bool { return strings.Contains(poster.Log(50), "insufficient minimum fee") }, 20*time.Second, 50*time.Millisecond)
	before := w.lag()
	w.net.Nodes[0].WaitHeight(before.Height+20, time.Minute)
	require.Equal(t, before.ProvedHeight, w.lag().ProvedHeight)
	deny("")
	w.published(w.lag().Height, 2*time.Minute, poster)
	poster.Stop(20 * time.Second)
	w.requireOnce()
}
