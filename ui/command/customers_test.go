package command_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

type customersReport struct {
	Customers []struct {
		ID       int64
		Kind     string
		Orders   []string
		Evidence []struct {
			A, B string
			Keys []string
		}
	}
}

// ofOrder gives the customer to whom an order belongs.
func (r customersReport) ofOrder(t *testing.T, no string) (kind string, orders []string, keys [][]string) {
	t.Helper()
	for _, c := range r.Customers {
		if slices.Contains(c.Orders, no) {
			for _, e := range c.Evidence {
				keys = append(keys, slices.Sorted(slices.Values(e.Keys)))
			}
			return c.Kind, c.Orders, keys
		}
	}
	t.Fatalf("nobody ordered %s", no)
	return "", nil, nil
}

// amazonFile writes an Amazon report of one order: the sample's first, with some of its words replaced.
func amazonFile(t *testing.T, replace ...string) string {
	t.Helper()
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(sampleBytes(t, "amazon_orders.sample.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfterN(text, []byte("\n"), 3)
	one := strings.NewReplacer(replace...).Replace(string(lines[1]))
	if one == string(lines[1]) {
		t.Fatal("the order is still the sample's")
	}
	out, err := japanese.ShiftJIS.NewEncoder().Bytes(append(lines[0], one...))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "注文レポート.txt")
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// One person buys at two malls, under two masked addresses; her namesake elsewhere is another person.
func TestCustomersOfTwoMalls(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), sample("amazon_orders.sample.txt"))
	var r customersReport
	c.read(&r, 0, "customers")
	for _, want := range []struct {
		who, no string
		kind    string
		orders  []string // by time
		keys    []string // of the one link; nil = no link
	}{
		{"山田 花子", "123456-20261005-0000100001", "repeater", []string{"250-0000001-0000001", "123456-20261005-0000100001"}, []string{"name", "phone"}},
		{"山﨑 美咲", "123456-20261005-0000100003", "repeater", []string{"123456-20261005-0000100003", "123456-20261007-0000100007"},
			[]string{"address", "kana", "mail", "name", "phone"}},
		{"山﨑 美咲, with another telephone", "250-0000003-0000003", "new", []string{"250-0000003-0000003"}, nil},
		{"田中 実, who cancelled one", "123456-20261006-0000100006", "new", []string{"250-0000007-0000007", "123456-20261006-0000100006"}, []string{"name", "phone"}},
		{"佐藤 太郎, without a telephone", "249-0000005-0000005", "new", []string{"249-0000005-0000005"}, nil},
	} {
		kind, orders, keys := r.ofOrder(t, want.no)
		var links [][]string
		if want.keys != nil {
			links = [][]string{want.keys}
		}
		if kind != want.kind || !slices.Equal(orders, want.orders) || !slices.EqualFunc(keys, links, slices.Equal) {
			t.Errorf("%s: %s %v by %v, want %s %v by %v", want.who, kind, orders, keys, want.kind, want.orders, links)
		}
	}

	text := c.want(0, "customers", "--kind", "new")
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "田中 実") && !(strings.Contains(line, "受注2件（うちキャンセル1件）") && strings.Contains(line, "Amazon・楽天") && strings.Contains(line, "2026/10/06")) {
			t.Errorf("the line of 田中 実: %s", line)
		}
	}
	if !strings.Contains(text, "田中 実") || strings.Contains(text, "山田 花子") {
		t.Errorf("the new customers:\n%s", text)
	}
}

