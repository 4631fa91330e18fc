package journal

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"btalk/internal/jobs"
	"btalk/internal/private"
)

// Following remembers the jobs of a server that are followed, over a restart: what
// they are for and where, no content. It is one file, replaced whole; any number of
// processes may use it.
type Following struct {
	path string
	now  func() time.Time
}

// OpenFollowing makes no file; the first job that is remembered does.
func OpenFollowing(path string, now func() time.Time) *Following {
	return &Following{path: path, now: now}
}

const (
	followingBytes = 1 << 20
	followingMost  = 200
	followingDays  = 7 // servers forget results sooner
	lockFollowing  = time.Second
)

// Jobs are the jobs that are followed, the oldest first. One that was begun more than a
// week ago is not among them.
func (f *Following) Jobs() ([]jobs.Known, error) {
	data, err := readRegular(f.path, followingBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []jobs.Known
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, errDamaged
	}
	oldest := f.now().AddDate(0, 0, -followingDays)
	return slices.DeleteFunc(all, func(k jobs.Known) bool { return k.Since.Before(oldest) }), nil
}

// Remember keeps a job, in place of what was known of it.
func (f *Following) Remember(job jobs.Known) error {
	return f.change(func(all []jobs.Known) []jobs.Known {
		return append(without(all, job), job)
	})
}

// Forget drops a job.
func (f *Following) Forget(job jobs.Known) error {
	return f.change(func(all []jobs.Known) []jobs.Known { return without(all, job) })
}

// without is a list without a job: the same id, or the same purpose and time.
func without(all []jobs.Known, job jobs.Known) []jobs.Known {
	return slices.DeleteFunc(slices.Clone(all), func(k jobs.Known) bool {
		return k.ID != "" && k.ID == job.ID || k.What == job.What && k.Since.Equal(job.Since)
	})
}

// change reads, changes and replaces the file under a lock. A file that is damaged is
// begun anew: jobs can be asked for again.
func (f *Following) change(do func([]jobs.Known) []jobs.Known) error {
	if err := private.Dir(filepath.Dir(f.path)); err != nil {
		return err
	}
	release, err := private.Take(f.path+".lock", lockFollowing)
	if err != nil {
		return err
	}
	defer release()
	all, err := f.Jobs()
	if err != nil && !errors.Is(err, errDamaged) {
		return err
	}
	changed := do(all)
	if slices.Equal(changed, all) {
		return nil
	}
	changed = changed[max(0, len(changed)-followingMost):]
	data, err := json.Marshal(changed)
	if err != nil {
		return err
	}
	return private.Write(f.path, data)
}
