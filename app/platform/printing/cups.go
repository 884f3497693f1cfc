//go:build linux || darwin

package printing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// send queues the file with lp. Only when no printer was asked for and there is none is the file opened instead: a
// named printer that has gone is the owner's to answer.
func send(ctx context.Context, path, printer string) error {
	args := []string{}
	if printer != "" {
		args = append(args, "-d", printer)
	}
	said, err := run(ctx, "lp", append(args, "-o", "media=A4", "--", path)...)
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	missing := errors.Is(err, exec.ErrNotFound)
	if !missing && !noDestination(said) {
		return fmt.Errorf("%w: %s", ErrPrint, said)
	}
	if printer != "" && !missing {
		return fmt.Errorf("%w: %s", ErrNoPrinter, printer)
	}
	if err := view(path); err != nil {
		return fmt.Errorf("%w: %w", ErrNoPrinter, err)
	}
	return ErrOpened
}

// noDestination reads lp's words in the C locale (cups/systemv/lp.c).
func noDestination(said string) bool {
	for _, s := range []string{"no default destination", "No such file or directory", "does not exist", "scheduler not responding", "Unknown destination"} {
		if strings.Contains(said, s) {
			return true
		}
	}
	return false
}

// printers asks lpstat: -e lists the names, one a line, -d names the default ("system default destination: NAME").
func printers(ctx context.Context) []string {
	said, err := run(ctx, "lpstat", "-e")
	if err != nil {
		return nil
	}
	names := strings.Fields(said)
	preferred := ""
	if said, err := run(ctx, "lpstat", "-d"); err == nil {
		if _, name, found := strings.Cut(said, ":"); found {
			preferred = strings.TrimSpace(name)
		}
	}
	return defaultFirst(names, preferred)
}

// run runs a command in the C locale and gives what it said: standard output, or after a failure the error output.
func run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.WaitDelay = 2 * time.Second
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		return strings.TrimSpace(bad.String()), err
	}
	return strings.TrimSpace(out.String()), nil
}

// openWith starts the system's opener. Some openers stay until the viewer is closed, so one that has not failed after
// the time that a failure takes is left running.
func openWith(opener, path string) error {
	cmd := exec.Command(opener, path)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", ErrNoViewer, err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrNoViewer, opener, err)
		}
	case <-time.After(2 * time.Second):
	}
	return nil
}
