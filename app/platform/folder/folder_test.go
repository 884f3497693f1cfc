package folder

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDemoShopLiesBesideTheRealOne(t *testing.T) {
	real, err := Data()
	if err != nil {
		t.Fatal(err)
	}
	demo, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	if demo == real || filepath.Dir(demo) != filepath.Dir(real) || !strings.HasPrefix(filepath.Base(demo), filepath.Base(real)) {
		t.Errorf("the shop is in %s, the demo in %s", real, demo)
	}
}

func TestFoldersThatAServiceCopiesAreNamed(t *testing.T) {
	for path, want := range map[string]string{
		`/Users/hanako/OneDrive/店番`: "OneDrive", `/home/hanako/Dropbox/miseban`: "Dropbox",
		`/Users/hanako/Library/Mobile Documents/com~apple~CloudDocs/店番`: "iCloud Drive", `/home/hanako/miseban`: "",
	} {
		if got := Synced(path); got != want {
			t.Errorf("%s is copied by %q, want %q", path, got, want)
		}
	}
}
