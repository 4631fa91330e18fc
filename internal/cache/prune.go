package cache

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"btalk/internal/private"
)

const (
	pruneEvery = 24 * time.Hour

	// entryAge is the age from which nobody shows an entry (design, Freshness).
	// A stamp is kept for twice as long: until no entry it refuses can be left.
	entryAge = 90 * 24 * time.Hour
	stampAge = 2 * entryAge
	forever  = time.Duration(math.MaxInt64)
)

// files walks over the entries and the leftovers of unfinished writes.
func (d *disk) files() iter.Seq2[string, fs.FileInfo] {
	shards, _ := os.ReadDir(d.entries()) // unreadable is empty
	dirs := make([]string, len(shards))
	for i, shard := range shards {
		dirs[i] = filepath.Join(d.entries(), shard.Name())
	}
	return filesIn(dirs...)
}

// filesIn walks over the regular files of directories.
func filesIn(dirs ...string) iter.Seq2[string, fs.FileInfo] {
	return func(yield func(string, fs.FileInfo) bool) {
		for _, dir := range dirs {
			entries, _ := os.ReadDir(dir)
			for _, entry := range entries {
				info, err := entry.Info()
				if err != nil || !info.Mode().IsRegular() {
					continue
				}
				if !yield(filepath.Join(dir, entry.Name()), info) {
					return
				}
			}
		}
	}
}

func (d *disk) info() Info {
	total := Info{Dir: d.dir}
	for _, file := range d.files() {
		if private.IsUnfinished(file) {
			continue
		}
		fetched := file.ModTime()
		total = total.plus(Info{Entries: 1, Bytes: file.Size(), Oldest: fetched, Newest: fetched})
	}
	return total
}

// clear leaves the stamps: they still refuse reads that are under way.
func (d *disk) clear() error {
	var failed error
	for path := range d.files() {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = private.Explain("empty", d.dir, err)
		}
	}
	return failed
}

// prune tidies, unless somebody has done so within the day.
func (d *disk) prune(ctx context.Context) {
	marker, now := filepath.Join(d.dir, "pruned"), d.now()
	if info, err := os.Lstat(marker); err == nil {
		if age := now.Sub(info.ModTime()); age >= 0 && age < pruneEvery {
			return
		}
	}
	if d.keep.Put(marker, now) != nil {
		return // nothing can be changed here
	}
	sweep(ctx, now, entryAge, d.files())
	sweep(ctx, now, stampAge, filesIn(d.families()))
	sweep(ctx, now, forever, filesIn(d.dir))
	if ctx.Err() == nil {
		d.trim(d.max, d.most)
	}
}

// sweep removes files older than limit, and unfinished ones much sooner.
func sweep(ctx context.Context, now time.Time, limit time.Duration, files iter.Seq2[string, fs.FileInfo]) {
	for path, info := range files {
		if ctx.Err() != nil {
			return
		}
		age := now.Sub(info.ModTime())
		if age > limit || private.IsLeftover(info, now) {
			discard(path)
		}
	}
}

// trimAfter trims now and then: whenever this process has written a sixteenth
// of a limit. It goes an eighth below, so that several processes at it do not
// exceed the limit by much.
func (d *disk) trimAfter(written int64) {
	d.mu.Lock()
	d.written += written
	d.puts++
	due := d.written > d.max/16 || d.puts > d.most/16
	if due {
		d.written, d.puts = 0, 0
	}
	d.mu.Unlock()
	if due {
		d.trim(d.max/8*7, d.most/8*7)
	}
}

// trim removes the oldest entries until the others are at most so many and take
// at most limit bytes.
func (d *disk) trim(limit int64, most int) {
	type file struct {
		path string
		size int64
		when time.Time
	}
	var files []file
	var total int64
	for path, info := range d.files() {
		if private.IsUnfinished(info) {
			continue
		}
		when := info.ModTime()
		if when.After(d.now()) {
			when = time.Time{} // the clock was ahead: nobody believes it
		}
		files = append(files, file{path, info.Size(), when})
		total += info.Size()
	}
	left := len(files)
	if total <= limit && left <= most {
		return
	}
	slices.SortFunc(files, func(a, b file) int { return a.when.Compare(b.when) })
	for _, f := range files {
		if total <= limit && left <= most {
			return
		}
		discard(f.path)
		total -= f.size
		left--
	}
}
