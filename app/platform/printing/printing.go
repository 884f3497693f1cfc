// Package printing hands finished files to the computer: to a printer, or to the program that the owner opens them with.
// It knows nothing of slips or orders, and it never decides whether a paper counts as printed: it only says what
// happened (ErrOpened), because a parcel's paper must not be marked as printed when it was merely shown.
//
// Windows prints through the shell's verbs (ShellExecuteW), macOS and Linux through CUPS (lp).
package printing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

var (
	// ErrNoPrinter says that the named printer is not there, or that there is none at all and the file could not be
	// opened either.
	ErrNoPrinter = errors.New("no printer")
	// ErrOpened says that the computer could not print by itself and opened the file in its viewer, where the owner prints
	// it by hand.
	ErrOpened = errors.New("opened in the viewer, not printed")
	// ErrNoViewer says that there is no program to open the file with.
	ErrNoViewer = errors.New("no program opens the file")
	// ErrPrint says that the printing system refused the file.
	ErrPrint = errors.New("printing failed")
)

// Print sends a file to the named printer, or to the computer's default printer for an empty name. nil means that the
// printing system has taken the file, not that paper has come out.
//
// Errors: ErrOpened when no printing is set up and the file was opened in the viewer instead; ErrNoPrinter, ErrPrint;
// fs.ErrNotExist when there is no such file; the context's error.
func Print(ctx context.Context, path string, printer string) error {
	abs, err := existing(path)
	if err != nil {
		return fmt.Errorf("print: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("print %s: %w", filepath.Base(path), err)
	}
	if err := send(ctx, abs, printer); err != nil {
		return fmt.Errorf("print %s: %w", filepath.Base(path), err)
	}
	return nil
}

// OpenFile opens a file or folder with the program that the computer has for it. Errors: ErrNoViewer; fs.ErrNotExist.
func OpenFile(path string) error {
	abs, err := existing(path)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if err := view(abs); err != nil {
		return fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	return nil
}

// Printers lists the printers' names as Print takes them, the default one first. It is empty when there is none or the
// printing system does not answer.
func Printers(ctx context.Context) []string { return printers(ctx) }

// existing gives the absolute path, so that a name that begins with a dash is not taken for an option.
func existing(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(abs); err != nil {
		return "", err
	}
	return abs, nil
}

// defaultFirst moves the default printer to the front of the list.
func defaultFirst(names []string, preferred string) []string {
	for i, n := range names {
		if n == preferred {
			copy(names[1:i+1], names[:i])
			names[0] = preferred
			break
		}
	}
	return names
}
