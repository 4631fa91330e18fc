package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
	"btalk/internal/sandbox/sandboxtest"
)

// orderBody is a right order of customer 10236, with some of it replaced.
func orderBody(c *sandboxtest.Client, changes map[string]any) string {
	c.T.Helper()
	parameters := map[string]any{"technicalSiteName": "FR_NEW_01", "customerSiteLabel": "Étage neuf", "country": "FR", "vpnId": c.List("/customers/10236/vpns")[0]["vpnId"]}
	body := map[string]any{"customerOrderReference": "ref-1", "parameters": parameters}
	for field, value := range changes {
		if field == "customerOrderReference" || field == "parameters" || field == "productReference" {
			body[field] = value
		} else {
			parameters[field] = value
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		c.T.Fatal(err)
	}
	return string(text)
}

const (
	ordersPath  = "/customers/10236/orders"
	placePath   = "/customers/10236/orders/voicesite"
	numbersPath = "/customers/10236/opc/cloudvoicenumbers"
)

func TestOrderIsDelivered(t *testing.T) {
	t.Parallel()
	now := newClock()
	changes := 0
	c := sandboxtest.Start(t, sandbox.Options{Now: now.Now, OnChange: func() { changes++ }})
	answer := c.Do(http.MethodPost, placePath, orderBody(c, nil))
	var placed map[string]any
	answer.Into(t, &placed)
	id, site := sandboxtest.As[string](t, placed["orderId"]), sandboxtest.As[string](t, placed["voiceSiteId"])
	if answer.Status != 201 || placed["customerOrderReference"] != "ref-1" || placed["status"] != "acknowledged" || site == "" || changes != 1 {
		t.Errorf("order is %d %v after %d changes", answer.Status, placed, changes)
	}
	for _, stage := range []struct {
		wait        time.Duration
		order, site string
	}{{0, "acknowledged", "ordered"}, {20 * time.Second, "inProgress", "inDeployment"}, {time.Minute, "completed", "active"}} {
		now.pass(stage.wait)
		var order, delivered map[string]any
		c.Get(ordersPath+"/"+id).Into(t, &order)
		c.Get("/customers/10236/voicesites/"+site).Into(t, &delivered)
		if order["status"] != stage.order || delivered["status"] != stage.site || delivered["customerSiteLabel"] != "Étage neuf" {
			t.Errorf("after %s the order is %v, the site %v", stage.wait, order, delivered)
		}
	}
	if newest := c.List(ordersPath)[0]; newest["orderId"] != id {
		t.Errorf("the newest order is %v", newest)
	}
	if total := c.Get("/voicesites?limit=1").Header.Get("X-Total-Count"); total != "601" {
		t.Errorf("there are %s voicesites", total)
	}
	c.Get(ordersPath+"/none").MustRefuse(t, 404, 60, "orderId")
}

func TestOrderIsChecked(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{OnChange: func() { t.Error("a refused order was applied") }})
	foreign := c.List("/customers/11873/vpns")[0]["vpnId"]
	taken := c.List("/voicesites?limit=1")[0]["technicalSiteName"]
	for _, tc := range []struct {
		field        string
		value        any
		status, code int
	}{
		{"customerOrderReference", "", 400, 23},
		{"parameters", map[string]any{}, 400, 23},
		{"technicalSiteName", nil, 400, 23},
		{"technicalSiteName", 12, 400, 24},
		{"technicalSiteName", "Saint-Étienne", 400, 24},
		{"technicalSiteName", taken, 409, 69},
		{"customerSiteLabel", strings.Repeat("x", 101), 400, 24},
		{"country", "ZZ", 400, 24},
		{"country", "SJ", 400, 24}, // closed: businessTalkOnline is No
		{"country", "BR", 400, 24},
		{"vpnId", foreign, 400, 24},
		{"productReference", "router", 400, 24},
	} {
		says := tc.field
		if tc.field == "parameters" {
			says = "parameters.technicalSiteName"
		}
		c.Do(http.MethodPost, placePath, orderBody(c, map[string]any{tc.field: tc.value})).MustRefuse(t, tc.status, tc.code, says)
	}
	c.Do(http.MethodPost, placePath, "").MustRefuse(t, 415, 68, "")
}

func TestTheSameOrderTwiceIsTwoOrders(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	body := orderBody(c, nil)
	var one, two map[string]any
	c.Do(http.MethodPost, placePath, body).Into(t, &one)
	c.Do(http.MethodPost, placePath, body).Into(t, &two)
	if one["orderId"] == two["orderId"] || one["voiceSiteId"] == two["voiceSiteId"] {
		t.Errorf("orders are %v and %v", one, two)
	}
	c.Do(http.MethodPost, placePath, orderBody(c, map[string]any{"customerOrderReference": "ref-2"})).MustRefuse(t, 409, 69, "technicalSiteName")
}