// A child orders from her parents' house: the same telephone under another name is a candidate, not a repeater. A number
// that only fills the field makes nobody anybody.
func TestCandidatesAndPlaceholders(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"),
		amazonFile(t, "250-0000001-0000001", "250-0000009-0000009", "山田 花子", "山田 桃子", "44f19d9d58053f", "55f19d9d58053f", "2026-10-04", "2026-10-09"),
		amazonFile(t, "250-0000001-0000001", "250-0000010-0000010", "山田 花子", "清水 明", "44f19d9d58053f", "66f19d9d58053f", "090-0000-1001", "090-0000-0000"))
	var r customersReport
	c.read(&r, 0, "customers", "--kind", "candidate,repeater")
	for _, no := range []string{"123456-20261005-0000100001", "250-0000009-0000009"} {
		if kind, orders, keys := r.ofOrder(t, no); kind != "candidate" || len(orders) != 1 || len(keys) != 0 {
			t.Errorf("%s: %s %v by %v", no, kind, orders, keys)
		}
	}
	for _, p := range r.Customers {
		if slices.Contains(p.Orders, "250-0000010-0000010") {
			t.Errorf("清水 明 is a %s", p.Kind)
		}
	}
	var i struct {
		Ignored []struct {
			Key, Reason string
			Families    int
			Orders      []string
		}
	}
	c.read(&i, 0, "customers", "--ignored")
	if len(i.Ignored) != 1 || i.Ignored[0].Key != "phone" || i.Ignored[0].Reason != "仮の番号" || !slices.Equal(i.Ignored[0].Orders, []string{"250-0000010-0000010"}) {
		t.Errorf("%+v", i.Ignored)
	}
	for _, out := range []string{c.want(0, "customers", "--json"), c.want(0, "customers", "--ignored", "--json"), c.want(0, "customers", "--ignored")} {
		for _, private := range []string{"清水", "山田", "09000000000", "0000-0000", "09000001001", "@"} {
			if strings.Contains(out, private) {
				t.Errorf("tells %s:\n%s", private, out)
			}
		}
	}
	for _, words := range [][]string{{"--kind", "vip"}, {"--kind", ""}, {"--kind", "new", "--ignored"}, {"山田 花子"}} {
		if code, _, errOut := c.run(append([]string{"customers"}, words...)...); code != 2 || errOut == "" {
			t.Errorf("%v: exit %d, %s", words, code, errOut)
		}
	}
}

// The demo shop after its Monday: every order belongs to exactly one customer, the links hold each customer together and
// are true of the orders themselves, and the marks of the list say the same.
func TestCustomersOfTheDemoShop(t *testing.T) {
	c := newConsole(t)
	now := []string{"--now", "2026-11-23T09:00:00+09:00"}
	var shop struct{ Monday []string }
	c.read(&shop, 0, append([]string{"demo"}, now...)...)
	c.want(0, slices.Concat([]string{"import"}, shop.Monday, now)...)

	type demoOrder struct {
		OrderNo   string `json:"order_no"`
		Cancelled bool
		Status    string
		Flags     []string
		Orderer   struct{ Phone, Email *string }
	}
	var list struct{ Orders []demoOrder }
	c.read(&list, 0, append([]string{"orders"}, now...)...)
	byNo := map[string]demoOrder{}
	for _, o := range list.Orders {
		byNo[o.OrderNo] = o
	}
	if len(byNo) != len(list.Orders) {
		t.Fatalf("%d orders have %d numbers", len(list.Orders), len(byNo))
	}

	owner := map[string]int64{}
	kinds := map[string]int{}
	for _, kind := range []string{"repeater", "candidate", "new"} {
		var r customersReport
		c.read(&r, 0, append([]string{"customers", "--kind", kind}, now...)...)
		for _, p := range r.Customers {
			kinds[p.Kind]++
			if p.Kind != kind {
				t.Errorf("asked for %s, got %s", kind, p.Kind)
			}
			live := 0
			together := map[string]string{} // towards the order that stands for its group
			head := func(no string) string {
				for together[no] != no {
					no = together[no]
				}
				return no
			}
			for _, no := range p.Orders {
				o, known := byNo[no]
				if _, twice := owner[no]; twice || !known {
					t.Errorf("%s: known %v, of two customers %v", no, known, twice)
				}
				owner[no] = p.ID
				together[no] = no
				gone := o.Cancelled || o.Status == "cancelled"
				if !gone && slices.Contains(o.Flags, "repeater") != (live > 0) {
					t.Errorf("%s: flags %v after %d orders", no, o.Flags, live)
				}
				if !gone {
					live++
				}
			}
			if (live >= 2) != (kind == "repeater") {
				t.Errorf("customer %d is a %s with %d orders", p.ID, kind, live)
			}
			for _, e := range p.Evidence {
				a, b := byNo[e.A].Orderer, byNo[e.B].Orderer
				if slices.Contains(e.Keys, "phone") && *a.Phone != *b.Phone || slices.Contains(e.Keys, "mail") && !strings.EqualFold(*a.Email, *b.Email) {
					t.Errorf("%s and %s don't share %v", e.A, e.B, e.Keys)
				}
				together[head(e.A)] = head(e.B)
			}
			groups := map[string]bool{}
			for no := range maps.Keys(together) {
				groups[head(no)] = true
			}
			if len(groups) != 1 {
				t.Errorf("customer %d falls apart into %d", p.ID, len(groups))
			}
		}
	}
	if len(owner) != len(byNo) {
		t.Errorf("%d of %d orders belong to somebody", len(owner), len(byNo))
	}
	if kinds["repeater"] == 0 || kinds["new"] == 0 {
		t.Errorf("the demo shop has %v", kinds)
	}
	t.Logf("%v", kinds)
}
