package cli

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newCache(rt *runtime) *cobra.Command {
	return newGroup("cache", "answers cached on disk", newCacheInfo(rt), newCacheClear(rt))
}

func newCacheInfo(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "info", Short: "what is cached on disk", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			result := sheet{columns: []column{
				{"Cache", "cache"},
				{"Entries", "entries"},
				{"Bytes", "bytes"},
				{"Oldest", "oldest"},
				{"Newest", "newest"},
				{"Directory", "directory"},
			}}
			for _, name := range rt.backend.caches() {
				info := rt.backend.openCache(name).Info()
				cells := []string{
					name, strconv.Itoa(info.Entries), strconv.FormatInt(info.Bytes, 10),
					rules.Stamp(info.Oldest), rules.Stamp(info.Newest), models.Safe(info.Dir),
				}
				result.add(result.item(cells, 1, 2), cells...)
			}
			return rt.print(result)
		},
	}
}

func newCacheClear(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "clear", Short: "forget all that is cached on disk", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			for _, name := range rt.backend.caches() {
				if err := rt.backend.openCache(name).Clear(); err != nil {
					return fmt.Errorf("clear the cache: %w", err)
				}
			}
			return nil
		},
	}
}
