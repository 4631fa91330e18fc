package api

import (
	"compress/gzip"
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

// listening is a client of a real server at a base path.
func listening(t *testing.T, handler http.Handler) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return clientOf(t, server.URL)
}

func clientOf(t *testing.T, origin string) *Client {
	t.Helper()
	c, err := New(Config{
		BaseURL: origin + "/btalk/v1", TokenURL: origin + "/oauth/v3/token",
		ClientID: "client-id", ClientSecret: "client-secret", APIKey: "api-key-api-key", Write: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func giveToken(w http.ResponseWriter) {
	_, _ = io.WriteString(w, `{"access_token":"access-token","expires_in":3600}`)
}

// TestRedirects is the matrix of 50: no status, from either endpoint, sends a
// credential to another origin.
func TestRedirects(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, where := range []string{"another host", "a sub-domain", "another port", "plain http", "the same origin"} {
			for _, endpoint := range []string{"api", "token"} {
				t.Run(fmt.Sprintf("%d of the %s to %s", status, endpoint, where), func(t *testing.T) {
					t.Parallel()
					checkRedirect(t, status, where, endpoint)
				})
			}
		}
	}
}

func checkRedirect(t *testing.T, status int, where, endpoint string) {
	t.Helper()
	targets := map[string]string{
		"another host": "https://evil.example", "a sub-domain": "https://www.api.example", "another port": "https://api.example:8443",
		"plain http": "http://api.example", "the same origin": "https://api.example",
	}
	redirect := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", targets[where]+"/gateway/btalk/v1/moved")
		w.WriteHeader(status)
	}
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/me": redirect, "/moved": says(200, `{"rightsProfile":"full"}`)})
	c.out.http.Transport = originChecker{t, c.out.http.Transport}
	inner := c.out.tokens.link
	c.out.tokens.link = originChecker{t, inner}
	if endpoint == "token" {
		s.token = redirect
	}
	_, err := c.Me(t.Context(), models.Cached)
	if follows := where == "the same origin" && endpoint == "api"; (err == nil) != follows {
		t.Errorf("err %v", err)
	}
	got := c.Send(t.Context(), "x", models.PlannedRequest{Method: http.MethodPost, Path: "/me"})
	if models.KindOf(got.Err) != models.ReadOnly {
		t.Errorf("%+v", got)
	}
}

// originChecker fails when anything goes elsewhere.
type originChecker struct {
	t    *testing.T
	next http.RoundTripper
}

func (o originChecker) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" || req.URL.Host != "api.example" {
		o.t.Errorf("a request went to %s://%s", req.URL.Scheme, req.URL.Host)
	}
	return o.next.RoundTrip(req)
}

func TestAddressesAreChecked(t *testing.T) {
	t.Parallel()
	const good = "https://api.example/btalk/v1"
	for address, ok := range map[string]bool{
		good: true, "http://127.0.0.1:80/x": true, "http://localhost/x": true, "http://[::1]:8080/x": true, good + "/": true,
		"http://api.example/x": false, "http://localhost.evil.example": false, "ftp://api.example": false, "": false, "api.example": false,
		"https://user:secret@api.example": false, "https://api.example/?a=b": false, "https://api.example/#f": false, "https://": false, "%": false,
	} {
		_, err := New(Config{BaseURL: address, TokenURL: good})
		if (err == nil) != ok {
			t.Errorf("base_url %q: %v", address, err)
		}
		_, err = New(Config{BaseURL: good, TokenURL: address})
		if (err == nil) != ok || err != nil && !strings.Contains(err.Error(), "token_url") {
			t.Errorf("token_url %q: %v", address, err)
		}
	}
}

func TestAnswersThatAreTooLargeAreLeft(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"a bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			bomb := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 1 << 10 {
				if _, err := bomb.Write(zeros); err != nil {
					return
				}
			}
			_ = bomb.Close()
		},
		"no end": func(w http.ResponseWriter, _ *http.Request) {
			zeros := []byte(strings.Repeat(" ", 1<<16))
			for {
				if _, err := w.Write(zeros); err != nil {
					return
				}
			}
		},
		"a header without end": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("a", 2<<20))
			w.WriteHeader(http.StatusOK)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			c := listening(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				if strings.HasSuffix(req.URL.Path, "/token") {
					giveToken(w)
					return
				}
				calls.Add(1)
				answer(w, req)
			}))
			if _, err := c.Me(t.Context(), models.Cached); err == nil {
				t.Error("no error")
			}
			if calls.Load() > 3 {
				t.Errorf("%d calls", calls.Load())
			}
		})
	}
}

