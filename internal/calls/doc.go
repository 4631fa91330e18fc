// Package calls reads files of call records as carriers, exchanges and portals
// write them, and sums them up, in constant memory whatever their length.
//
// Read goes through a stream once: it unpacks gzip, finds out the dialect from
// the first 64 KiB (encoding, delimiter, header, what each column is, how dates
// and amounts are written) and hands over one Call after another; a Summary is
// where they end. What was understood is in the File that Read returns, to be
// shown beside every result, and so is what was not: columns without a known
// meaning, lines that are not calls, rows that could not be read. Nothing is
// guessed silently and no tariff is invented.
//
// To keep the bytes as well, give Read an io.TeeReader: it reads to the end
// whatever it understands.
//
// Read it from read.go; dialect.go finds out how the file is written, columns.go
// what its columns mean, split.go cuts records. It sends no request and knows no
// terminal. internal/cli and the client of the dashboard may import it.
package calls
