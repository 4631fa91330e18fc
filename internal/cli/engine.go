package cli

import (
	"context"
	"os/user"
	"path/filepath"

	"btalk/internal/api"
	"btalk/internal/api/change"
	"btalk/internal/journal"
	"btalk/internal/models"
)

// engine is the one way to change anything. The journal is that of the user,
// for all profiles; the demo has one of its own, because what is sent there is
// sent nowhere.
func (s *session) engine(client *api.Client) (*change.Engine, error) {
	profile, err := s.profileName()
	if err != nil {
		return nil, err
	}
	dir := s.env.Dirs.State
	if s.flags.demo {
		dir = s.stateDir()
	}
	records := journal.OpenRecords(filepath.Join(dir, "changes.jsonl"), s.env.Dirs.Runtime)
	return change.New(client, records, change.Author{
		Profile: profile, User: userName(), SudoUser: s.variable("SUDO_USER"), SSHClient: s.variable("SSH_CLIENT"),
		Version: s.process.Version,
	}), nil
}

func userName() string {
	known, err := user.Current()
	if err != nil {
		return "unknown"
	}
	return known.Username
}

// world is all that the dashboard asks for: the client reads, the engine
// changes.
type world struct {
	*api.Client
	*change.Engine
}

// Send sends a plan. The client's own Send is for the engine alone.
func (w world) Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	return w.Engine.Send(ctx, plan, typed, progress)
}

// world is the client with the engine over it.
func (s *session) world(client *api.Client, err error) (world, error) {
	if err != nil {
		return world{}, err
	}
	engine, err := s.engine(client)
	return world{client, engine}, err
}