func TestAnswersThatTakeTooLongAreLeft(t *testing.T) {
	t.Parallel()
	for name, slow := range map[string]func(*http.Request) (*http.Response, error){
		"no header": func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, context.Cause(req.Context())
		},
		"a byte a second": func(req *http.Request) (*http.Response, error) {
			body := readerFunc(func(p []byte) (int, error) {
				select {
				case <-time.After(time.Second):
					p[0] = ' '
					return 1, nil
				case <-req.Context().Done():
					return 0, req.Context().Err()
				}
			})
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(body)}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sim, _ := newSimulated(t, nil)
				_, c := newSimulated(t, nil, func(cfg *Config) {
					cfg.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
						if strings.HasSuffix(req.URL.Path, "/token") {
							return sim.RoundTrip(req)
						}
						return slow(req)
					})
				})
				began := time.Now()
				_, err := c.Me(t.Context(), models.Cached)
				if waited := time.Since(began); models.KindOf(err) != models.Offline || waited > answerWithin+time.Second {
					t.Errorf("after %v: %v", waited, err)
				}
			})
		})
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestOwnRootsAreTakenFromTheEnvironment runs itself again, because a process
// reads its trusted roots once.
func TestOwnRootsAreTakenFromTheEnvironment(t *testing.T) {
	t.Parallel()
	if origin := os.Getenv("BTALK_TEST_ORIGIN"); origin != "" {
		_, err := clientOf(t, origin).Me(t.Context(), models.Cached)
		fmt.Printf("kind=%d err=%v\n", models.KindOf(err), err) //nolint:forbidigo // is read by the parent
		return
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "/token") {
			giveToken(w)
			return
		}
		_, _ = io.WriteString(w, `{"rightsProfile":"full"}`)
	}))
	t.Cleanup(server.Close)
	roots := filepath.Join(t.TempDir(), "roots.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(roots, block, 0o600); err != nil {
		t.Fatal(err)
	}
	for roots, want := range map[string]string{roots: "kind=0 ", "": "SSL_CERT_FILE"} {
		run := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestOwnRootsAreTakenFromTheEnvironment$", "-test.v")
		run.Env = append(os.Environ(), "BTALK_TEST_ORIGIN="+server.URL, "SSL_CERT_FILE="+roots)
		out, err := run.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("with roots %q: %v\n%s", roots, err, out)
		}
	}
}

// tcpServer answers the token and reads, and does to each change what the test
// says: to the raw connection, after all of the request was read.
func tcpServer(t *testing.T, onChange func(net.Conn)) (origin string, changes *atomic.Int32) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	changes = &atomic.Int32{}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		_, _ = io.Copy(io.Discard, req.Body)
		switch {
		case strings.HasSuffix(req.URL.Path, "/token"):
			giveToken(w)
		case req.Method == http.MethodGet:
			_, _ = io.WriteString(w, `{"rightsProfile":"full"}`)
		default:
			changes.Add(1)
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			onChange(conn)
			_ = conn.Close()
		}
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return "http://" + listener.Addr().String(), changes
}

func TestAChangeWhoseAnswerIsLostIsSentOnce(t *testing.T) {
	t.Parallel()
	write := func(text string) func(net.Conn) {
		return func(conn net.Conn) { _, _ = io.WriteString(conn, text) }
	}
	for name, onChange := range map[string]func(net.Conn){
		"closed": func(net.Conn) {},
		"reset": func(conn net.Conn) {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0)
			}
		},
		"half a header":    write("HTTP/1.1 200 OK\r\nContent-Le"),
		"half a body":      write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"orderId\""),
		"502 page":         write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>"),
		"504":              write("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 30\r\n\r\n{\"code\":6,\"message\":\"timeout\"}"),
		"500 of back end":  write("HTTP/1.1 500 Oops\r\nContent-Length: 12\r\n\r\n[{\"code\":1}]"),
		"200 page":         write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"),
		"redirect":         write("HTTP/1.1 307 Moved\r\nLocation: /btalk/v1/x\r\nContent-Length: 0\r\n\r\n"),
		"403 of a proxy":   write("HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\n<html>"),
		"408":              write("HTTP/1.1 408 Timeout\r\nContent-Length: 11\r\n\r\n{\"code\":63}"),
		"503, half a word": write("HTTP/1.1 503 No\r\nContent-Length: 30\r\n\r\n{\"code\":5,"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			origin, changes := tcpServer(t, onChange)
			c := clientOf(t, origin)
			const times = 5
			for range times {
				if _, err := c.Me(t.Context(), models.Refresh); err != nil { // so that a connection is at hand
					t.Fatal(err)
				}
				outcome := c.Send(t.Context(), "order", models.PlannedRequest{Method: http.MethodPost, Path: "/orders", Body: []byte(`{}`)})
				if outcome.State != models.OutcomeUnknown || models.KindOf(outcome.Err) != models.Unknown {
					t.Errorf("%+v", outcome)
				}
			}
			if n := changes.Load(); n != times {
				t.Errorf("%d received, want %d", n, times)
			}
		})
	}
}
