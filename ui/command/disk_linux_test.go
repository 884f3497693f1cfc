package command_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"miseban/ui/command"
)

// The test binary called again is the program itself, for what only a process of its own can suffer.
const asProgram = "MISEBAN_TEST_COMMAND"

func TestMain(m *testing.M) {
	if words := os.Getenv(asProgram); words != "" {
		limitFileSize()
		os.Exit(command.Run(context.Background(), strings.Split(words, "\x1f"), os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// fileLimit in the environment makes the system refuse to let any file grow beyond so many bytes.
const fileLimit = "MISEBAN_TEST_FILE_LIMIT"

func limitFileSize() {
	var most uint64
	for _, digit := range os.Getenv(fileLimit) {
		most = most*10 + uint64(digit-'0')
	}
	if most > 0 {
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most})
	}
}

// program runs a command in a process of its own.
func (c *console) program(env []string, words ...string) (code int, out, says string) {
	c.t.Helper()
	words = append(words, "--data", c.data)
	p := exec.Command(os.Args[0])
	p.Env = append(append(os.Environ(), asProgram+"="+strings.Join(words, "\x1f")), env...)
	var o, e bytes.Buffer
	p.Stdout, p.Stderr = &o, &e
	var exit *exec.ExitError
	if err := p.Run(); err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
	return p.ProcessState.ExitCode(), o.String(), e.String()
}

// manyOrders writes a file of about n orders that fills more than a small disk.
func manyOrders(t *testing.T, n int) string {
	t.Helper()
	text := string(sampleBytes(t, "rakuten.sample.csv"))
	at := strings.Index(text, "\n") + 1
	var b strings.Builder
	b.WriteString(text[:at])
	row := text[at:]
	row = row[:strings.Index(row, "\"123456-20261005-0000100002\"")]
	for i := range n {
		b.WriteString(strings.ReplaceAll(row, "0000100001", "1"+strings.Repeat("0", 9-len(itoa(i)))+itoa(i)))
	}
	path := filepath.Join(t.TempDir(), "多い.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// full is what every command must say on a full disk.
func (c *console) full(code int, out, says string) {
	c.t.Helper()
	if code != 1 || !strings.Contains(says, "空きが足りません") || !strings.Contains(says, "元のまま") {
		c.t.Errorf("exit %d: %s%s", code, out, says)
	}
}

// The disk has a megabyte. The first import fits; the next does not: it says so, and everything is as it was.
func TestTheDiskIsFull(t *testing.T) {
	c := newConsole(t)
	big := manyOrders(t, 4000)
	if mounted(t, c.data, "size=1m") {
		c.want(0, "import", sample("rakuten.sample.csv"))
		before := c.orders()
		c.full(c.run("import", big))
		if after := c.orders(); after != before {
			t.Errorf("orders were\n%s\nand are\n%s", before, after)
		}
		c.want(0, "hold", "123456-20261005-0000100001")
		if code, _, says := c.run("check"); code != 0 {
			t.Errorf("check: %s", says)
		}
		// To the last byte: nothing more can be written, but everything can be read.
		fill, err := os.Create(filepath.Join(c.data, "ほかのファイル"))
		if err != nil {
			t.Fatal(err)
		}
		for block := bytes.Repeat([]byte("x"), 4096); err == nil; {
			_, err = fill.Write(block)
		}
		fill.Close()
		before = c.orders()
		c.full(c.run("import", sample("amazon_orders.sample.txt")))
		c.full(c.run("backup"))
		if after := c.orders(); after != before {
			t.Error("a full disk changed the orders")
		}
		return
	}
	// Where nothing can be mounted the system's limit of a file's size fails the same writes.
	c.want(0, "import", sample("rakuten.sample.csv"))
	before := c.orders()
	if code, out, says := c.program([]string{fileLimit + "=600000"}, "import", big); code != 1 || !strings.Contains(says, "。") {
		t.Errorf("exit %d: %s%s", code, out, says)
	}
	if after := c.orders(); after != before {
		t.Error("a failed write changed the orders")
	}
}

// A write that fails for another reason than a full disk leaves everything as it was, too.
func TestAFileMayNotGrow(t *testing.T) {
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"))
	before := c.orders()
	code, out, says := c.program([]string{fileLimit + "=600000"}, "import", manyOrders(t, 4000))
	if code != 1 || out != "" || !strings.Contains(says, "。") {
		t.Errorf("exit %d: %s%s", code, out, says)
	}
	if after := c.orders(); after != before {
		t.Error("a failed write changed the orders")
	}
	c.want(0, "check")
	c.want(0, "hold", "123456-20261005-0000100001")
}

// The data lies where nothing can be written (a memory card with its lock on): a sentence, and nothing is lost.
func TestAReadOnlyPlace(t *testing.T) {
	c := newConsole(t)
	var backup struct{ File string }
	made := func() {
		c.want(0, "import", sample("rakuten.sample.csv"))
		c.read(&backup, 0, "backup")
	}
	if !mounted(t, c.data, "size=8m") {
		// Nothing can be mounted, so we are not root either, and the folder's own rights stop us.
		made()
		if err := os.Chmod(c.data, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(c.data, 0o700) })
	} else {
		made()
		if err := syscall.Mount("", c.data, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	}
	before := c.files()
	for _, words := range [][]string{{"import", sample("amazon_orders.sample.txt")}, {"hold", "123456-20261005-0000100001"}, {"backup"}, {"undo"}, {"restore", backup.File}} {
		if code, out, says := c.run(words...); code != 1 || !strings.Contains(says, "書き込めません") || !strings.Contains(says, "何も変更していません") {
			t.Errorf("%v: exit %d: %s%s", words, code, out, says)
		}
	}
	var list struct{ Orders []any }
	c.read(&list, 0, "orders")
	if len(list.Orders) != 8 {
		t.Errorf("%d orders can be looked at", len(list.Orders))
	}
	c.want(0, "backups")
	c.want(0, "check")
	c.unchanged("a read-only place", before)
}

// mounted puts a small disk of its own in the folder's place; false when this process may not mount.
func mounted(t *testing.T, folder, options string) bool {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	err := syscall.Mount("tmpfs", folder, "tmpfs", 0, options+",mode=0700")
	if err != nil {
		t.Logf("no small disk can be mounted (%v): the system's limits take its place", err)
		return false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return true
}
