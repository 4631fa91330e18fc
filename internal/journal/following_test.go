package journal

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"btalk/internal/jobs"
)

func TestJobsAreRememberedOverARestartForAWeek(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	path := filepath.Join(t.TempDir(), "deep", "jobs.json")
	book := OpenFollowing(path, clock)
	if all, err := book.Jobs(); err != nil || len(all) != 0 {
		t.Fatalf("at first %v, %v", all, err)
	}
	one := jobs.Known{ID: "7", Path: "/asyncJobs/7", What: "reports usage csv", Since: now}
	two := jobs.Known{What: "bills 1 pdf", Since: now.Add(time.Hour)}
	for _, job := range []jobs.Known{one, two, one} {
		if err := book.Remember(job); err != nil {
			t.Fatal(err)
		}
	}
	again := OpenFollowing(path, clock)
	if all, err := again.Jobs(); err != nil || len(all) != 2 || all[0] != two || all[1] != one {
		t.Errorf("remembered %+v, %v", all, err)
	}
	if err := again.Forget(jobs.Known{ID: "7"}); err != nil {
		t.Fatal(err)
	}
	if err := again.Forget(two); err != nil {
		t.Fatal(err)
	}
	if all, _ := book.Jobs(); len(all) != 0 {
		t.Errorf("after forgetting %+v", all)
	}
	if err := book.Remember(one); err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 8)
	if all, _ := book.Jobs(); len(all) != 0 {
		t.Errorf("after a week %+v", all)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info, err)
	}
}

func TestADamagedFileOfJobsIsBegunAnew(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "jobs.json")
	if err := os.WriteFile(path, []byte("[{"), 0o600); err != nil {
		t.Fatal(err)
	}
	book := OpenFollowing(path, time.Now)
	if _, err := book.Jobs(); err == nil {
		t.Error("a damaged file is taken for an empty one")
	}
	if err := book.Remember(jobs.Known{ID: "7", Since: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if all, err := book.Jobs(); err != nil || len(all) != 1 {
		t.Errorf("remembered %+v, %v", all, err)
	}
}
