package sandbox

import (
	"bufio"
	"fmt"
	"maps"
	"net"
	"net/http"
	"strconv"
	"time"
)

// captivePortal is what a hotel's network answers to everything.
const captivePortal = `<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Guest Wi-Fi</h1><p>Please accept the conditions of use to continue.</p></body></html>`

// proxyError is what a proxy in front of the gateway answers.
const proxyError = `<html><head><title>%d %s</title></head><body><center><h1>%d %s</h1></center><hr><center>proxy</center></body></html>`

// dripInterval is the time between two drips of a slow body.
const dripInterval = 250 * time.Millisecond

// strike gives the client what the fault makes of the answer. It returns the
// status that went out, 0 when none did.
func (f *Fault) strike(s *Server, w http.ResponseWriter, r *http.Request, reply answer) int {
	switch f.What {
	case FaultStatus:
		reply = f.statusAnswer()
	case FaultHTML:
		reply = answer{status: http.StatusOK, body: raw{"text/html; charset=utf-8", []byte(captivePortal)}}
	case FaultStall:
		select {
		case <-r.Context().Done():
		case <-s.closing:
		}
		return 0
	case FaultClose, FaultReset, FaultHalfHeader:
		f.cut(w, reply)
		return 0
	case FaultTruncated:
		truncate(w, reply)
		return reply.status
	case FaultSlow:
		s.drip(w, r, reply)
		return reply.status
	default:
		reply = f.distort(reply)
	}
	reply.write(w)
	return reply.status
}

// statusAnswer is a refusal of the gateway, or of the proxy before it.
func (f *Fault) statusAnswer() answer {
	if f.Code == 0 && f.Status == http.StatusBadGateway {
		text := http.StatusText(f.Status)
		return answer{status: f.Status, body: raw{"text/html", fmt.Appendf(nil, proxyError, f.Status, text, f.Status, text)}}
	}
	code := f.Code
	if code == 0 {
		code = usualCode(f.Status)
	}
	description := "this fault was asked for"
	if code == codeTooMany {
		description = "global quota limit (this fault was asked for)"
	}
	reply := gatewayRefusal(f.Status, code, "%s", description)
	if f.RetryAfter != "" {
		reply = reply.with("Retry-After", f.RetryAfter)
	}
	return reply
}

// usualCode is the gateway code that goes with a status (api-contract §1.4).
func usualCode(status int) int {
	codes := map[int]int{400: 22, 401: 41, 403: 50, 404: 60, 405: 61, 406: 62, 408: 63, 409: 69, 412: 65, 413: 66, 415: 68, 429: 53, 502: 1, 503: 5, 504: 6}
	if code, known := codes[status]; known {
		return code
	}
	return 1
}

// cut ends the connection without an answer, or inside one.
func (f *Fault) cut(w http.ResponseWriter, reply answer) {
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil { // no TCP below, as with a recorder in a test
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = connection.Close() }()
	switch f.What {
	case FaultReset:
		if tcp, isTCP := connection.(*net.TCPConn); isTCP {
			_ = tcp.SetLinger(0) // close sends a reset
		}
	case FaultHalfHeader:
		writeHalfHeader(buffered.Writer, reply.status)
	}
}

func writeHalfHeader(w *bufio.Writer, status int) {
	_, _ = fmt.Fprintf(w, "HTTP/1.1 %d %s\r\nContent-Type: applica", status, http.StatusText(status))
	_ = w.Flush()
}

// truncate sends a complete HTTP answer whose JSON is not: no layer below the
// decoder can notice.
func truncate(w http.ResponseWriter, reply answer) {
	payload := reply.payload()
	reply.body = raw{payload.contentType, payload.bytes[:len(payload.bytes)/2]}
	reply.write(w)
}

// drip sends the body in at most twenty pieces.
func (s *Server) drip(w http.ResponseWriter, r *http.Request, reply answer) {
	payload := reply.payload()
	maps.Copy(w.Header(), reply.header)
	w.Header().Set("Content-Type", payload.contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(payload.bytes)))
	w.WriteHeader(reply.status)
	piece := len(payload.bytes)/20 + 1
	for rest := payload.bytes; len(rest) > 0; {
		n := min(piece, len(rest))
		if _, err := w.Write(rest[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		if rest = rest[n:]; len(rest) > 0 && !s.pause(r.Context(), dripInterval) {
			return
		}
	}
}
