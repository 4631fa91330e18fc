package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"btalk/internal/private"
)

const maxHosts = 1000

func absolute(path string) (string, error) {
	if path != "" && !filepath.IsAbs(path) {
		return "", errors.New("wants a whole path, from /")
	}
	return path, nil
}

// sharedAddress checks the form only: what it is for is said by who connects.
func sharedAddress(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return errors.New("is not an address such as rediss://user:password@host:6379")
	}
	switch {
	case u.Scheme == "rediss" && u.Hostname() != "", u.Scheme == "redis+unix" && filepath.IsAbs(u.Path):
		return nil
	case u.Scheme == "redis" && loopback(u.Hostname()):
		return nil
	case u.Scheme == "redis":
		return errors.New("would send the password in clear to another host: write rediss:// for TLS; redis:// is for 127.0.0.1, ::1 and localhost only")
	}
	return errors.New("wants rediss://user:password@host:6379, redis+unix:///path/of/socket, or redis:// for this host")
}

func proxyAddress(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return errors.New("is not an address such as http://proxy.example:3128")
	}
	return nil
}

// certificates checks that a file holds some.
func certificates(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	if path, err := absolute(path); err != nil {
		return path, err
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("names %s, which cannot be read: %w", printable(path), private.Reason(err))
	}
	if !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return "", fmt.Errorf("names %s, which holds no certificate in PEM form", printable(path))
	}
	return path, nil
}
