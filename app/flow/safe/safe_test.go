package safe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/platform/instance"
	"miseban/store"
)

var ctx = context.Background()

var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

// shopAt opens a shop with n orders.
func shopAt(t *testing.T, folder string, n int) *open.Shop {
	t.Helper()
	s, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	b := &desk.Bring{Shop: order.Shop{Mall: order.Rakuten, Name: "楽天市場店"}, Batch: store.Batch{File: "f.csv", Format: "rakuten", Hash: "h"}, Report: func(int64, int64, func(int64) *desk.Row) (json.RawMessage, error) {
		return json.RawMessage("{}"), nil
	}}
	for i := range n {
		body, err := order.Encode(&order.Facts{Head: true, Shown: order.Known(fmt.Sprint("no-", i)), Clearance: order.Known(order.Cleared)})
		if err != nil {
			t.Fatal(err)
		}
		b.Orders = append(b.Orders, desk.Incoming{No: fmt.Sprint("no-", i), Reading: body})
	}
	if _, err := s.Desk.Bring(ctx, b, tuesday); err != nil {
		t.Fatal(err)
	}
	return s
}

func ages(copies []Copy) string {
	var out []string
	for _, c := range copies {
		out = append(out, c.Made.In(jst.Zone).Format("0102-15"))
	}
	return strings.Join(out, " ")
}

// Two years of working days, two backups each: what is left is two days in full, then twelve days, ten weeks, nine months.
func TestThinningOut(t *testing.T) {
	var all []Copy
	for day := range 730 {
		for _, hour := range []int{-2, -10} { // seven in the morning, eleven at night
			all = append(all, Copy{Made: tuesday.AddDate(0, 0, -day).Add(time.Duration(hour) * time.Hour), Why: "import"})
		}
	}
	gone := surplus(all, tuesday)
	left := slices.DeleteFunc(slices.Clone(all), func(c Copy) bool { return slices.Contains(gone, c) })
	recent, days, weeks, months := 0, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range left {
		if tuesday.Sub(c.Made) <= 48*time.Hour {
			recent++
			continue
		}
		y, w := c.Made.In(jst.Zone).ISOWeek()
		days[c.Made.In(jst.Zone).Format("0601-02")], weeks[fmt.Sprint(y, w)], months[c.Made.In(jst.Zone).Format("0601")] = true, true, true
	}
	if recent != 4 || len(weeks) < 10 || len(months) != 9 || len(days) > 12+10+9 || len(days) < 12+9 {
		t.Errorf("%d recent, %d days, %d weeks, %d months: %s", recent, len(days), len(weeks), len(months), ages(left))
	}
	if oldest := left[len(left)-1].Made; tuesday.Sub(oldest) < 7*30*24*time.Hour {
		t.Errorf("the oldest is of %s", oldest)
	}
}

// Whatever there is: the newest stays, everything of two days stays, what was put there by hand stays, and thinning out
// again removes nothing more.
func TestThinningOutIsCareful(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var all []Copy
		at := tuesday
		for range rapid.IntRange(0, 80).Draw(rt, "copies") {
			at = at.Add(-time.Duration(rapid.IntRange(1, 200).Draw(rt, "hours")) * time.Hour)
			all = append(all, Copy{Path: at.String(), Made: at, Why: rapid.SampledFrom([]string{"import", "exit", ""}).Draw(rt, "why")})
		}
		gone := surplus(all, tuesday)
		for _, c := range gone {
			if c.Why == "" || tuesday.Sub(c.Made) <= 48*time.Hour || c == all[0] {
				rt.Fatalf("removed %+v", c)
			}
		}
		left := slices.DeleteFunc(slices.Clone(all), func(c Copy) bool { return slices.Contains(gone, c) })
		if again := surplus(left, tuesday); len(again) > 0 {
			rt.Fatalf("the second time %d more are removed", len(again))
		}
		if len(left) > 80 || len(all) > 0 && len(left) == 0 {
			rt.Fatalf("%d of %d left", len(left), len(all))
		}
	})
}

