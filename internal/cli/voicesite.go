package cli

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/catalog"
	"btalk/internal/models"
)

func newVoiceSite(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "voicesite ID",
		Short:   "one voicesite in full, its address included",
		Example: "  btalk voicesite LYON_PART_DIEU -o json",
		Args:    exactly("the ID of a voicesite"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			site, err := r.voicesite(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			kept, err := addressOf(cmd.Context(), r, site)
			if err != nil {
				return err
			}
			result := sheetOf(catalog.VoiceSites(), []models.VoiceSite{site}).one()
			result.object = withAddress(site, kept)
			for _, field := range kept.Object().Fields {
				result.columns = append(result.columns, column{"Address " + models.Safe(field.Key), "address." + models.Safe(field.Key)})
				result.rows[0] = append(result.rows[0], field.Value.Text().String())
			}
			return rt.print(result)
		},
	}
}

// addressOf is the address of a site: its own, or the one the API keeps apart;
// none when the API does not say whose the site is.
func addressOf(ctx context.Context, r *reader, site models.VoiceSite) (models.Value, error) {
	if own := site.Address(); own.Kind() == models.ObjectValue {
		return own, nil
	}
	if site.Customer.Empty() {
		return nil, nil
	}
	return read(ctx, r, "address", func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Value], error) {
		return r.VoiceAddress(ctx, site.Customer.Raw(), site.ID.Raw(), mode)
	})
}

// withAddress is the site as the API gave it, with its address in it.
func withAddress(site models.VoiceSite, kept models.Value) models.Value {
	if kept.Kind() != models.ObjectValue || site.Address().Kind() == models.ObjectValue {
		return site.Raw
	}
	var out strings.Builder
	out.WriteByte('{')
	for _, field := range site.Raw.Object().Fields {
		key, _ := json.Marshal(field.Key) // a string always has a JSON form
		out.Write(key)
		out.WriteByte(':')
		out.Write(field.Value)
		out.WriteByte(',')
	}
	out.WriteString(`"address":`)
	out.Write(kept)
	out.WriteByte('}')
	return models.Value(out.String())
}
