package cli

import (
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"btalk/internal/models"
	"btalk/internal/private"
)

// maxLog is where a log is put aside as NAME.1 and begun anew, in bytes.
const maxLog = 4 << 20

// debugLog is the log of --debug: JSON lines in the state directory, nothing
// secret. The nil log takes everything and writes nothing.
type debugLog struct {
	mu     sync.Mutex
	file   *os.File
	path   string
	size   int64
	logger *slog.Logger
}

// newLog opens the log in the state directory.
func newLog(dir string) (*debugLog, error) {
	if dir == "" {
		return nil, errNoState
	}
	if err := private.Dir(dir); err != nil {
		return nil, err
	}
	log := &debugLog{path: filepath.Join(dir, "debug.log")}
	if err := log.open(); err != nil {
		return nil, err
	}
	log.logger = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return log, nil
}

func (l *debugLog) open() error {
	file, err := private.Open(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, math.MaxInt64)
	if err != nil {
		return private.Explain("open", l.path, err)
	}
	info, err := file.Stat()
	if err == nil {
		err = file.Chmod(private.FileMode)
	}
	if err != nil {
		_ = file.Close()
		return err
	}
	l.file, l.size = file, info.Size()
	return nil
}

// Write appends one line; a log that has grown is put aside first.
func (l *debugLog) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size > maxLog {
		_ = l.file.Close()
		if err := os.Rename(l.path, l.path+".1"); err != nil {
			return 0, err
		}
		if err := l.open(); err != nil {
			return 0, err
		}
	}
	n, err := l.file.Write(line)
	l.size += int64(n)
	return n, err
}

// exchange writes one line of the request log.
func (l *debugLog) exchange(e models.Exchange) {
	if l == nil {
		return
	}
	l.logger.Info("exchange",
		"at", e.At.UTC().Format(time.RFC3339Nano), "method", e.Method, "path", e.Path.String(),
		"status", e.Status, "ms", e.Took.Milliseconds(), "source", int(e.Source),
		"request", e.RequestID.String(), "failure", int(e.Failure))
}

func (l *debugLog) close() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file.Close()
}
