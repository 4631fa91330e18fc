package ui

import (
	"strings"
	"testing"
	"time"

	"btalk/internal/ui/uitest"
)

func TestTheFrameBeforeStaysWhileAPageReadsTheDisk(t *testing.T) {
	bubble(t, "until the answer comes", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		before := a.View().Content
		_, work := a.Update(uitest.Key(t, "enter"))
		if a.View().Content != before {
			t.Error("an empty page was drawn in between")
		}
		d.Run(work)
		d.Want("Customers (3) › ACME (2)", "VPN-12")
	})
	bubble(t, "a tenth of a second at most", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		a.Update(uitest.Key(t, "enter")) // and its work is never run
		<-time.After(100 * time.Millisecond)
		d.Send(a.frame.Wake())
		if !strings.Contains(d.Frame(), "› ACME") {
			t.Error("the page that is being read is not shown")
		}
	})
	bubble(t, "not in another size", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		a.Update(uitest.Key(t, "enter"))
		d.Resize(80, 24)
		d.Want("› ACME")
	})
}
