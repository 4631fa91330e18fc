package api

import (
	"context"
	"fmt"
	"sync"
)

// flights makes one call out of all that ask for the same thing at the same
// time. Everyone may leave by their own context; when all have left, the call
// is called off.
type flights[K comparable, T any] struct {
	mu      sync.Mutex
	flights map[K]*flight[T]
}

type flight[T any] struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	value   T
	err     error
}

// panicError is what a panic in a call becomes. It must not end the program:
// the terminal would stay as it is.
type panicError struct{ value any }

func (e panicError) Error() string { return fmt.Sprintf("internal error: %v", e.value) }

// do gives the result of call, or of the one that is under way for key. joined
// tells the latter. The context of call carries the values of the first who
// asked, and ends when nobody waits any more.
func (f *flights[K, T]) do(ctx context.Context, key K, call func(context.Context) (T, error)) (value T, joined bool, err error) {
	f.mu.Lock()
	current, joined := f.flights[key]
	if !joined {
		current = f.start(ctx, key, call)
	}
	current.waiting++
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
		f.flights = map[K]*flight[T]{}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	current := &flight[T]{done: make(chan struct{}), cancel: cancel}
	f.flights[key] = current
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
	if current.waiting--; current.waiting == 0 {
		current.cancel()
		f.remove(key, current)
	}
}

func (f *flights[K, T]) land(key K, current *flight[T]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.remove(key, current)
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
