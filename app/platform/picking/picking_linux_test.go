package picking

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// dialog puts a program named zenity first in PATH: what the owner picks in the system's dialog comes back through it.
func dialog(t *testing.T, script string) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "zenity"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+":/usr/bin:/bin")
}

func TestTheFilesPickedComeBackAndClosingPicksNone(t *testing.T) {
	dialog(t, `printf '/shop/楽天 10月.csv\036/shop/b.txt\n'`)
	got, err := Files("取り込む受注ファイル")
	if want := []string{"/shop/楽天 10月.csv", "/shop/b.txt"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("picked %q, %v; want %q", got, err, want)
	}
	dialog(t, "exit 1")
	if got, err := Files("取り込む受注ファイル"); err != nil || len(got) != 0 {
		t.Errorf("closing the dialog picked %q, %v", got, err)
	}
	if got, err := Folder("フォルダ", "/shop"); err != nil || got != "" {
		t.Errorf("closing the dialog picked %q, %v", got, err)
	}
}
