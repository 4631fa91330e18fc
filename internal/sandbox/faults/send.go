package faults

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"btalk/internal/sandbox"
)

// captivePortal is what a hotel's network answers to everything.
const captivePortal = `<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Guest Wi-Fi</h1><p>Please accept the conditions of use to continue.</p></body></html>`

// proxyError is what a proxy in front of the gateway answers.
const proxyError = `<html><head><title>%d %s</title></head><body><center><h1>%d %s</h1></center><hr><center>proxy</center></body></html>`

// dripInterval is the time between two drips of a slow body.
const dripInterval = 250 * time.Millisecond

// write sends the answer whole.
func (re reply) write(w http.ResponseWriter) {
	re.writeHeader(w)
	_, _ = w.Write(re.body) // the client may have gone: nothing to do about it
}

func (re reply) writeHeader(w http.ResponseWriter) {
	maps.Copy(w.Header(), re.header)
	w.Header().Set("Content-Length", strconv.Itoa(len(re.body)))
	w.WriteHeader(re.status)
}

// made is an answer that nobody behind the layer made.
func made(status int, contentType string, body []byte) reply {
	return reply{status, http.Header{"Content-Type": {contentType}}, body}
}

func portal(Fault, reply) reply {
	return made(http.StatusOK, "text/html; charset=utf-8", []byte(captivePortal))
}

func errorWithSuccess(Fault, reply) reply {
	return made(http.StatusOK, "application/json", sandbox.GatewayError(1, "this fault was asked for"))
}

// refusal is one of the gateway, or of the proxy before it.
func (f Fault) refusal() reply {
	if f.Code == 0 && f.Status == http.StatusBadGateway {
		text := http.StatusText(f.Status)
		return made(f.Status, "text/html", fmt.Appendf(nil, proxyError, f.Status, text, f.Status, text))
	}
	code := f.Code
	if code == 0 {
		code = usualCode(f.Status)
	}
	description := "this fault was asked for"
	if code == 53 {
		description = "global quota limit (this fault was asked for)"
	}
	refused := made(f.Status, "application/json; charset=UTF-8", sandbox.GatewayError(code, description))
	if f.RetryAfter != "" {
		refused.header.Set("Retry-After", f.RetryAfter)
	}
	return refused
}

// usualCode is the gateway code that goes with a status (api-contract §1.4).
func usualCode(status int) int {
	codes := map[int]int{400: 22, 401: 41, 403: 50, 404: 60, 405: 61, 406: 62, 408: 63, 409: 69, 412: 65, 413: 66, 415: 68, 429: 53, 502: 1, 503: 5, 504: 6}
	if code, known := codes[status]; known {
		return code
	}
	return 1
}

// truncate makes a complete HTTP answer whose JSON is not: no layer below the decoder
// can notice.
func truncate(_ Fault, re reply) reply {
	re.body = re.body[:len(re.body)/2]
	return re
}

// latin1 writes what ISO-8859-1 has no character for as a question mark.
func latin1(_ Fault, re reply) reply {
	encoder := encoding.ReplaceUnsupported(charmap.ISO8859_1.NewEncoder())
	if encoded, err := encoder.Bytes(re.body); err == nil {
		re.body = encoded
		re.header.Set("Content-Type", "application/json; charset=ISO-8859-1")
	}
	return re
}

func stall(_ http.ResponseWriter, r *http.Request, _ reply) { <-r.Context().Done() }

// cutter closes the connection after some first bytes.
func cutter(first string) func(http.ResponseWriter, *http.Request, reply) {
	return func(w http.ResponseWriter, _ *http.Request, _ reply) {
		connection := takeOver(w)
		_, _ = connection.Write([]byte(first))
		_ = connection.Close()
	}
}

func reset(w http.ResponseWriter, _ *http.Request, _ reply) {
	connection := takeOver(w)
	if tcp, isTCP := connection.(*net.TCPConn); isTCP {
		_ = tcp.SetLinger(0) // close sends a reset
	}
	_ = connection.Close()
}

func takeOver(w http.ResponseWriter) net.Conn {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil { // no TCP below, as with a recorder in a test
		panic(http.ErrAbortHandler)
	}
	return connection
}

// drip sends the body in at most twenty pieces.
func drip(w http.ResponseWriter, r *http.Request, re reply) {
	re.writeHeader(w)
	piece := len(re.body)/20 + 1
	for rest := re.body; len(rest) > 0; {
		n := min(piece, len(rest))
		if _, err := w.Write(rest[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		if rest = rest[n:]; len(rest) > 0 && !sandbox.Pause(r.Context(), dripInterval) {
			return
		}
	}
}
