package api

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// flights makes one call out of all that ask for the same thing at the same
// time. Everyone may leave by their own context. When all have left, a call
// that has sent nothing yet is called off; one that has sent its request goes
// on to its end, because the request is paid for, and who comes back joins it.
type flights[K comparable, T any] struct {
	mu      sync.Mutex
	flights map[K]*flight[T]    // that may be joined
	running map[*flight[T]]bool // those, and what was forgotten
	ended   bool
}

type flight[T any] struct {
	done    chan struct{}
	cancel  context.CancelFunc
	sent    atomic.Bool // something has left for the server
	waiting int
	alone   *time.Timer // ends what nobody waits for; nil while somebody does
	value   T
	err     error
}

// aloneWithin is how long a call may go on that nobody waits for.
const aloneWithin = answerWithin

type sendingKey struct{}

// sending notes that the call under ctx is about to send something.
func sending(ctx context.Context) {
	if sent, ok := ctx.Value(sendingKey{}).(*atomic.Bool); ok {
		sent.Store(true)
	}
}

// panicError is what a panic in a call becomes. It must not end the program:
// the terminal would stay as it is.
type panicError struct{ value any }

func (e panicError) Error() string { return fmt.Sprintf("internal error: %v", e.value) }

// do gives the result of call, or of the one that is under way for key. joined
// tells the latter. The context of call carries the values of the first who
// asked; it ends when nobody waits any more and nothing was sent.
func (f *flights[K, T]) do(ctx context.Context, key K, call func(context.Context) (T, error)) (value T, joined bool, err error) {
	f.mu.Lock()
	current, joined := f.flights[key]
	if !joined {
		current = f.start(ctx, key, call)
	}
	current.waiting++
	if current.alone != nil {
		current.alone.Stop()
		current.alone = nil
	}
	f.mu.Unlock()

	select {
	case <-current.done:
		return current.value, joined, current.err
	case <-ctx.Done():
		f.leave(key, current)
		return value, joined, context.Cause(ctx)
	}
}

func (f *flights[K, T]) start(ctx context.Context, key K, call func(context.Context) (T, error)) *flight[T] {
	if f.flights == nil {
		f.flights, f.running = map[K]*flight[T]{}, map[*flight[T]]bool{}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	current := &flight[T]{done: make(chan struct{}), cancel: cancel}
	ctx = context.WithValue(ctx, sendingKey{}, &current.sent)
	f.flights[key], f.running[current] = current, true
	if f.ended {
		cancel()
	}
	go func() {
		defer close(current.done)
		defer cancel()
		defer f.land(key, current)
		defer func() {
			if value := recover(); value != nil {
				current.err = panicError{value}
			}
		}()
		current.value, current.err = call(ctx)
	}()
	return current
}

func (f *flights[K, T]) leave(key K, current *flight[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	current.waiting--
	switch {
	case current.waiting > 0:
	case current.sent.Load():
		current.alone = time.AfterFunc(aloneWithin, current.cancel)
	default:
		current.cancel()
		f.remove(key, current)
	}
}

func (f *flights[K, T]) land(key K, current *flight[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.remove(key, current)
	delete(f.running, current)
	if current.alone != nil {
		current.alone.Stop()
	}
}

func (f *flights[K, T]) remove(key K, current *flight[T]) {
	if f.flights[key] == current {
		delete(f.flights, key)
	}
}

// forget lets nobody join what is under way: it may bring what a change has
// made wrong.
func (f *flights[K, T]) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.flights)
}

// end calls off all that is under way and all to come, and waits until nothing
// is left of it, as long as ctx lasts.
func (f *flights[K, T]) end(ctx context.Context) {
	f.mu.Lock()
	f.ended = true
	running := slices.Collect(maps.Keys(f.running))
	f.mu.Unlock()
	for _, each := range running {
		each.cancel()
	}
	for _, each := range running {
		select {
		case <-each.done:
		case <-ctx.Done():
			return
		}
	}
}
