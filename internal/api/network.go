package api

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"time"
)

// The limits of one connection.
const (
	dialWithin      = 10 * time.Second
	handshakeWithin = 10 * time.Second
	answerWithin    = 30 * time.Second // to the last byte of the body
	keepIdle        = 90 * time.Second
	maxHeaderBytes  = 1 << 20

	// A connection that died silently (a laptop that slept, a firewall that
	// forgot) is found out by pings, or requests would hang for minutes.
	pingAfter  = 10 * time.Second
	pingWithin = 5 * time.Second
)

// network is the bottom of the chain. Without a proxy and roots of its own it takes
// the proxy from the environment and the roots from the system or SSL_CERT_FILE.
func network(proxy *url.URL, roots *x509.CertPool) http.RoundTripper {
	return &http.Transport{
		Proxy:                  proxyFor(proxy),
		OnProxyConnectResponse: refusedByProxy,
		DialContext:            (&net.Dialer{Timeout: dialWithin}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:    handshakeWithin,
		ResponseHeaderTimeout:  answerWithin,
		MaxResponseHeaderBytes: maxHeaderBytes,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        keepIdle,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingWithin},
	}
}
