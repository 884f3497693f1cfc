package safe

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"miseban/app/flow/open"
)

// The test binary called again with a folder in this variable purges it, until it is killed.
const atPurging = "MISEBAN_TEST_AT_PURGING"

func TestMain(m *testing.M) {
	if folder := os.Getenv(atPurging); folder != "" {
		s, err := open.Writing(ctx, folder)
		if err == nil {
			fmt.Println("begins")
			_, err = Purge(ctx, s.Desk, tuesday, Only{})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The power goes at any moment of a purge: either nothing was taken out or all of it, no order changes its status, the file
// and at least one backup are sound, and the next purge finishes what the first began.
func TestThePowerGoesDuringAPurge(t *testing.T) {
	base := filepath.Join(t.TempDir(), "店番")
	s := usedShop(t, base)
	was := standing(s.Desk)
	if _, err := Backup(ctx, s.Desk, tuesday); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for cut := range 16 {
		folder := filepath.Join(t.TempDir(), fmt.Sprint("店番", cut))
		if err := os.CopyFS(folder, os.DirFS(base)); err != nil {
			t.Fatal(err)
		}
		p := exec.Command(os.Args[0])
		p.Env = append(os.Environ(), atPurging+"="+folder)
		out, err := p.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 16)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(cut) * 8 * time.Millisecond)
		_ = p.Process.Kill()
		_ = p.Wait()
		s, err := open.Writing(ctx, folder)
		if err != nil {
			t.Fatalf("cut %d: %v", cut, err)
		}
		if err := s.Desk.Warm(ctx, tuesday); err != nil {
			t.Fatal(err)
		}
		faults, err := Check(ctx, s.Desk)
		if err != nil || len(faults) > 0 {
			t.Fatalf("cut %d: %v %v", cut, faults, err)
		}
		due, err := Due(ctx, s.Desk, tuesday, Only{})
		if err != nil || due.Due != 0 && due.Due != 10 || due.Due == 10 && due.Unclean {
			t.Fatalf("cut %d: %+v %v", cut, due, err)
		}
		if copies, err := Copies(ctx, folder); err != nil || len(copies) == 0 {
			t.Fatalf("cut %d: no backup is left: %v", cut, err)
		}
		switch {
		case due.Due == 10:
			seen["before"]++
		case due.Unclean:
			seen["between"]++
		default:
			seen["after"]++
		}
		if _, err := Purge(ctx, s.Desk, tuesday, Only{}); err != nil {
			t.Fatalf("cut %d: %v", cut, err)
		}
		if l := left(t, folder); !slices.Equal(l, append(span(11, 18), span(21, 32)...)) {
			t.Errorf("cut %d: left of %v", cut, l)
		}
		if n := moved(was, standing(s.Desk)); n != 0 {
			t.Errorf("cut %d: %d orders moved", cut, n)
		}
		s.Close()
	}
	t.Logf("cut %v", seen)
}
