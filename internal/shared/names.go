package shared

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// names makes the names of keys, and seals what is kept under them: both from
// the credential, so that the server, and whoever reads it, learns neither
// whose they are nor what they say.
type names struct {
	naming []byte
	seal   cipher.AEAD
	space  string // the part that all names of this credential share; braces keep them on one node of a cluster
}

func newNames(origin, credential string) (names, error) {
	if credential == "" {
		return names{}, errors.New("nothing can be shared without a credential")
	}
	derive := func(purpose string) ([]byte, error) {
		return hkdf.Key(sha256.New, []byte(credential), []byte(origin), "btalk "+purpose+" 1", sha256.Size)
	}
	naming, err := derive("names")
	if err != nil {
		return names{}, fmt.Errorf("derive the key of the names: %w", err)
	}
	sealing, err := derive("answers")
	if err != nil {
		return names{}, fmt.Errorf("derive the key of the answers: %w", err)
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return names{}, fmt.Errorf("make the seal: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return names{}, fmt.Errorf("make the seal: %w", err)
	}
	n := names{naming: naming, seal: seal}
	n.space = Prefix + "{" + n.sum(origin) + "}:"
	return n, nil
}

// of is the name of a key; parts may be anything.
func (n names) of(kind string, parts ...string) string {
	if len(parts) == 0 {
		return n.space + kind
	}
	return n.space + kind + ":" + n.sum(parts...)
}

// in names keys that belong to one run of the server: what another run knew may
// have gone back to an old state since.
func (n names) in(run string, kinds ...string) []string {
	keys := make([]string, len(kinds))
	for i, kind := range kinds {
		keys[i] = n.of(kind, run)
	}
	return keys
}

// sum hashes each part with its length before it, so that "a"+"bc" and
// "ab"+"c" differ.
func (n names) sum(parts ...string) string {
	mac := hmac.New(sha256.New, n.naming)
	for _, part := range parts {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write([]byte(part))
	}
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// bound is what a sealed body belongs to: under another name, family,
// generation or time it does not open.
func bound(entry, family, generation, fetched string) []byte {
	return []byte(entry + "\x00" + family + "\x00" + generation + "\x00" + fetched)
}

func millis(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }
