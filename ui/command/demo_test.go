package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// demoed runs the command and gives its exit code and what it wrote.
func demoed(args ...string) (code int, out, errOut string) {
	var o, e bytes.Buffer
	code = Run(context.Background(), append([]string{"demo", "--now", "2026-11-23T09:00:00+09:00"}, args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestDemo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "見本")
	if code, _, errOut := demoed("--monday", "--data", folder); code != refused || !strings.Contains(errOut, "先に「demo」") {
		t.Errorf("--monday without a shop: %d, %s", code, errOut)
	}
	code, out, errOut := demoed("--json", "--data", folder)
	var got struct {
		Folder                  string
		Orders, Shops, Products int
		Files, Monday           []string
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != done || errOut != "" {
		t.Fatalf("exit %d, %v\n%s\n%s", code, err, out, errOut)
	}
	if got.Folder != folder || got.Orders != 300 || got.Shops != 3 || got.Products == 0 || len(got.Files) == 0 || len(got.Monday) != 5 {
		t.Errorf("got %+v", got)
	}
	for _, path := range append(got.Files, got.Monday...) {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if code, out, _ := demoed("--monday", "--data", folder); code != done || !strings.Contains(out, "miseban import --data") || !strings.Contains(out, got.Monday[0]) {
		t.Errorf("--monday: %d\n%s", code, out)
	}
	busy := t.TempDir()
	if err := os.WriteFile(filepath.Join(busy, "家計簿.xlsx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errOut := demoed("--data", busy); code != refused || !strings.Contains(errOut, "空のフォルダ") {
		t.Errorf("a folder with papers: %d, %s", code, errOut)
	}
}

// Without --data the demo shop lies in a folder of its own, never in the owner's.
func TestDemoWithoutAFolder(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"} {
		t.Setenv(name, home)
	}
	code, out, errOut := demoed("--json")
	var got struct{ Folder string }
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != done {
		t.Fatalf("exit %d, %v, %s", code, err, errOut)
	}
	if !strings.HasSuffix(got.Folder, "-demo") || !strings.HasPrefix(got.Folder, home) {
		t.Errorf("the demo shop lies in %s", got.Folder)
	}
	if own := strings.TrimSuffix(got.Folder, "-demo"); exists(own) {
		t.Errorf("the owner's folder %s was made", own)
	}
}
