package firstday_test

import (
	"path/filepath"
	"testing"
	"time"

	"miseban/app/flow/demo"
	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/publish"
	"miseban/app/jst"
	"miseban/assets/rules"
)

// The demo shop of the day that the example names has the orders of its tests, and is published with all of them passing.
func TestTheDemoShopTakesItsRules(t *testing.T) {
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, jst.Zone)
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "見本"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := demo.Fill(ctx, s.Desk, s.Folder, monday); err != nil {
		t.Fatal(err)
	}
	_, p, err := desk.ReadRules(rules.Example())
	if err != nil {
		t.Fatal(err)
	}
	results, err := publish.RunTests(ctx, s.Desk, p, monday)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) < 8 {
		t.Errorf("%d tests", len(results))
	}
	for _, r := range results {
		if !r.Pass || r.Missing {
			t.Errorf("%s: pass %v, missing %v: %s", r.Test.Order, r.Pass, r.Missing, r.Got)
		}
	}
	report, err := publish.Publish(ctx, s.Desk, rules.Example(), publish.Options{Now: monday})
	if err != nil || report.Version != 1 {
		t.Fatalf("version %d, %v", report.Version, err)
	}
	if report.Simulation == nil || s.Desk.Rules().Version != 1 {
		t.Errorf("nothing was compared: %+v", report)
	}
}
