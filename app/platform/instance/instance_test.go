package instance

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestASecondProgramOnTheSameFolderIsTurnedAway(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店の データ #1")
	first, err := Take(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Take(folder); !errors.Is(err, ErrTaken) {
		t.Fatalf("a second one got %v, want ErrTaken", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	next, err := Take(folder)
	if err != nil {
		t.Fatalf("after the first has gone: %v", err)
	}
	if err := next.Release(); err != nil {
		t.Fatal(err)
	}
}
