package cli

import (
	"fmt"
	"os"
	"strings"

	"btalk/internal/models"
)

// localeFault says that the locale is not one of UTF-8, and what to set; "" when it
// is, or when none is set.
func localeFault(variable func(string) string) (fault, cure string) {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} { // the first one that is set counts
		value := variable(name)
		if value == "" {
			continue
		}
		folded := strings.ReplaceAll(strings.ToLower(value), "-", "")
		if strings.Contains(folded, "utf8") {
			return "", ""
		}
		return fmt.Sprintf("the locale %s=%s is not UTF-8: letters outside ASCII may look wrong", name, models.Safe(value)),
			"export " + name + "=C.UTF-8"
	}
	return "", ""
}

// themesFault says that the place of the user's themes is not a directory.
func themesFault(dir string) string {
	info, err := os.Stat(dir)
	if dir == "" || err != nil || info.IsDir() {
		return ""
	}
	return fmt.Sprintf("%s is not a directory: the themes that come with btalk are there", models.Safe(dir))
}

// notices are what the dashboard says once at its start.
func notices(variable func(string) string, themes string) []string {
	var notices []string
	if fault, cure := localeFault(variable); fault != "" {
		notices = append(notices, fault+" ("+cure+")")
	}
	if fault := themesFault(themes); fault != "" {
		notices = append(notices, fault)
	}
	return notices
}
