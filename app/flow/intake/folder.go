package intake

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"miseban/app/flow/desk"
)

// mostInFolder is how many files of a folder are looked at: more is a whole disk, dropped by mistake.
const mostInFolder = 5000

// spread puts the files of a folder, and of the folders in it, in the folder's place. What is not an order file is passed
// over there, where she has not named it, and counted. A folder without any order file is barren.
func spread(ctx context.Context, d *desk.Desk, paths []string) (files, barren []string, passed int) {
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil || !info.IsDir() {
			files = append(files, p)
			continue
		}
		seen, had, others := 0, len(files), passed
		_ = filepath.WalkDir(p, func(path string, e fs.DirEntry, err error) error { // a folder that can't be read is passed over
			switch {
			case ctx.Err() != nil || seen >= mostInFolder:
				return fs.SkipAll
			case err != nil:
				return nil
			case e.IsDir():
				if path != p && strings.HasPrefix(e.Name(), ".") {
					return fs.SkipDir
				}
				return nil
			case !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$"):
				return nil
			}
			seen++
			if IsOrderFile(ctx, d, path) {
				files = append(files, path)
			} else {
				passed++
			}
			return nil
		})
		if len(files) == had {
			barren, passed = append(barren, p), others
		}
	}
	return files, barren, passed
}

// IsOrderFile says whether a file is one of a known format or of the owner's own, by its content. It reads no more than the
// file's beginning, where that tells.
func IsOrderFile(ctx context.Context, d *desk.Desk, path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	own, err := ownMappings(ctx, d)
	if err != nil {
		return false
	}
	t, found, err := recognise(f, info.Size(), filepath.Base(path), own, nil)
	closeTable(t)
	return err == nil && found.format != nil
}
