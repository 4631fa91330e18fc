package shared

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	"github.com/valkey-io/valkey-go"
)

// Answer is a kept answer of the API.
type Answer struct {
	Body []byte
	Age  time.Duration // since the read of it began, by the server's clock
}

// Mark is where a read began: what it brings is kept only if no change was
// made since.
type Mark struct {
	generation string
	began      string
}

// Get returns the answer under key; found is false where there is none, or a
// change of its family came since. The mark is for a read that begins now.
func (s *Server) Get(ctx context.Context, key, family string) (a Answer, found bool, m Mark, err error) {
	err = s.step(ctx, key, []string{"get", s.names.sum(family)}, func(entry string, reply valkey.ValkeyResult) error {
		parts, err := reply.ToArray()
		if err != nil {
			return err
		}
		if len(parts) != 5 {
			return errors.New("a reply of another form")
		}
		now, err := parts[0].AsInt64()
		if err != nil {
			return err
		}
		m.began = strconv.FormatInt(now, 10)
		if m.generation, err = parts[1].ToString(); err != nil {
			return err
		}
		a, found = s.opened(entry, family, m.generation, now, parts[2:])
		return nil
	})
	return a, found, m, err
}

// opened opens what is kept under entry. Anything odd is not an answer: another
// generation, a time to come, a body that this credential did not seal for it.
func (s *Server) opened(entry, family, generation string, now int64, kept []valkey.ValkeyMessage) (Answer, bool) {
	of, err := kept[0].ToString()
	if err != nil || of != generation {
		return Answer{}, false
	}
	fetched, err := kept[1].ToString()
	if err != nil {
		return Answer{}, false
	}
	at, err := strconv.ParseInt(fetched, 10, 64)
	if err != nil || at > now {
		return Answer{}, false
	}
	sealed, err := kept[2].ToString()
	if err != nil {
		return Answer{}, false
	}
	body, err := s.names.seal.Open(nil, nil, []byte(sealed), bound(entry, family, of, fetched))
	if err != nil {
		return Answer{}, false
	}
	return Answer{Body: body, Age: time.Duration(now-at) * time.Millisecond}, true
}

// Put keeps body under key for as long as keep, unless a change of its family
// was made since m, or a later read was faster.
func (s *Server) Put(ctx context.Context, key, family string, m Mark, keep time.Duration, body []byte) error {
	return s.link.do(ctx, func(ctx context.Context, c *conn) error {
		keys := s.keys(c, key)
		sealed := s.names.seal.Seal(nil, nil, body, bound(keys[0], family, m.generation, m.began)) //nolint:gosec // the seal makes its own random nonce
		return s.answers.Exec(ctx, c, keys, []string{
			s.clock(), "put", s.names.sum(family), m.generation, m.began, ms(keep), string(sealed),
		}).Error()
	})
}

// Drop makes all answers of the families old, on every host, those included
// whose read is under way. It returns the generations that begin.
func (s *Server) Drop(ctx context.Context, families ...string) (map[string]string, error) {
	begun := map[string]string{}
	for _, family := range families {
		generation := rand.Text()
		if err := s.step(ctx, "", []string{"drop", s.names.sum(family), generation}, nil); err != nil {
			return begun, err
		}
		begun[family] = generation
	}
	return begun, nil
}

// Generations returns which generation each of the families is at: where one
// differs from what it was, another host made a change, and what is kept here
// is old.
func (s *Server) Generations(ctx context.Context, families ...string) (map[string]string, error) {
	found := map[string]string{}
	err := s.link.do(ctx, func(ctx context.Context, c *conn) error {
		all, err := c.Do(ctx, c.B().Hgetall().Key(s.names.in(c.run, "generations")[0]).Build()).AsStrMap()
		for _, family := range families {
			found[family] = all[s.names.sum(family)]
		}
		return err
	})
	return found, err
}

// Lease asks to be the one who reads key, for as long as term at the most.
// Where another host does, wait is how long its turn may last yet, and release
// is nil.
func (s *Server) Lease(ctx context.Context, key string, term time.Duration) (release func(context.Context), wait time.Duration, err error) {
	token := rand.Text()
	err = s.step(ctx, key, []string{"lease", "", token, ms(term)}, func(_ string, reply valkey.ValkeyResult) error {
		left, err := reply.AsInt64()
		wait = time.Duration(left) * time.Millisecond
		return err
	})
	if err != nil || wait > 0 {
		return nil, wait, err
	}
	return func(ctx context.Context) {
		_ = s.step(ctx, key, []string{"release", "", token}, nil) // else it ends with its term
	}, 0, nil
}

// step runs one step of the script; read gets the name of the entry too, and may
// be nil.
func (s *Server) step(ctx context.Context, key string, args []string, read func(entry string, reply valkey.ValkeyResult) error) error {
	return s.link.do(ctx, func(ctx context.Context, c *conn) error {
		keys := s.keys(c, key)
		reply := s.answers.Exec(ctx, c, keys, append([]string{s.clock()}, args...))
		if read == nil {
			return reply.Error()
		}
		return read(keys[0], reply)
	})
}

// keys are those of a step: the entry, the generations, the lease.
func (s *Server) keys(c *conn, key string) []string {
	return []string{s.names.of("answer", c.run, key), s.names.in(c.run, "generations")[0], s.names.of("lease", key)}
}
