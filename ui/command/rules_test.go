package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The owner, or a script of hers, works with a rule set as a file.
func TestRulesAsAFile(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), "--now", "2026-10-06T09:00:00+09:00")
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.rules", "店番ルール 1\nルール \"みな見る\"\n  条件 すべての注文\n  動作\n    ラベル \"見た\"\n    確認 \"見てください\"\n")
	bad := write("bad.rules", "店番ルール 1\nルール \"月\"\n  条件\n    月齢 >= 3\n  動作 ラベル \"満月\"\nルール \"半分\"\n  条件\n    請求金額 >=\n  動作 ラベル \"大口\"\n")
	at := []string{"--now", "2026-10-06T10:00:00+09:00"}
	with := func(words ...string) []string { return append(words, at...) }

	before := c.files()
	_, _, said := c.run("rules", "check", bad)
	if !strings.Contains(said, bad+":4:5: ") || !strings.Contains(said, bad+":8:") {
		t.Errorf("faults:\n%s", said)
	}
	for _, words := range [][]string{{"rules", "check", bad}, {"rules", "test", bad}, {"rules", "publish", bad}, {"simulate", bad}, {"rules", "rollback", "3"}} {
		c.want(1, with(words...)...)
	}
	c.want(0, "rules", "check", good)
	c.unchanged("bad rules and checks", before)

	var counts struct {
		Total    int
		Statuses map[string]int
	}
	c.read(&counts, 0, with("counts")...)
	type side struct {
		Status string
		Flags  []string
		Labels []string
	}
	var sim struct {
		Orders, Unchanged int
		Changed           []struct {
			OrderNo       string `json:"order_no"`
			Open          bool
			Before, After side
			Because       []string
		}
		Mails   []any
		Elapsed *int `json:"elapsed_ms"`
	}
	before = c.files()
	c.read(&sim, 0, with("simulate", good)...)
	c.unchanged("simulate", before)
	if sim.Orders != counts.Total || sim.Unchanged+len(sim.Changed) != sim.Orders || sim.Mails == nil || sim.Elapsed == nil || len(sim.Changed) == 0 {
		t.Fatalf("%d orders, %d unchanged, %d changed", sim.Orders, sim.Unchanged, len(sim.Changed))
	}
	var published struct {
		Version int
		Mails   *struct{}
	}
	c.read(&published, 0, with("rules", "publish", good, "--note", "はじめ")...)
	if published.Version != 1 || published.Mails != nil {
		t.Fatalf("%+v", published)
	}
	var e struct {
		Order struct{ Status string }
		Rules []struct {
			State string
			Tree  struct{ Truth string }
		}
		WhyNot []string `json:"why_not"`
	}
	for _, x := range sim.Changed {
		c.read(&e, 0, with("explain", x.OrderNo, "--status", "ready_to_print")...)
		if x.Open && e.Order.Status != x.After.Status {
			t.Errorf("%s is %s, the simulation said %s", x.OrderNo, e.Order.Status, x.After.Status)
		}
		if len(e.Rules) != 1 || e.Rules[0].State != "fired" || e.Rules[0].Tree.Truth != "yes" || len(e.WhyNot) == 0 || len(x.Because) != 1 || x.Because[0] != "みな見る" {
			t.Errorf("%s: %+v because %v", x.OrderNo, e, x.Because)
		}
	}
	if text := c.want(0, with("rules", "show")...); !strings.Contains(text, "ルール \"みな見る\"") {
		t.Error(text)
	}
	c.want(1, with("rules", "publish", good)...) // the same again
	none := write("none.rules", "店番ルール 1\n")
	c.want(0, with("rules", "publish", none)...)
	var versions struct {
		Versions []struct {
			Version     int
			InForce     bool `json:"in_force"`
			Differences []string
		}
	}
	c.read(&versions, 0, with("rules", "versions")...)
	if len(versions.Versions) != 2 || !versions.Versions[0].InForce || versions.Versions[0].Version != 2 || len(versions.Versions[0].Differences) != 1 {
		t.Errorf("%+v", versions)
	}
	c.want(0, with("rules", "rollback", "1")...)
	var health struct{ Findings []any }
	c.read(&health, 0, with("rules", "health")...)
	if health.Findings == nil {
		t.Error("no list of findings")
	}
}
