package printing

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// command puts a real program of that name, a shell script, into a folder that is the whole PATH of the test.
func command(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
}

// desk is a computer with only the programs that the test puts there, and the day's slips.
func desk(t *testing.T) (bin, pdf string) {
	t.Helper()
	bin = t.TempDir()
	t.Setenv("PATH", bin)
	pdf = filepath.Join(t.TempDir(), "納品書 2026-11-30.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return bin, pdf
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSlipsGoToTheRememberedPrinter(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "lp", `for a in "$@"; do echo "$a"; done > "`+bin+`/args"; echo "$LC_ALL" > "`+bin+`/locale"; echo "request id is RICOH-7 (1 file(s))"`)
	if err := Print(context.Background(), pdf, "RICOH_A4"); err != nil {
		t.Fatal(err)
	}
	want := []string{"-d", "RICOH_A4", "-o", "media=A4", "--", pdf}
	if got := strings.Split(strings.TrimSpace(read(t, bin+"/args")), "\n"); !slices.Equal(got, want) {
		t.Errorf("lp got %q, want %q", got, want)
	}
	if got := strings.TrimSpace(read(t, bin+"/locale")); got != "C" {
		t.Errorf("lp's messages are read in the C locale, but it ran in %q", got)
	}
	if err := Print(context.Background(), pdf, ""); err != nil {
		t.Fatal(err)
	}
	if got := read(t, bin+"/args"); strings.Contains(got, "-d\n") {
		t.Errorf("no printer named, yet lp got %q", got)
	}
}

func TestPrinterThatHasGoneIsAskedForAndNothingIsOpened(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "lp", `echo "lp: The printer or class does not exist." >&2; exit 1`)
	command(t, bin, "xdg-open", `echo opened > "`+bin+`/opened"`)
	err := Print(context.Background(), pdf, "OLD_CANON")
	if !errors.Is(err, ErrNoPrinter) || !strings.Contains(err.Error(), "OLD_CANON") {
		t.Errorf("got %v, want ErrNoPrinter with the name", err)
	}
	if _, err := os.Stat(bin + "/opened"); err == nil {
		t.Error("the file was opened although a printer was named")
	}
}

func TestWithoutAnyPrinterTheFileIsOpenedAndNotCalledPrinted(t *testing.T) {
	for name, lp := range map[string]string{
		"no default printer": `echo "lp: Error - no default destination available." >&2; exit 1`,
		"CUPS not running":   `echo "lp: Error - scheduler not responding." >&2; exit 1`,
		"no CUPS at all":     "",
	} {
		t.Run(name, func(t *testing.T) {
			bin, pdf := desk(t)
			if lp != "" {
				command(t, bin, "lp", lp)
			}
			command(t, bin, "xdg-open", `echo "$1" > "`+bin+`/opened"`)
			if err := Print(context.Background(), pdf, ""); !errors.Is(err, ErrOpened) {
				t.Fatalf("got %v, want ErrOpened", err)
			}
			if got := strings.TrimSpace(read(t, bin+"/opened")); got != pdf {
				t.Errorf("opened %q, want %q", got, pdf)
			}
		})
	}
}

func TestBareComputerSaysThatThereIsNoPrinter(t *testing.T) {
	_, pdf := desk(t)
	err := Print(context.Background(), pdf, "")
	if !errors.Is(err, ErrNoPrinter) || !errors.Is(err, ErrNoViewer) || errors.Is(err, ErrOpened) {
		t.Errorf("got %v, want ErrNoPrinter and ErrNoViewer", err)
	}
	if got := Printers(context.Background()); len(got) != 0 {
		t.Errorf("printers on a bare computer: %q", got)
	}
}

func TestRefusedJobIsAnErrorWithThePrintersWords(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "lp", `echo "lp: Unsupported document-format." >&2; exit 1`)
	err := Print(context.Background(), pdf, "RICOH_A4")
	if !errors.Is(err, ErrPrint) || !strings.Contains(err.Error(), "Unsupported document-format") {
		t.Errorf("got %v", err)
	}
}

func TestMissingFileNeverReachesThePrinter(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "lp", `echo called > "`+bin+`/called"`)
	if err := Print(context.Background(), pdf+".gone", ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("print: got %v", err)
	}
	if err := OpenFile(pdf + ".gone"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open: got %v", err)
	}
	if _, err := os.Stat(bin + "/called"); err == nil {
		t.Error("lp was called for a file that is not there")
	}
}

func TestHangingPrintSystemIsLeftWhenTheOwnerCancels(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "lp", "exec /bin/sleep 60")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := Print(ctx, pdf, ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the context's error", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("came back after %v", took)
	}
}

func TestDefaultPrinterHeadsTheList(t *testing.T) {
	bin, _ := desk(t)
	command(t, bin, "lpstat", `case "$1" in
-e) printf 'Brother_Label\nCanon_TS\nRICOH_A4\n';;
-d) echo "system default destination: RICOH_A4";;
esac`)
	want := []string{"RICOH_A4", "Brother_Label", "Canon_TS"}
	if got := Printers(context.Background()); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestViewerThatStaysOpenDoesNotHoldUpTheWindow(t *testing.T) {
	bin, pdf := desk(t)
	command(t, bin, "xdg-open", "exec /bin/sleep 5")
	began := time.Now()
	if err := OpenFile(pdf); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 4500*time.Millisecond {
		t.Errorf("waited %v for the viewer", took)
	}
	command(t, bin, "xdg-open", "exit 3")
	if err := OpenFile(pdf); !errors.Is(err, ErrNoViewer) {
		t.Errorf("no application: got %v, want ErrNoViewer", err)
	}
}
