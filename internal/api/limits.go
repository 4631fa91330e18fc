package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// What an answer may weigh, decompressed.
const (
	ordinaryBytes = 8 << 20
	pageBytes     = 64 << 20  // of one page of a list
	listBytes     = 192 << 20 // of all of them
	errorBytes    = 1 << 20   // of anything but a 2xx
	peekBytes     = 64 << 10  // of an error answer, to judge it
)

var (
	errTooLarge = errors.New("the answer is larger than any that makes sense")
	errSlow     = errors.New("no complete answer in time")
)

type streamKey struct{}

// withStream lets the body of an answer under ctx take as long and be as large as it
// is, while something of it comes at all.
func withStream(ctx context.Context) context.Context {
	return context.WithValue(ctx, streamKey{}, true)
}

func isStream(ctx context.Context) bool { return ctx.Value(streamKey{}) != nil }

type sizeKey struct{}

// withMaxBytes allows answers of that size to the requests under ctx.
func withMaxBytes(ctx context.Context, n int64) context.Context {
	return context.WithValue(ctx, sizeKey{}, n)
}

// limits ends every attempt in time and at a size: against servers that trickle,
// never end, or send a bomb.
type limits struct{ next http.RoundTripper }

func (l limits) RoundTrip(req *http.Request) (*http.Response, error) {
	if isStream(req.Context()) {
		return l.stream(req)
	}
	ctx, cancel := context.WithTimeoutCause(req.Context(), answerWithin, errSlow)
	resp, err := l.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		defer cancel()
		return nil, slowness(ctx, err)
	}
	left, ok := ctx.Value(sizeKey{}).(int64)
	if !ok {
		left = ordinaryBytes
	}
	if resp.StatusCode/100 != 2 {
		left = min(left, errorBytes)
	}
	resp.Body = &limitedBody{ctx: ctx, body: resp.Body, left: left, cancel: cancel}
	return resp, nil
}

// stream bounds the silence of an answer, and an error in size.
func (l limits) stream(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	silence := time.AfterFunc(answerWithin, func() { cancel(errSlow) })
	resp, err := l.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		silence.Stop()
		defer cancel(nil)
		return nil, slowness(ctx, err)
	}
	resp.Body = &streamBody{ctx: ctx, body: resp.Body, silence: silence, cancel: cancel}
	if resp.StatusCode/100 != 2 {
		resp.Body = &limitedBody{ctx: ctx, body: resp.Body, left: errorBytes, cancel: func() {}}
	}
	return resp, nil
}

// streamBody ends when nothing comes for a while.
type streamBody struct {
	ctx     context.Context // the life of this one answer
	body    io.ReadCloser
	silence *time.Timer
	cancel  context.CancelCauseFunc
}

func (b *streamBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	b.silence.Reset(answerWithin)
	if err != nil && !errors.Is(err, io.EOF) {
		err = slowness(b.ctx, err)
	}
	return n, err
}

func (b *streamBody) Close() error {
	b.silence.Stop()
	defer b.cancel(nil)
	return b.body.Close()
}

// slowness gives the reason why ctx ended, where that is what err is about.
func slowness(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errSlow) {
		return errSlow
	}
	return err
}

// limitedBody reads at most left bytes, while ctx lasts.
type limitedBody struct {
	ctx    context.Context // the life of this one answer
	body   io.ReadCloser
	left   int64
	cancel context.CancelFunc
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.body.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = slowness(b.ctx, err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	defer b.cancel()
	return b.body.Close()
}

// peek gives the beginning of a body and leaves the body as it was.
func peek(resp *http.Response) []byte {
	start, err := io.ReadAll(io.LimitReader(resp.Body, peekBytes))
	rest := io.Reader(resp.Body)
	if err != nil {
		rest = failingReader{err}
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start), rest), resp.Body}
	return start
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

// discard ends an answer that is not wanted. It is small, or else its
// connection is not worth keeping.
func discard(resp *http.Response) {
	_, _ = io.CopyN(io.Discard, resp.Body, peekBytes) // only to reuse the connection
	_ = resp.Body.Close()
}
