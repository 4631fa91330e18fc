package shared

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/valkey-io/valkey-go"
)

// conn is one connection to one run of the server. It is never made anew behind
// our back: a server that was started again may have gone back to an old state,
// with answers that a change has made wrong since.
type conn struct {
	valkey.Client

	run string // the id of the server's run; "" where its user may not ask
}

var errLost = errors.New("the connection was lost")

func dial(option valkey.ClientOption) (*conn, error) {
	var made atomic.Bool
	plain := option.DialCtxFn
	option.DialCtxFn = func(ctx context.Context, address string, dialer *net.Dialer, secure *tls.Config) (net.Conn, error) {
		switch {
		case made.Load():
			return nil, errLost
		case plain != nil:
			return plain(ctx, address, dialer, secure)
		case secure != nil:
			return (&tls.Dialer{NetDialer: dialer, Config: secure}).DialContext(ctx, "tcp", address)
		}
		return dialer.DialContext(ctx, "tcp", address)
	}
	client, err := valkey.NewClient(option)
	if err != nil {
		return nil, err
	}
	made.Store(true)
	return &conn{Client: client}, nil
}

// probe sees whether calls will come through, by a write: a full server still
// answers PING. It learns which run of the server this is.
func (n names) probe(ctx context.Context, c *conn) error {
	info, err := c.Do(ctx, c.B().Info().Section("server").Build()).ToString()
	if reply, refused := errors.AsType[*valkey.ValkeyError](err); err != nil && (!refused || !strings.HasPrefix(reply.Error(), "NOPERM")) {
		return err
	}
	c.run = runOf(info)
	return c.Do(ctx, c.B().Set().Key(n.of("probe")).Value("1").Px(time.Second).Build()).Error()
}

// runOf finds the id of the run in what INFO says.
func runOf(info string) string {
	for lines := bufio.NewScanner(strings.NewReader(info)); lines.Scan(); {
		if id, found := strings.CutPrefix(lines.Text(), "run_id:"); found {
			return strings.TrimSpace(id)
		}
	}
	return ""
}
