package safe

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"miseban/app/flow/open"
	"miseban/app/platform/instance"
	"miseban/store"
)

// Restored says what a restore did.
type Restored struct {
	From    Copy   // the backup
	Kept    string // where the file that was there is now; empty when there was none
	Damaged bool   // that file was damaged: its name says so, and what it knew of mails is lost
}

// Restore puts a backup in the place of the shop's file. file is a path or a name in the backups folder. Nobody may have
// the folder open: else instance.ErrTaken. The file that was there is kept, a damaged one as .corrupt-DATE. Mails that wait
// are held until the owner lets them go.
func Restore(ctx context.Context, folder, file string, now time.Time) (Restored, error) {
	res := Restored{}
	lock, err := instance.Take(folder)
	if err != nil {
		return res, err
	}
	defer lock.Release()
	from, err := find(folder, file)
	if err != nil {
		return res, err
	}
	path := filepath.Join(folder, open.FileName)
	_, bad := store.Inspect(ctx, path)
	res.Damaged = errors.Is(bad, store.ErrDamaged)
	if res.Kept, err = store.Restore(ctx, from, path); err != nil {
		if errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrNewer) {
			err = fmt.Errorf("restore %s: %w: %w", filepath.Base(from), ErrBadCopy, err)
		}
		return res, err
	}
	if res.Damaged && res.Kept != "" {
		corrupt := free(path + ".corrupt-" + now.Format("20060102-150405"))
		for _, tail := range []string{"", "-wal", "-shm"} {
			if err := os.Rename(res.Kept+tail, corrupt+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
				return res, fmt.Errorf("name the damaged file: %w", err)
			}
		}
		res.Kept = corrupt
	}
	if res.From, err = store.Inspect(ctx, path); err != nil {
		return res, fmt.Errorf("look at the restored file: %w", err)
	}
	res.From.Path = from
	return res, nil
}

// find looks for a backup by its path, else by its name in the backups folder.
func find(folder, file string) (string, error) {
	for _, p := range []string{file, filepath.Join(Folder(folder), file)} {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			return p, nil
		}
	}
	return "", fmt.Errorf("restore %s: %w", filepath.Base(file), ErrNoCopy)
}

// free gives a name that no file has yet.
func free(path string) string {
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d", path, n)
	}
}
