// Package safe keeps the shop's file safe: it makes backups and thins them out, checks the file, puts a backup back, and
// finds the newest good backup when the file is damaged. It never overwrites a file that it did not make itself.
package safe

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"miseban/app/flow/desk"
	"miseban/store"
)

// ErrNoCopy says that there is no backup of that name.
var ErrNoCopy = errors.New("no such backup")

// ErrBadCopy says that a backup is damaged or of a newer version; the store's reason is beneath it.
var ErrBadCopy = errors.New("the backup can't be used")

// Copy is one backup.
type Copy = store.Copy

// Backup checks the shop's file, makes a checked copy of it in its backups folder, then thins the older ones out. now is
// the time from which their age is counted. A damaged file is store.ErrDamaged; after a failed check no backup is removed.
func Backup(ctx context.Context, d *desk.Desk, now time.Time) (Copy, error) {
	faults, err := d.Store().Check(ctx)
	if err != nil {
		return Copy{}, fmt.Errorf("back up: %w", err)
	}
	if len(faults) > 0 {
		return Copy{}, fmt.Errorf("back up: %s: %w", faults[0], store.ErrDamaged)
	}
	c, err := d.Store().Backup(ctx, "hand")
	if err != nil {
		return Copy{}, err
	}
	_, err = thin(ctx, d.Store().Backups(), now)
	return c, err
}

// OnExit makes a backup when the program ends, if anything was changed since opened (desk.Version at the start), and
// thins the older ones out.
func OnExit(ctx context.Context, d *desk.Desk, opened int, now time.Time) (made bool, err error) {
	if d.Version() == opened || len(d.Rows()) == 0 {
		return false, nil
	}
	if _, err := d.Store().Backup(ctx, "exit"); err != nil {
		return false, err
	}
	_, err = thin(ctx, d.Store().Backups(), now)
	return true, err
}

// Check looks the whole file through and gives the faults found, none for a sound file.
func Check(ctx context.Context, d *desk.Desk) ([]string, error) { return d.Store().Check(ctx) }

// Folder is where the backups of a shop folder lie.
func Folder(folder string) string { return filepath.Join(folder, "backups") }

// Copies lists the good backups of a shop folder, newest first. The shop's file itself need not be readable.
func Copies(ctx context.Context, folder string) ([]Copy, error) {
	return store.CopiesIn(ctx, Folder(folder))
}

// Rescue gives the newest good backup of a shop folder, to be offered when its file is damaged.
func Rescue(ctx context.Context, folder string) (newest Copy, ok bool) {
	all, err := Copies(ctx, folder)
	if err != nil || len(all) == 0 {
		return Copy{}, false
	}
	return all[0], true
}
