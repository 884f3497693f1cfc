package open_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"miseban/app/flow/open"
	"miseban/app/platform/instance"
	"miseban/store"
)

// One program at a time changes a shop; the second is told so, and the first one's end frees the folder.
func TestOneProgramAtATime(t *testing.T) {
	ctx := context.Background()
	folder := filepath.Join(t.TempDir(), "店番 #1")
	first, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := open.Writing(ctx, folder); !errors.Is(err, instance.ErrTaken) {
		t.Errorf("second: %v", err)
	}
	looking, err := open.Reading(ctx, folder, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	if err := looking.Close(); err != nil {
		t.Error(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// A failed opening leaves the folder free for the next try.
func TestAFailedOpeningFreesTheFolder(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	path := filepath.Join(folder, open.FileName)
	if err := os.WriteFile(path, []byte(strings.Repeat("壊れたファイル", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := open.Writing(ctx, folder); !errors.Is(err, store.ErrDamaged) {
			t.Fatalf("%v", err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Every fault of a shop's folder has its own sentence, which says that nothing was lost.
func TestSentences(t *testing.T) {
	seen := map[string]error{}
	for _, fault := range []error{instance.ErrTaken, store.ErrNewer, store.ErrDamaged, store.ErrFull, store.ErrReadOnly, store.ErrMissing, store.ErrWrongFile, context.Canceled} {
		text, ok := open.Sentence(fmt.Errorf("open shop: %w", fault))
		if !ok || !strings.HasSuffix(text, "。") {
			t.Errorf("%v: %q", fault, text)
		}
		if other, twice := seen[text]; twice {
			t.Errorf("%v and %v read the same: %s", fault, other, text)
		}
		seen[text] = fault
	}
	for fault, like := range map[error]error{syscall.ENOSPC: store.ErrFull, fs.ErrPermission: store.ErrReadOnly, syscall.EROFS: store.ErrReadOnly} {
		text, _ := open.Sentence(fault)
		if want, _ := open.Sentence(like); text != want {
			t.Errorf("%v: %q, want %q", fault, text, want)
		}
	}
	if text, ok := open.Sentence(errors.New("ほか")); ok {
		t.Errorf("an unknown fault is worded: %s", text)
	}
}

// The demo shop is known by its mark, so that no mail can leave it.
func TestTheDemoIsMarked(t *testing.T) {
	folder := t.TempDir()
	if open.IsDemo(folder) {
		t.Error("a real shop is taken for the demo")
	}
	if err := open.MarkDemo(folder); err != nil || !open.IsDemo(folder) {
		t.Errorf("not marked: %v", err)
	}
}
