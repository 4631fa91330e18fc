package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"
)

// An entry on disk is a header of fixed size and the body:
//
//	magic 8 | SHA-256 of all that follows 32 | fetched, ns 8 | key 32 | family 32 | form 1 | body
//
// The magic carries the format's version. The key is inside as well as in the
// file's name, so that a file moved to another name is a miss.
const (
	magic       = "btalkce2"
	sumOffset   = len(magic)
	timeOffset  = sumOffset + sha256.Size
	keyOffset   = timeOffset + 8
	famOffset   = keyOffset + sha256.Size
	formOffset  = famOffset + sha256.Size
	headerBytes = formOffset + 1
)

var errDamaged = errors.New("damaged cache entry")

// record is an entry with what the disk needs to know of it.
type record struct {
	key, family digest
	fetched     time.Time
	form        byte   // of the body: see pack
	body        []byte // as it is kept
}

// encode returns the header that goes before r.body.
func (r record) encode() []byte {
	h := make([]byte, headerBytes)
	copy(h, magic)
	binary.BigEndian.PutUint64(h[timeOffset:], uint64(r.fetched.UnixNano()))
	copy(h[keyOffset:], r.key[:])
	copy(h[famOffset:], r.family[:])
	h[formOffset] = r.form
	sum := checksum(h[timeOffset:], r.body)
	copy(h[sumOffset:], sum[:])
	return h
}

// decode reads what encode and a body made. The body is a part of data. Any
// damage, and any other format, is errDamaged.
func decode(data []byte) (record, error) {
	if len(data) < headerBytes || string(data[:sumOffset]) != magic {
		return record{}, errDamaged
	}
	header, body := data[:headerBytes], data[headerBytes:]
	sum := checksum(header[timeOffset:], body)
	if !bytes.Equal(sum[:], header[sumOffset:timeOffset]) {
		return record{}, errDamaged
	}
	r, err := decodeHeader(header)
	r.body = body
	return r, err
}

// decodeHeader reads the part before the body. Whether the two belong together,
// and whether all of it is as it was written, only decode can tell.
func decodeHeader(h []byte) (record, error) {
	if len(h) < headerBytes || string(h[:sumOffset]) != magic {
		return record{}, errDamaged
	}
	return record{
		key:     digest(h[keyOffset:famOffset]),
		family:  digest(h[famOffset:formOffset]),
		fetched: time.Unix(0, int64(binary.BigEndian.Uint64(h[timeOffset:]))),
		form:    h[formOffset],
	}, nil
}

func checksum(parts ...[]byte) digest {
	h := sha256.New()
	for _, part := range parts {
		h.Write(part)
	}
	var d digest
	h.Sum(d[:0])
	return d
}
