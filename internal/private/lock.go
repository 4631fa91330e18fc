package private

import (
	"errors"
	"math/rand/v2"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// ErrHeld says that somebody else has the lock, here or in another process.
var ErrHeld = errors.New("another btalk holds it; try again")

// lockPause is the mean time between two attempts.
const lockPause = 2 * time.Millisecond

// Take takes the lock on a file of that path, which is made where missing, and tries
// for about as long as limit says. It is never waited for in the kernel: on a network
// home that may be for ever. The lock ends with release, or with the process. An error
// that is not [ErrHeld] says that locks do not work there.
func Take(path string, limit time.Duration) (release func(), err error) {
	return Alone.Take(path, limit)
}

// Take is [Take] for those who share the file.
func (k Keeper) Take(path string, limit time.Duration) (release func(), err error) {
	if err := k.prepare(path); err != nil {
		return nil, err
	}
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR|careful), flock.SetPermissions(k.file()))
	for left := limit / lockPause; ; left-- {
		held, err := lock.TryLock()
		switch {
		case err != nil:
			return nil, errors.Join(err, lock.Close())
		case held:
			return func() { _ = lock.Close() }, nil
		case left <= 0:
			return nil, errors.Join(ErrHeld, lock.Close())
		}
		<-time.After(lockPause/2 + rand.N(lockPause)) // not in step with the others
	}
}