// Only good backups count and only those go: a damaged one stays for somebody to look at.
func TestThinningOutOnDisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店番")
	s := shopAt(t, folder, 2)
	defer s.Close()
	first, err := Backup(ctx, s.Desk, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(first.Path)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(first.Path + ".sha256")
	if err != nil {
		t.Fatal(err)
	}
	put := func(day int, b []byte) string {
		name := "miseban-" + first.Made.AddDate(0, 0, -day).Format("20060102-150405.000") + "-import.db"
		path := filepath.Join(Folder(folder), name)
		if os.WriteFile(path, b, 0o600) != nil || os.WriteFile(path+".sha256", sum, 0o600) != nil {
			t.Fatal("no room")
		}
		return path
	}
	var paths []string
	for day := 3; day < 40; day++ {
		paths = append(paths, put(day, whole))
	}
	damaged := append([]byte{}, whole...)
	damaged[len(damaged)/2] ^= 1
	bad := put(100, damaged)
	if _, err := Backup(ctx, s.Desk, first.Made); err != nil {
		t.Fatal(err)
	}
	left, err := Copies(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) >= len(paths) || len(left) < 14 {
		t.Errorf("%d of %d are left", len(left), len(paths))
	}
	if _, err := os.Stat(bad); err != nil {
		t.Error("the damaged one is gone")
	}
	sums, err := filepath.Glob(filepath.Join(Folder(folder), "*.sha256"))
	if err != nil || len(sums) != len(left)+1 {
		t.Errorf("%d checksums for %d backups and a damaged one", len(sums), len(left))
	}
}

// The shop's file is damaged in the middle: no backup is made of it, and none of the good ones goes.
func TestAFailedCheckRemovesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店番")
	s := shopAt(t, folder, 3000)
	good, err := Backup(ctx, s.Desk, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	path := filepath.Join(folder, open.FileName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := len(b) / 4096 / 2 * 4096
	copy(b[at:at+4096], make([]byte, 4096))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(ctx, st)
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		t.Fatal(err)
	}
	faults, err := Check(ctx, d)
	if err != nil || len(faults) == 0 {
		t.Errorf("check: %v %v", faults, err)
	}
	if _, err := Backup(ctx, d, tuesday.AddDate(1, 0, 0)); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("backup: %v", err)
	}
	st.Close()
	newest, ok := Rescue(ctx, folder)
	if !ok || newest.Path != good.Path || newest.Orders != 3000 {
		t.Errorf("rescue: %+v %v", newest, ok)
	}
	res, err := Restore(ctx, folder, filepath.Base(newest.Path), tuesday)
	if err != nil || !res.Damaged || !strings.Contains(res.Kept, ".corrupt-20261124") {
		t.Fatalf("%+v %v", res, err)
	}
	if kept, err := os.ReadFile(res.Kept); err != nil || string(kept) != string(b) {
		t.Error("the damaged file was not kept as it was")
	}
	s, err = open.Writing(ctx, folder)
	if err != nil || len(s.Desk.Rows()) != 3000 {
		t.Fatalf("after the rescue: %v", err)
	}
	s.Close()
}

// Nobody restores under the open window's feet.
func TestRestoreNeedsTheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店番")
	s := shopAt(t, folder, 1)
	c, err := Backup(ctx, s.Desk, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, folder, c.Path, tuesday); !errors.Is(err, instance.ErrTaken) {
		t.Errorf("%v", err)
	}
	s.Close()
	if _, err := Restore(ctx, folder, "miseban-なし.db", tuesday); !errors.Is(err, ErrNoCopy) {
		t.Errorf("%v", err)
	}
	if _, err := Restore(ctx, folder, c.Path, tuesday); err != nil {
		t.Error(err)
	}
	if again, err := instance.Take(folder); err != nil {
		t.Error("the folder is still taken:", err)
	} else {
		again.Release()
	}
}

// On exit there is a backup if something was changed, and none if not.
func TestBackupOnExit(t *testing.T) {
	s := shopAt(t, filepath.Join(t.TempDir(), "店番"), 1)
	defer s.Close()
	opened := s.Desk.Version()
	if made, err := OnExit(ctx, s.Desk, opened, tuesday); made || err != nil {
		t.Errorf("made %v, %v", made, err)
	}
	if err := s.Desk.SetShop(ctx, order.Shop{ID: 1, Mall: order.Rakuten, Name: "改名"}, tuesday); err != nil {
		t.Fatal(err)
	}
	if made, err := OnExit(ctx, s.Desk, opened, tuesday); !made || err != nil {
		t.Errorf("made %v, %v", made, err)
	}
	if c, ok := Rescue(ctx, s.Folder); !ok || c.Why != "exit" {
		t.Errorf("%+v %v", c, ok)
	}
}
