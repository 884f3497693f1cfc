package command_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"miseban/app/flow/open"
	"miseban/app/platform/instance"
)

func (c *console) database() string { return filepath.Join(c.data, open.FileName) }

// orders gives the unified list as one text, to compare states of the shop.
func (c *console) orders() string {
	c.t.Helper()
	return c.want(0, "orders", "--json", "--now", "2026-10-08T09:00:00+09:00")
}

// Backup, a mistake, restore: the shop is as it was, and the mistake is kept, too.
func TestBackupAndRestoreByCommand(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	before := c.orders()
	var made struct {
		File   string
		Why    string
		Orders int
		Bytes  int
		MadeAt string `json:"made_at"`
	}
	c.read(&made, 0, "backup")
	if made.Orders != 8 || made.Why != "hand" || made.Bytes == 0 || made.File == "" || made.MadeAt == "" {
		t.Errorf("%+v", made)
	}
	c.want(0, "cancel", "123456-20261005-0000100001")
	mistake := c.orders()
	if mistake == before {
		t.Fatal("the cancellation does not show")
	}
	var list struct{ Backups []struct{ File string } }
	c.read(&list, 0, "backups")
	if len(list.Backups) != 1 || list.Backups[0].File != made.File {
		t.Errorf("%+v", list)
	}
	var res struct {
		Kept       string
		WasDamaged bool `json:"was_damaged"`
	}
	c.read(&res, 0, "restore", made.File)
	if c.orders() != before || res.Kept == "" || res.WasDamaged {
		t.Errorf("not as before; %+v", res)
	}
	c.want(0, "restore", filepath.Join(c.data, res.Kept))
	if c.orders() != mistake {
		t.Error("the replaced file can't be brought back")
	}
	if code, _, says := c.run("restore", "miseban-ありません.db"); code != 1 || !strings.Contains(says, "何も変更していません") {
		t.Errorf("exit %d: %s", code, says)
	}
	var check struct {
		OK       bool
		Orders   int
		Problems []string
	}
	c.read(&check, 0, "check")
	if !check.OK || check.Orders != 8 || check.Problems == nil {
		t.Errorf("%+v", check)
	}
}

// The file is damaged: every command says so and leaves it alone; the backup is found and put back, the damaged file is
// kept under its own name.
func TestADamagedFileAndItsRescue(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	before := c.orders()
	c.want(0, "backup")
	b, err := os.ReadFile(c.database())
	if err != nil {
		t.Fatal(err)
	}
	copy(b, "壊れたファイル")
	if err := os.WriteFile(c.database(), b, 0o600); err != nil {
		t.Fatal(err)
	}
	files := c.files()
	for _, words := range [][]string{{"orders"}, {"counts"}, {"import", sample("amazon_orders.sample.txt")}, {"hold", "1"}, {"undo"}, {"backup"}, {"check"}} {
		if code, out, says := c.run(words...); code != 1 || out != "" || !strings.Contains(says, "壊れています") || !strings.Contains(says, "restore") {
			t.Errorf("%v: exit %d, %s%s", words, code, out, says)
		}
		c.unchanged(words[0], files)
	}
	var list struct{ Backups []struct{ File string } }
	c.read(&list, 0, "backups")
	if len(list.Backups) != 1 {
		t.Fatalf("%+v", list)
	}
	var res struct {
		Kept       string
		WasDamaged bool `json:"was_damaged"`
	}
	c.read(&res, 0, "restore", list.Backups[0].File)
	if !res.WasDamaged || !strings.Contains(res.Kept, ".corrupt-") || c.orders() != before {
		t.Errorf("%+v", res)
	}
	if kept, err := os.ReadFile(filepath.Join(c.data, res.Kept)); err != nil || string(kept) != string(b) {
		t.Errorf("the damaged file was not kept as it is: %v", err)
	}
}

// A second program on the same shop: looking works, changing is refused with a sentence.
func TestASecondProgram(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	c.want(0, "backup")
	lock, err := instance.Take(c.data)
	if err != nil {
		t.Fatal(err)
	}
	before := c.files()
	for _, words := range [][]string{{"import", sample("amazon_orders.sample.txt")}, {"hold", "123456-20261005-0000100001"}, {"undo"}, {"backup"}, {"restore", "miseban.db"}} {
		if code, _, says := c.run(words...); code != 1 || !strings.Contains(says, "閉じてから") || !strings.Contains(says, "何も変更していません") {
			t.Errorf("%v: exit %d: %s", words, code, says)
		}
	}
	c.want(0, "orders")
	c.want(0, "backups")
	c.unchanged("refused commands", before)
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	c.want(0, "hold", "123456-20261005-0000100001")
}