func TestOrderPaths(t *testing.T) {
	t.Parallel()
	for path, refused := range map[sandbox.OrderPath]string{sandbox.OrderPathPlain: placePath, sandbox.OrderPathVoiceSite: ordersPath} {
		c := sandboxtest.Start(t, sandbox.Options{OrderPath: path})
		c.Do(http.MethodPost, refused, orderBody(c, nil)).MustRefuse(t, 405, 61, "POST")
		other := map[string]string{placePath: ordersPath, ordersPath: placePath}[refused]
		if answer := c.Do(http.MethodPost, other, orderBody(c, nil)); answer.Status != 201 {
			t.Errorf("%s is %d %s", other, answer.Status, answer.Body)
		}
	}
}

func TestChangeWhoseAnswerIsLostIsApplied(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"close", "reset", "half-header", "502", "504", "stall", "delay=1h"} {
		changes := 0
		ctx, giveUp := context.WithCancel(t.Context())
		c := sandboxtest.Start(t, sandbox.Options{OnChange: func() {
			changes++
			if how == "stall" || how == "delay=1h" {
				giveUp() // no answer will come: the client leaves
			}
		}})
		request := c.Call(http.MethodPost, placePath, orderBody(c, nil))
		fault, err := faults.Parse("POST /customers " + how + " applied x1")
		if err != nil {
			t.Fatal(err)
		}
		c.Server.Insert(faults.New(fault))
		if answer, err := c.Send(request.WithContext(ctx)); err == nil && answer.Status < 500 {
			t.Errorf("%s: the answer came: %d", how, answer.Status)
		}
		if newest := c.List(ordersPath)[0]; newest["customerOrderReference"] != "ref-1" || changes != 1 || c.Server.Count("POST", placePath) != 1 {
			t.Errorf("%s: the order was not applied once: %v", how, newest)
		}
		giveUp()
	}
}

func TestChangeThatIsRefusedOnTheWayIsNotApplied(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{OnChange: func() { t.Error("it was applied") }})
	body := orderBody(c, nil)
	c.Server.Insert(faults.New(faults.Fault{Method: "POST", Prefix: "/customers", What: "status", Status: 503}))
	c.Do(http.MethodPost, placePath, body).MustRefuse(t, 503, 5, "")
}

func TestChangeAppliedTwice(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	before := c.Get(ordersPath).Header.Get("X-Total-Count")
	c.Server.Insert(faults.New(faults.Fault{Method: "POST", Prefix: "/customers", What: "twice", Times: 1}))
	c.Do(http.MethodPost, placePath, orderBody(c, nil))
	var had int
	if _, err := fmt.Sscan(before, &had); err != nil {
		t.Fatal(err)
	}
	if after := c.Get(ordersPath).Header.Get("X-Total-Count"); after != strconv.Itoa(had+2) {
		t.Errorf("there were %s orders, now %s", before, after)
	}
}

// numberedSite finds a voicesite of customer 10236 with its numbers.
func numberedSite(c *sandboxtest.Client) (siteID string, numbers []string) {
	c.T.Helper()
	for _, item := range c.List(numbersPath + "?limit=1000") {
		id := siteOf(c.T, item)
		if siteID == "" {
			siteID = id
		}
		if id == siteID {
			numbers = append(numbers, sandboxtest.As[string](c.T, item["number"]))
		}
	}
	return siteID, numbers
}

// siteOf is the id of the voicesite that a number is at.
func siteOf(t *testing.T, item map[string]any) string {
	t.Helper()
	return sandboxtest.As[string](t, sandboxtest.As[map[string]any](t, item["voiceSite"])["voiceSiteId"])
}

func numbersBody(siteID, start, stop string) string {
	return fmt.Sprintf(`{"voiceOffer":"btlvs","voiceSiteId":%q,"numbers":[{"usage":"CallingUserAssignment","rangeStart":%q,"rangeStop":%q}]}`, siteID, start, stop)
}

func TestNumbersAreReleasedAndPublished(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	site, numbers := numberedSite(c)
	status := func() (string, int) {
		item := c.List(numbersPath + "?number=" + numbers[3])[0]
		return sandboxtest.As[string](t, item["status"]), len(sandboxtest.As[[]any](t, item["history"]))
	}
	_, before := status()
	for i, step := range []struct{ path, status string }{{"/release", "released"}, {"", "published"}, {"", "published"}} {
		var receipt map[string]any
		c.Do(http.MethodPost, numbersPath+step.path, numbersBody(site, numbers[2], numbers[5])).Into(t, &receipt)
		if now, history := status(); now != step.status || history != before+i+1 {
			t.Errorf("step %d: %s is %s with %d entries of history", i, numbers[3], now, history)
		}
	}
	released := c.List(numbersPath + "?status=released&limit=1000&voiceSiteId=" + site)
	for _, item := range released {
		if item["status"] != "released" {
			t.Errorf("the filter lets %v through", item)
		}
	}
}

