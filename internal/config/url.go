package config

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// address checks where credentials may be sent and returns it without a
// trailing slash. Its errors never repeat the text: it may hold a password.
func address(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Opaque != "" || u.Hostname() == "" {
		return "", errors.New("is not an address such as https://host/path")
	}
	if u.User != nil {
		return "", errors.New("must not hold a user name or password; credentials have their own settings")
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", errors.New("must end with the path: no ? and no #")
	}
	if n, err := strconv.Atoi(u.Port()); u.Port() != "" && (err != nil || n < 1 || n > 65535) {
		return "", errors.New("has no valid port")
	}
	if u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()) {
		return strings.TrimRight(u.String(), "/"), nil
	}
	return "", errors.New("must begin with https://; http:// would send credentials in the clear" +
		" and is for 127.0.0.1, ::1 and localhost only")
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
