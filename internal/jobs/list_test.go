package jobs

import (
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

func TestTheJobsOfTheServerStandBesideThoseRememberedHere(t *testing.T) {
	t.Parallel()
	listed := DecodeList([]models.Value{
		models.Value(`{"id":"7","status":"inProgress","progress":"40 %"}`),
		models.Value(`{"asyncJobId":8,"state":"terminatedWithError","message":"no usage"}`),
		models.Value(`{}`), models.Value(`"x"`),
	})
	old, late := start().Add(-time.Hour), start()
	all := Merge(listed, []Known{{ID: "8", What: "report a csv", Since: old}, {ID: "9", What: "bill 1 pdf", Since: late}, {What: "bill 2 pdf", Since: old}})
	var got []string
	for _, job := range all {
		got = append(got, strings.TrimSpace(job.ID+" "+job.What+" "+job.Word.Raw()+" "+[...]string{"running", "done", "failed", "cancelled"}[job.State()]))
	}
	want := "9 bill 1 pdf  running; 8 report a csv terminatedWithError failed; bill 2 pdf  running; 7  inProgress running; running; running"
	if strings.Join(got, "; ") != want {
		t.Errorf("jobs\n%s\nwant\n%s", strings.Join(got, "; "), want)
	}
	if all[0].Mine() != true || all[3].Mine() {
		t.Error("a job of somebody else is taken for one begun here, or the reverse")
	}
	if listed[1].What != "" {
		t.Error("the list that was handed in has changed")
	}
}
