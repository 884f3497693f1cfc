package safe

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"miseban/app/flow/desk"
)

// ourCopy is the name of a backup that this program made, or began to make.
var ourCopy = regexp.MustCompile(`^miseban-\d{8}-\d{6}\.\d{3}-[^/\\]+\.db(\.part)?$`)

// copies lists the backups that this program made, damaged ones too, and the other files with the shop's data in them: put
// aside by a restore, or copied by hand.
func copies(d *desk.Desk) (ours, others []string, err error) {
	others = []string{}
	entries, err := os.ReadDir(d.Store().Backups())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, others, fmt.Errorf("list backups: %w", err)
	}
	for _, e := range entries {
		path := filepath.Join(d.Store().Backups(), e.Name())
		switch {
		case ourCopy.MatchString(e.Name()):
			ours = append(ours, path)
		case !e.IsDir() && !strings.HasSuffix(e.Name(), ".sha256"):
			others = append(others, path)
		}
	}
	for _, kind := range []string{".before-restore-*", ".corrupt-*", ".restoring*"} {
		found, err := filepath.Glob(globbed(d.Store().Path()) + kind)
		if err != nil {
			return ours, others, fmt.Errorf("list files put aside: %w", err)
		}
		others = append(others, found...)
	}
	slices.Sort(others)
	return ours, others, nil
}

// globbed takes the meaning from the signs of a path that filepath.Glob reads as a pattern.
func globbed(path string) string {
	if filepath.Separator == '\\' {
		return path // there a pattern has no way to say so, and [ in the folder's name finds nothing
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// clean takes what a purge took out of the file also out of its free pages and of the backups: first there is a checked copy
// of the file as it is now, then every older one goes.
func clean(ctx context.Context, d *desk.Desk, res *Purged) error {
	if err := d.Store().Scour(ctx); err != nil {
		return err
	}
	older, _, err := copies(d)
	if err != nil {
		return err
	}
	if res.Backup, err = d.Store().Backup(ctx, "purged"); err != nil {
		return err
	}
	for _, path := range older {
		for _, f := range []string{path, path + ".sha256"} {
			if err := os.Remove(f); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove older backup: %w", err)
			}
		}
		res.Removed++
	}
	return d.Store().Cleaned(ctx)
}
