package safe

import (
	"os"
	"path/filepath"
	"time"
)

// Newest gives when the newest backup of a shop folder was made, without opening any; ok is false when there is none.
func Newest(folder string) (made time.Time, ok bool) {
	files, err := filepath.Glob(filepath.Join(Folder(folder), "miseban-*.db"))
	if err != nil {
		return time.Time{}, false
	}
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.ModTime().After(made) {
			made, ok = info.ModTime(), true
		}
	}
	return made, ok
}
