package cli

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newMe(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "me",
		Short: "what this API key may do, and what is left of the request budget",
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			me, err := read(cmd.Context(), r, "rights profile", r.Me)
			if err != nil {
				return err
			}
			profile, err := rt.backend.profile()
			if err != nil {
				return err
			}
			result := sheet{columns: []column{{"Rights profile", "rightsProfile"}, {"Profile", "profile"}, {"Changes", "write"}, {"Request budget", "budget"}}}
			result.add(me.Raw, me.Rights.String(), profile, writing(r.Writing(), me), budgetText(r.Budget()))
			return rt.print(result.one())
		},
	}
}

func writing(on bool, me models.Me) string {
	switch {
	case me.ReadOnly():
		return "off: the rights profile is read-only"
	case on:
		return "on"
	}
	return "off: --write allows them"
}

func budgetText(budget models.Budget) string {
	text := strconv.Itoa(budget.Left) + " of " + strconv.Itoa(budget.Limit) + " requests left this minute"
	if remark := budget.Remark(); remark != "" {
		text += " " + remark
	}
	if !budget.Until.IsZero() {
		text += "; the API throttles until " + budget.Until.Format(time.TimeOnly)
	}
	return text
}
