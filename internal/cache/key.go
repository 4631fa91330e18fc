package cache

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Key names one answer. All of it counts: two credentials, or two API keys,
// never see each other's entries.
type Key struct {
	Origin, Credential, APIKey string
	Method, Path, Query        string
	Accept, Language           string
}

// Family names entries that one change makes wrong together, scope included:
// "voicesites", "address/9999/site-id". The caller composes it.
type Family string

// digest stands for a key or a family wherever the disk is concerned.
type digest [sha256.Size]byte

// String is the digest as a file name.
func (d digest) String() string { return hex.EncodeToString(d[:]) }

// naming turns keys and families into digests. The salt, random and private to
// the user, keeps file names from telling whether a guessed key is in the cache.
type naming struct{ salt []byte }

func (n naming) key(k Key) digest {
	return n.sum("key",
		k.Origin, k.Credential, k.APIKey, k.Method, k.Path, k.Query, k.Accept, k.Language)
}

func (n naming) family(f Family) digest { return n.sum("family", string(f)) }

// sum hashes each part with its length before it, so that "a"+"bc" and
// "ab"+"c" differ.
func (n naming) sum(parts ...string) digest {
	mac := hmac.New(sha256.New, n.salt)
	for _, part := range parts {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write([]byte(part))
	}
	var d digest
	mac.Sum(d[:0])
	return d
}