// The settings file: what it says is taken, what it doesn't say stays, what can't be is refused as a whole.
func TestSettingsByCommand(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), "--now", "2026-10-08T09:00:00+09:00")
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "設定.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	type settings struct {
		Company  map[string]string
		Shops    []map[string]any
		Judge    map[string]any
		Carriers map[string]map[string]string
	}
	c.want(0, "settings", "import", file(`{"company":{"name":"茶のしずく","zip":"〒150-0001","phone":"03-0000-0000","email":"shop@example.com","invoice_number":"t1234567890123"},
		"carriers":{"yamato":{"customer_code":"0000000001","freight_number":"01"}}}`))
	c.want(0, "settings", "import", file("\ufeff"+`{"company":{"address":"東京都渋谷区神宮前1-2-3"},"carriers":{"yamato":{"freight_number":"02"}},
		"shops":[{"name":"楽天市場店","rename":"茶のしずく 楽天店","todo_since":"2026/10/6"}],"judge":{"off":["phone"],"cod_limit":2000}}`))
	var s settings
	c.read(&s, 0, "settings", "show")
	if s.Company["name"] != "茶のしずく" || s.Company["zip"] != "1500001" || s.Company["invoice_number"] != "T1234567890123" || s.Company["address"] == "" {
		t.Errorf("company %v", s.Company)
	}
	if s.Carriers["yamato"]["customer_code"] != "0000000001" || s.Carriers["yamato"]["freight_number"] != "02" {
		t.Errorf("carriers %v", s.Carriers)
	}
	if len(s.Shops) != 1 || s.Shops[0]["name"] != "茶のしずく 楽天店" || s.Shops[0]["todo_since"] != "2026-10-06" {
		t.Errorf("shops %v", s.Shops)
	}
	var counts struct{ Statuses map[string]int }
	c.read(&counts, 0, "counts", "--now", "2026-10-08T09:00:00+09:00")
	if counts.Statuses["shipped"] != 3 {
		t.Errorf("three orders were placed before the 6th: %+v", counts)
	}
	var e struct{ Questions []struct{ Kind string } }
	c.read(&e, 0, "explain", "123456-20261006-0000100005", "--now", "2026-10-08T09:00:00+09:00")
	if !strings.Contains(fmt.Sprint(e), "conflict_cod_limit") {
		t.Errorf("2,826 yen of 代引 above the limit of 2,000: %+v", e)
	}
	before := c.files()
	for _, bad := range []string{`{"company":{"zip":"15"}}`, `{"company":{"invoice_number":"1234"}}`, `{"company":{"email":"あ"}}`, `{"shops":[{"name":"ない店"}]}`, `{"shops":[{"name":"茶のしずく 楽天店","rename":" "}]}`,
		`{"shops":[{"name":"茶のしずく 楽天店","todo_since":"きのう"}]}`, `{"judge":{"off":["everything"]}}`, `{"judge":{"cod_limit":0}}`, `{"compny":{}}`, `{"company":`, `[]`, ``} {
		if code, out, says := c.run("settings", "import", file(bad)); code != 1 || out != "" || !strings.Contains(says, "何も変更していません") {
			t.Errorf("%s: exit %d, %s%s", bad, code, out, says)
		}
	}
	if code, _, says := c.run("settings", "import", filepath.Join(t.TempDir(), "ない.json")); code != 1 || !strings.Contains(says, "何も変更していません") {
		t.Errorf("exit %d: %s", code, says)
	}
	c.unchanged("refused settings", before)
	// What is shown can be imported as it is, and changes nothing; undo takes a real change back.
	shown := c.want(0, "settings", "show")
	c.want(0, "settings", "import", file(shown))
	if again := c.want(0, "settings", "show"); again != shown {
		t.Errorf("shown\n%s\nafter importing that\n%s", shown, again)
	}
	c.want(0, "undo")
	if err := json.Unmarshal([]byte(c.want(0, "settings", "show")), &s); err != nil || s.Shops[0]["name"] != "楽天市場店" {
		t.Errorf("after undo: %v %v", s.Shops, err)
	}
	clear(counts.Statuses)
	c.read(&counts, 0, "counts", "--now", "2026-10-08T09:00:00+09:00")
	if counts.Statuses["shipped"] != 0 {
		t.Errorf("after undo orders are still history: %+v", counts)
	}
}

// Nothing of these commands needs data to be there first.
func TestSafetyBeforeThereIsData(t *testing.T) {
	c := newConsole(t)
	var list struct{ Backups []any }
	c.read(&list, 0, "backups")
	if list.Backups == nil || len(list.Backups) != 0 {
		t.Errorf("%+v", list)
	}
	for _, words := range [][]string{{"check"}, {"orders"}, {"settings", "show"}, {"restore", "a.db"}} {
		if code, _, says := c.run(words...); code != 1 || says == "" {
			t.Errorf("%v: exit %d, %s", words, code, says)
		}
	}
	if _, err := os.Stat(c.data); !os.IsNotExist(err) {
		t.Errorf("looking made a data folder: %v (%s)", err, runtime.GOOS)
	}
}
