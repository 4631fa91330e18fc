package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/cache"
	"btalk/internal/config"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newCache(s *session) *cobra.Command {
	info := &cobra.Command{
		Use: "info", Short: "what is held on disk", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return s.cacheInfo() },
	}
	clearAll := &cobra.Command{
		Use: "clear", Short: "forget all that is held on disk", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return s.cacheClear() },
	}
	return newGroup("cache", "answers held on disk", info, clearAll)
}

// cacheNames are the folders below the cache directory.
func (s *session) cacheNames() []string {
	if s.flags.demo {
		return []string{demoCache}
	}
	return []string{apiCache, demoCache}
}

const (
	apiCache  = "api"
	demoCache = "demo"
)

func (s *session) cacheInfo() error {
	result := sheet{columns: []column{
		{"Cache", "cache"},
		{"Entries", "entries"},
		{"Bytes", "bytes"},
		{"Oldest", "oldest"},
		{"Newest", "newest"},
		{"Directory", "directory"},
	}}
	for _, name := range s.cacheNames() {
		info := s.openCache(name).Info()
		cells := []string{
			name, strconv.Itoa(info.Entries), strconv.FormatInt(info.Bytes, 10),
			rules.Stamp(info.Oldest), rules.Stamp(info.Newest), models.Safe(info.Dir),
		}
		result.add(result.item(cells, 1, 2), cells...)
	}
	return s.print(result)
}

// item makes the JSON of a row that did not come from the API.
// The cells at numbers are numbers.
func (s *sheet) item(cells []string, numbers ...int) models.Value {
	fields := make([]string, len(cells))
	for i, cell := range cells {
		value := string(textValue(models.NewText(cell)))
		if slices.Contains(numbers, i) {
			value = cell
		}
		fields[i] = strconv.Quote(s.columns[i].field) + ":" + value
	}
	return models.Value("{" + strings.Join(fields, ",") + "}")
}

func (s *session) cacheClear() error {
	for _, name := range s.cacheNames() {
		if err := s.openCache(name).Clear(); err != nil {
			return fmt.Errorf("clear the cache: %w", err)
		}
	}
	return nil
}

func (s *session) openCache(name string) *cache.Store {
	dir := s.env.Dirs.Cache
	if dir != "" {
		dir = filepath.Join(dir, name)
	}
	store := cache.Open(cache.Options{Dir: dir, Now: s.process.Now})
	s.disk = store
	if notice := store.Notice(); notice != "" {
		s.warn("%s", notice)
	}
	return store
}

func newConfig(s *session) *cobra.Command {
	path := &cobra.Command{
		Use: "path", Short: "where the configuration file is", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return s.configPath() },
	}
	show := &cobra.Command{
		Use: "show", Short: "every setting, and where its value comes from; no secret", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return s.configShow() },
	}
	check := &cobra.Command{
		Use: "check", Short: "read the configuration and try the credentials", Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error { return s.configCheck(cmd) },
	}
	start := &cobra.Command{
		Use: "init", Short: "write a configuration file to fill in", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return s.configInit() },
	}
	return newGroup("config", "settings and credentials", path, show, check, start)
}

// configFile is where the file is or would be. It may be one that cannot be
// read, which config.Load would refuse: that is what the operator wants to know.
func (s *session) configFile() (string, error) {
	if path := s.variable("BTALK_CONFIG"); path != "" {
		return filepath.Abs(path)
	}
	if s.env.Dirs.Config == "" {
		return "", usageFailure("Set HOME, XDG_CONFIG_HOME or BTALK_CONFIG.", "there is no place for a configuration file")
	}
	return filepath.Join(s.env.Dirs.Config, "config.toml"), nil
}

func (s *session) configPath() error {
	path, err := s.configFile()
	if err != nil {
		return err
	}
	return s.printLine(models.Safe(path), []column{{"Path", "path"}}, models.Safe(path))
}

func (s *session) configInit() error {
	path, err := s.configFile()
	if err != nil {
		return err
	}
	if err := config.Init(path); err != nil {
		return err
	}
	return s.printLine(fmt.Sprintf("Wrote %s. Fill in the credentials, then: btalk config check", models.Safe(path)),
		[]column{{"Path", "path"}}, models.Safe(path))
}

func (s *session) configShow() error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	values := map[string]string{
		"profile": settings.Profile, "theme": settings.Theme,
		"client_id":            hidden(settings.ClientID == ""),
		"client_secret":        hidden(settings.ClientSecret.Empty()),
		"authorization_header": hidden(settings.AuthorizationHeader.Empty()),
		"api_key":              hidden(settings.APIKey.Empty()),
		"tracking_api_key":     hidden(settings.TrackingAPIKey.Empty()),
		"billing_api_key":      hidden(settings.BillingAPIKey.Empty()),
		"credential_command":   strings.Join(settings.CredentialCommand, " "),
		"base_url":             settings.BaseURL, "tracking_url": settings.TrackingURL,
		"billing_url": settings.BillingURL, "token_url": settings.TokenURL,
		"requests_per_minute": strconv.Itoa(settings.RequestsPerMinute),
		"write":               strconv.FormatBool(settings.Write),
	}
	for _, warning := range settings.Warnings {
		s.warn("%s", warning)
	}
	source := maps.Clone(settings.Source)
	if source["authorization_header"] == "not set" && values["authorization_header"] != "" {
		source["authorization_header"] = "client_id and client_secret"
	}
	result := sheet{columns: []column{{"Setting", "setting"}, {"Value", "value"}, {"From", "from"}}}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		cells := []string{name, models.Safe(values[name]), models.Safe(source[name])}
		result.add(result.item(cells), cells...)
	}
	return s.print(result)
}

func hidden(empty bool) string {
	if empty {
		return ""
	}
	return "[set]"
}

// configCheck reads everything, then tries the credentials live.
func (s *session) configCheck(cmd *cobra.Command) error {
	path, err := s.configFile()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		warnings, err := config.Check(path)
		for _, warning := range warnings {
			s.warn("%s", warning)
		}
		if err != nil {
			return err
		}
	} else if !os.IsNotExist(err) {
		return &fs.PathError{Op: "read", Path: path, Err: err}
	}
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	columns := []column{{"Configuration", "configuration"}, {"Credentials", "credentials"}}
	if s.flags.offline {
		return s.printLine("The configuration is sound; the credentials were not tried.", columns, "sound", "not tried")
	}
	if err := client.CheckCredentials(cmd.Context()); err != nil {
		return err
	}
	return s.printLine("The configuration is sound and the credentials are good.", columns, "sound", "good")
}
