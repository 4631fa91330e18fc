package sandbox

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// tokens are the access tokens that were issued.
type tokens struct {
	mu     *sync.Mutex
	ends   map[string]time.Time
	life   time.Duration
	asText bool
	now    func() time.Time
}

// keepExpired is how long an expired token is still known as expired (42);
// after that it is just a wrong one (41).
const keepExpired = 24 * time.Hour

func newTokens(options Options) tokens {
	return tokens{mu: &sync.Mutex{}, ends: map[string]time.Time{}, life: options.TokenLife, asText: options.TextExpiry, now: options.Now}
}

// expire ends the life of every token now.
func (t *tokens) expire() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for token := range t.ends {
		t.ends[token] = t.now()
	}
}

// revoke forgets every token.
func (t *tokens) revoke() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.ends)
}

// answer answers POST /oauth/v3/token (api-contract §1.1).
func (t *tokens) answer(c *call) answer {
	if c.http.Method != http.MethodPost {
		return gatewayRefusal(http.StatusMethodNotAllowed, codeMethod, "the token endpoint takes POST")
	}
	if refused, valid := checkClient(c.http.Header.Get("Authorization")); !valid {
		return refused
	}
	form, err := url.ParseQuery(string(c.body))
	switch grant := form.Get("grant_type"); {
	case err != nil || grant == "":
		return tokenRefusal(http.StatusBadRequest, "invalid_request", "Missing grant_type in body")
	case grant != "client_credentials":
		return tokenRefusal(http.StatusBadRequest, "unsupported_grant_type", "Only client_credentials is possible here")
	}
	token := t.issue()
	var expires any = int(t.life / time.Second)
	if t.asText {
		expires = strconv.Itoa(int(t.life / time.Second))
	}
	body := encode(map[string]any{"token_type": "Bearer", "access_token": token, "expires_in": expires})
	// The recorded answer begins with a newline and ends with blanks.
	padded := append(append([]byte("\n"), body...), "  "...)
	return ok(raw{"application/json; charset=UTF-8", padded}).with("Cache-Control", "no-store")
}

func checkClient(header string) (answer, bool) {
	encoded, basic := strings.CutPrefix(header, "Basic ")
	decoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	id, secret, paired := strings.Cut(string(decoded), ":")
	if !basic || err != nil || !paired {
		return tokenRefusal(http.StatusUnauthorized, "invalid_client", "Unable to decode Basic authorization."), false
	}
	demo := DemoCredentials()
	if unescaped(id) != demo.ClientID || unescaped(secret) != demo.ClientSecret {
		return tokenRefusal(http.StatusUnauthorized, "invalid_client", "The requested service needs credentials, but the ones provided were invalid."), false
	}
	return answer{}, true
}

// unescaped undoes the form encoding that RFC 6749 §2.3.1 asks of clients.
func unescaped(value string) string {
	if plain, err := url.QueryUnescape(value); err == nil {
		return plain
	}
	return value
}

func tokenRefusal(status int, kind, description string) answer {
	return answer{status: status, body: oauthError{kind, description}}
}

func (t *tokens) issue() string {
	var secret [330]byte
	_, _ = rand.Read(secret[:]) // never fails (crypto/rand)
	text := base64.RawURLEncoding.EncodeToString(secret[:])
	token := text[:36] + "." + text[36:380] + "." + text[380:] // as long as the real ones, as opaque
	t.mu.Lock()
	defer t.mu.Unlock()
	for old, end := range t.ends {
		if t.now().Sub(end) > keepExpired {
			delete(t.ends, old)
		}
	}
	t.ends[token] = t.now().Add(t.life)
	return token
}

// check checks the Bearer token of a call (api-contract §1.4, codes 40–42).
func (t *tokens) check(c *call) (answer, bool) {
	token, bearer := strings.CutPrefix(c.http.Header.Get("Authorization"), "Bearer ")
	if !bearer || token == "" {
		return gatewayRefusal(http.StatusUnauthorized, 40, "the Authorization header is missing or has no Bearer token"), false
	}
	t.mu.Lock()
	end, known := t.ends[token]
	t.mu.Unlock()
	if !known {
		return gatewayRefusal(http.StatusUnauthorized, 41, "the access token is not valid"), false
	}
	if !t.now().Before(end) {
		return gatewayRefusal(http.StatusUnauthorized, 42, "the access token has expired"), false
	}
	return answer{}, true
}
