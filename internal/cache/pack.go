package cache

import (
	"errors"

	"github.com/klauspost/compress/zstd"
)

const (
	packFrom    = 64 << 10  // smaller bodies are not worth packing
	largestBody = 256 << 20 // unpacked: what a program can still show
)

// The forms of a kept body, the first byte after the header.
const (
	formPlain byte = iota
	formZstd
)

var errTooLarge = errors.New("too large for the cache")

// Pack gives body as small as it is kept, for whoever keeps it elsewhere.
func Pack(body []byte) ([]byte, error) {
	form, packed, err := pack(body)
	return append([]byte{form}, packed...), err
}

// Unpack gives back what Pack was given; anything else is an error.
func Unpack(packed []byte) ([]byte, error) {
	if len(packed) == 0 {
		return nil, errDamaged
	}
	return unpack(packed[0], packed[1:])
}

// pack gives body in the form in which it is kept.
func pack(body []byte) (form byte, packed []byte, err error) {
	switch {
	case len(body) > largestBody:
		return formPlain, nil, errTooLarge
	case len(body) < packFrom:
		return formPlain, body, nil
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return formPlain, nil, err
	}
	return formZstd, encoder.EncodeAll(body, make([]byte, 0, len(body)/4)), nil
}

// unpack gives back what pack was given; anything that pack did not make is
// errDamaged.
func unpack(form byte, packed []byte) ([]byte, error) {
	switch form {
	case formPlain:
		return packed, nil
	case formZstd:
	default:
		return nil, errDamaged
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(largestBody))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	body, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, errDamaged
	}
	return body, nil
}
