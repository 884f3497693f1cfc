package keychain

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// haveOne says whether a keychain is there to test with: Windows and macOS always have one; on Linux the test is told so.
func haveOne() bool { return os.Getenv("MISEBAN_KEYCHAIN") == "1" || runtime.GOOS != "linux" }

const account = "shop@example.jp mail.example.jp:587 test"

// The owner types her mail password once; the next start finds it, a new one replaces it, and it can be taken away.
// On a computer without a keychain every step says so, so that she is asked instead.
func TestAPasswordIsKeptBetweenStarts(t *testing.T) {
	if !haveOne() {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/no-bus-here")
		if _, err := Get(account); !errors.Is(err, ErrNone) {
			t.Errorf("get: %v", err)
		}
		err := Set(account, "himitsu-no-kotoba")
		if !errors.Is(err, ErrNone) {
			t.Errorf("set: %v", err)
		} else if strings.Contains(err.Error(), "himitsu") {
			t.Errorf("the password is in the error: %v", err)
		}
		if err := Delete(account); !errors.Is(err, ErrNone) {
			t.Errorf("delete: %v", err)
		}
		return
	}
	t.Cleanup(func() { _ = Delete(account) })
	if _, err := Get(account); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before anything is kept: %v", err)
	}
	for _, secret := range []string{"himitsu-no-kotoba", "新しいパスワード　＃２", strings.Repeat("t", 2400)} {
		if err := Set(account, secret); err != nil {
			t.Fatal(err)
		}
		if got, err := Get(account); err != nil || got != secret {
			t.Errorf("kept %d bytes, got %d, %v", len(secret), len(got), err)
		}
	}
	if _, err := Get(account + " 2"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another account: %v", err)
	}
	if err := Delete(account); err != nil {
		t.Fatal(err)
	}
	if _, err := Get(account); !errors.Is(err, ErrNotFound) {
		t.Errorf("after deleting: %v", err)
	}
	if err := Delete(account); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleting twice: %v", err)
	}
}

func TestOnlyWindowsHasAShortLimit(t *testing.T) {
	if limit("windows") != 2560 || limit("linux") != 0 || limit("darwin") != 0 {
		t.Error(limit("windows"), limit("linux"), limit("darwin"))
	}
}

// Nobody is there to unlock the keychain while a scheduled task runs: the task must not hang.
func TestASilentKeychainIsGivenUp(t *testing.T) {
	never := make(chan struct{})
	defer close(never)
	if err := ask(account, 10*time.Millisecond, func() error { <-never; return nil }); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	if err := ask("", time.Second, func() error { t.Error("asked for nobody"); return nil }); !errors.Is(err, ErrAccount) {
		t.Error(err)
	}
}
