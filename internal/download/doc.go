// Package download puts a document of a server into a directory of the operator:
// under a name that cannot leave it, never over a file that is there, whole or not
// at all, and only when it is what was asked for.
//
// The name that a server sends is a wish (name.go); os.Root keeps every step inside
// the directory whatever the name, and whatever is linked there meanwhile
// (save.go). It sends no request: the client hands it the body of an answer. The
// client and internal/cli may import it.
package download