func TestNewNumbersAreAdded(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	site, numbers := numberedSite(c)
	fresh := numbers[0][:3] + "00000001"
	if got := c.List(numbersPath + "?number=" + fresh); len(got) != 0 {
		t.Fatalf("%s exists: %v", fresh, got)
	}
	c.Do(http.MethodPost, numbersPath, numbersBody(site, fresh, fresh))
	if got := c.List(numbersPath + "?number=" + fresh); len(got) != 1 || got[0]["status"] != "published" {
		t.Errorf("%s is %v", fresh, got)
	}
}

func TestNumbersAreChecked(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{OnChange: func() { t.Error("a refused change was applied") }})
	site, numbers := numberedSite(c)
	first, last := numbers[0], numbers[len(numbers)-1]
	for _, tc := range []struct {
		name, body   string
		status, code int
		says         string
	}{
		{"offer", strings.Replace(numbersBody(site, first, last), "btlvs", "btip", 1), 400, 24, "voiceOffer"},
		{"no site", numbersBody("", first, last), 400, 23, "voiceSiteId"},
		{"unknown site", numbersBody("aaaaaaaaaaaa", first, last), 400, 24, "voiceSiteId"},
		{"no ranges", `{"voiceOffer":"btlvs","voiceSiteId":"` + site + `","numbers":[]}`, 400, 23, "numbers"},
		{"plus sign", numbersBody(site, "+"+first, last), 400, 24, "numbers[0].rangeStart"},
		{"lengths differ", numbersBody(site, first, last+"0"), 400, 24, "same length"},
		{"stop before start", numbersBody(site, last, first), 400, 24, "rangeStop"},
		{"another country", numbersBody(site, "99"+first[2:], "99"+first[2:]), 400, 24, "country"},
		{"usage", strings.Replace(numbersBody(site, first, last), "CallingUser", "Dreaming", 1), 400, 24, "usage"},
		{"too many", numbersBody(site, first, first[:len(first)-4]+"9999"), 400, 24, "range"},
	} {
		t.Log(tc.name)
		c.Do(http.MethodPost, numbersPath, tc.body).MustRefuse(t, tc.status, tc.code, tc.says)
	}
	c.Do(http.MethodPost, numbersPath+"/release", numbersBody(site, first[:3]+"00000001", first[:3]+"00000001")).MustRefuse(t, 400, 24, "not a number of this voicesite")
	c.Get(numbersPath+"?number=%2B33").MustRefuse(t, 400, 28, "number")
	if got := string(c.Get(numbersPath + "?number=33000000000").Body); got != "[]" {
		t.Errorf("an unknown number is an empty array, not %s", got)
	}
}

func TestNumberOfAnotherSiteIsAConflict(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	var sites []string
	numbers := map[string]string{}
	for _, item := range c.List(numbersPath + "?limit=1000") {
		number := sandboxtest.As[string](t, item["number"])
		id := siteOf(c.T, item)
		if _, seen := numbers[id]; !seen && strings.HasPrefix(number, "33") {
			numbers[id] = number
			sites = append(sites, id)
		}
	}
	other := numbers[sites[1]]
	c.Do(http.MethodPost, numbersPath, numbersBody(sites[0], other, other)).MustRefuse(t, 409, 69, "another voicesite")
}

func TestNumbersWithAndWithoutPlus(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	if plain := sandboxtest.As[string](t, c.List(numbersPath + "?limit=1")[0]["number"]); strings.HasPrefix(plain, "+") {
		t.Errorf("a direct customer's number is %s", plain)
	}
	signed := sandboxtest.As[string](t, c.List("/customers/14460/opc/cloudvoicenumbers?limit=1")[0]["number"])
	if !strings.HasPrefix(signed, "+") {
		t.Errorf("an indirect customer's number is %s", signed)
	}
	if got := c.List("/customers/14460/opc/cloudvoicenumbers?number=" + signed[1:]); len(got) != 1 {
		t.Errorf("number= finds %v", got)
	}
}

func TestRoutersNeedACountry(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	c.Get("/customers/10236/routers").MustRefuse(t, 400, 27, "country")
	routers := c.List("/customers/10236/routers?country=FR")
	if len(routers) == 0 || routers[0]["accessSiteId"] == "" {
		t.Fatalf("routers are %v", routers)
	}
	if one := c.List(fmt.Sprintf("/customers/10236/routers?country=FR&accessSiteId=%v", routers[0]["accessSiteId"])); len(one) != 1 {
		t.Errorf("by access site: %v", one)
	}
}
