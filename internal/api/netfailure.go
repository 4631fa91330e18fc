package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// hostLink names the host in the errors of the network: which of proxy, server
// and certificate stood in the way is what the operator has to know.
type hostLink struct {
	proxy proxyWay
	next  http.RoundTripper
}

func (w hostLink) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, &hostError{to: req.URL, proxy: w.proxy.host(req.URL), err: err}
	}
	return resp, nil
}

// hostError is an error of the network on the way to an address.
type hostError struct {
	to    *url.URL
	proxy string // the host of the proxy on the way; "" when there is none
	err   error
}

func (e *hostError) Error() string { return e.err.Error() }
func (e *hostError) Unwrap() error { return e.err }

// proxyError is the answer of a proxy that does not let a connection through.
type proxyError struct {
	proxy  string
	status int
}

func (e *proxyError) Error() string { return proxyWords(e.proxy, e.status) }

// refusedByProxy judges the answer of a proxy to CONNECT.
func refusedByProxy(_ context.Context, proxy *url.URL, _ *http.Request, resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{proxy.Host, resp.StatusCode}
}

// proxyWords says what a proxy answered; proxy is its host, "" when unknown.
func proxyWords(proxy string, status int) string {
	who := "a proxy in between"
	if proxy != "" {
		who = "the proxy " + proxy
	}
	words := strings.TrimSpace(fmt.Sprintf("%s answered %d %s", who, status, http.StatusText(status)))
	if status == http.StatusProxyAuthRequired {
		words += ": it wants a user and a password; set them in proxy of the profile, or in HTTPS_PROXY"
	}
	return words
}

// proxyWay gives the proxy for a request; nil when there is none.
type proxyWay func(*http.Request) (*url.URL, error)

// proxyFor is the way through a proxy; without one it is as the environment says.
func proxyFor(proxy *url.URL) proxyWay {
	if proxy != nil {
		return http.ProxyURL(proxy)
	}
	return http.ProxyFromEnvironment
}

// host is that of the proxy for an address, "" when there is none or the address is not
// known.
func (w proxyWay) host(to *url.URL) string {
	if to == nil {
		return ""
	}
	proxy, err := w(&http.Request{URL: to})
	if err != nil || proxy == nil {
		return ""
	}
	return proxy.Host
}

// reason is the innermost useful part of a network error, without the address
// that net/http puts before it.
func reason(err error, now time.Time) string {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	way, _ := errors.AsType[*hostError](err)
	atProxy := isProxyDial(err)
	if cert, why := certificateOf(err, now); cert != nil {
		return certificateWords(way, atProxy, cert, why)
	}
	if atProxy && way != nil {
		return "the proxy " + way.proxy + " could not be reached: " + err.Error()
	}
	return err.Error()
}

// isProxyDial reports whether err came up between here and the proxy.
func isProxyDial(err error) bool {
	dial, ok := errors.AsType[*net.OpError](err)
	return ok && dial.Op == "proxyconnect"
}

// certificateOf gives the certificate that was not accepted, and why; nil when
// err is about something else.
func certificateOf(err error, now time.Time) (*x509.Certificate, string) {
	var (
		invalid   x509.CertificateInvalidError
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		verify    *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Cert != nil:
		return invalid.Cert, invalidity(invalid, now)
	case errors.As(err, &host) && host.Certificate != nil:
		return host.Certificate, "it is not for " + host.Host
	case errors.As(err, &authority) && authority.Cert != nil:
		return authority.Cert, "its issuer is not known here: add it with SSL_CERT_FILE if it is yours"
	case errors.As(err, &verify) && len(verify.UnverifiedCertificates) > 0:
		return verify.UnverifiedCertificates[0], verify.Err.Error()
	}
	return nil, ""
}

func invalidity(e x509.CertificateInvalidError, now time.Time) string {
	switch {
	case e.Reason == x509.Expired && now.Before(e.Cert.NotBefore):
		return "it is not valid yet"
	case e.Reason == x509.Expired:
		return "it has expired"
	}
	return strings.TrimPrefix(e.Error(), "x509: ")
}

// longestName is how much of a name in a certificate is told, in bytes.
const longestName = 80

// certificateWords describes a certificate that was not accepted.
func certificateWords(way *hostError, atProxy bool, cert *x509.Certificate, why string) string {
	of := "the server"
	switch {
	case way == nil:
	case atProxy:
		of = "the proxy " + way.proxy
	default:
		of = way.to.Hostname()
	}
	names := cert.DNSNames
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		names = []string{cert.Subject.CommonName}
	}
	return fmt.Sprintf("the certificate of %s: %s (for %s; issuer %s; valid from %s to %s)",
		of, why, clip(strings.Join(names, ", ")), clip(cert.Issuer.String()), instant(cert.NotBefore), instant(cert.NotAfter))
}

func instant(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 MST") }

func clip(name string) string {
	if len(name) > longestName {
		return strings.ToValidUTF8(name[:longestName], "") + "…"
	}
	return name
}
