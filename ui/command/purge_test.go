package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type purgeDocument struct {
	Done  bool
	Shops []struct {
		Shop                           string
		Days, Due, Later, Open, Purged int
		Oldest, Newest                 string
	}
	Due, Originals, Backups int
	Mixed                   int `json:"originals_mixed"`
	Others                  []string
	Unclean                 bool
	Counts                  *struct{ Orders, Readings, Originals int }
	Removed                 *int `json:"backups_removed"`
	Backup                  *struct{ File, Why string }
}

// A year later by command: look, take out, look again. What is asked wrongly changes nothing.
func TestPurgeByCommand(t *testing.T) {
	const later = "2027-10-08T09:00:00+09:00"
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), "--shipped-before", "2027-01-01")
	c.want(0, "backup")
	before := c.files()
	for _, words := range [][]string{{"--days", "30"}, {"--shop", "楽天市場店", "--days", "0"}, {"--shop", "楽天市場店", "--days", "三十"}, {"--shop", "楽天市場店", "--remember"},
		{"--remember", "--days", "9", "--shop", "楽天市場店", "--dry-run"}, {"みんな"}} {
		if code, out, says := c.run(append([]string{"purge"}, words...)...); code != 2 || out != "" || !strings.Contains(says, "使い方") {
			t.Errorf("%v: exit %d %s%s", words, code, out, says)
		}
	}
	if code, _, says := c.run("purge", "--dry-run", "--shop", "ない店"); code != 1 || !strings.Contains(says, "何も変更していません") {
		t.Errorf("exit %d %s", code, says)
	}
	var p purgeDocument
	c.read(&p, 0, "purge", "--dry-run", "--now", later)
	if p.Done || p.Due != 0 || len(p.Shops) != 1 || p.Shops[0].Days != 0 || p.Shops[0].Later == 0 || p.Others == nil || p.Counts != nil {
		t.Errorf("%+v", p)
	}
	over := p.Shops[0].Later
	c.read(&p, 0, "purge", "--dry-run", "--now", later, "--shop", "楽天市場店", "--days", "180")
	if p.Done || p.Due != over || p.Backups == 0 || p.Shops[0].Oldest == "" {
		t.Errorf("%+v", p)
	}
	c.unchanged("dry run", before)
	if says := c.want(0, "purge", "--dry-run", "--now", later, "--shop", "楽天市場店", "--days", "180"); !strings.Contains(says, "まだ何も消していません") {
		t.Error(says)
	}
	counts := c.want(0, "counts", "--json", "--now", later)
	p = purgeDocument{}
	c.read(&p, 0, "purge", "--now", later, "--shop", "楽天市場店", "--days", "180", "--remember")
	if !p.Done || p.Counts.Orders != over || *p.Removed < p.Backups || p.Backup == nil || p.Backup.Why != "purged" {
		t.Errorf("%+v", p)
	}
	if again := c.want(0, "counts", "--json", "--now", later); again != counts {
		t.Errorf("%s\nwas\n%s", again, counts)
	}
	for path, text := range c.files() {
		if strings.Contains(text, "神宮前") || strings.Contains(text, "pc.fw.rakuten.ne.jp") {
			t.Errorf("%s still knows", filepath.Base(path))
		}
	}
	p = purgeDocument{}
	c.read(&p, 0, "purge", "--now", later)
	if p.Done || p.Due != 0 || p.Shops[0].Purged != over || p.Shops[0].Days != 180 {
		t.Errorf("%+v", p)
	}
	if says := c.want(0, "purge", "--now", later); !strings.Contains(says, "いま消すものはありません") {
		t.Error(says)
	}
	c.want(0, "purge", "--shop", "楽天市場店", "--days", "0", "--remember")
	c.read(&p, 0, "purge", "--dry-run")
	if p.Shops[0].Days != 0 {
		t.Errorf("%+v", p)
	}
	if err := os.WriteFile(filepath.Join(c.data, "backups", "写し.db"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if says := c.want(0, "purge", "--dry-run"); !strings.Contains(says, "写し.db") {
		t.Error(says)
	}
}
