package inbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
)

// Put files those files of a report that came in from the watched folder, if the owner wants that. It never replaces a file;
// one that can't be moved stays where it is. The names of those that stayed are given.
func Put(ctx context.Context, d *desk.Desk, r intake.Report) (stayed []string, err error) {
	s, err := SettingsOf(ctx, d)
	if err != nil || !s.On || !s.File {
		return nil, err
	}
	for _, f := range r.Files {
		if f.Error != "" || f.Orders.Refused > 0 || filepath.Dir(f.Path()) != filepath.Clean(s.Folder) {
			continue // what still needs her stays in sight
		}
		if err := put(f.Path(), filepath.Join(s.Folder, Filed)); err != nil {
			stayed = append(stayed, f.File)
		}
	}
	return stayed, nil
}

func put(path, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	name := filepath.Base(path)
	ext := filepath.Ext(name)
	for n := 1; n < 1000; n++ {
		to := filepath.Join(folder, name)
		if n > 1 {
			to = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext))
		}
		if _, err := os.Lstat(to); errors.Is(err, os.ErrNotExist) {
			return os.Rename(path, to)
		}
	}
	return os.ErrExist
}
