package bills

import "testing"

func TestAPaperIsReadBackFromItsText(t *testing.T) {
	t.Parallel()
	for _, paper := range []Paper{{OfBill, "1013390", "pdf"}, {OfOwnReport, "cost centres/1 csv", "csv"}} {
		if got, ok := ParsePaper(paper.String()); !ok || got != paper {
			t.Errorf("%q is read as %+v, %v", paper, got, ok)
		}
	}
	for _, text := range []string{"", "bills", "bills 1", "bills  pdf", "moons 1 pdf", "bills 1 exe"} {
		if paper, ok := ParsePaper(text); ok {
			t.Errorf("%q is read as %+v", text, paper)
		}
	}
	own := Report{ID: list(t, `[{"id":"x"}]`)[0].ID, Own: true}
	if got := own.Paper("csv"); got.Path() != "/customerSpecificReports/x" || got.MediaType() != "text/csv" || got.Name() != "report-x" {
		t.Errorf("the paper of a report of one's own: %+v", got)
	}
}
