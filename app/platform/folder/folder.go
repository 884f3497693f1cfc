// Package folder says where the program's data lies on each system. It makes no folder.
package folder

import (
	"os"
	"path/filepath"
	"strings"
)

// Data is the folder of the shop file: on Windows the local, not the roaming, application folder; on macOS Application
// Support; elsewhere XDG_DATA_HOME.
func Data() (string, error) { return dataFolder() }

// Demo is the folder of the demo shop, beside the real one.
func Demo() (string, error) {
	d, err := dataFolder()
	if err != nil {
		return "", err
	}
	return filepath.Join(filepath.Dir(d), filepath.Base(d)+"-demo"), nil
}

// Documents is where files for the owner go when she has not said otherwise.
func Documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Documents", "ドキュメント", "書類"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

// Synced names the service that copies the folder elsewhere while the program writes to it; empty when none is known.
func Synced(path string) string {
	p := strings.ToLower(filepath.ToSlash(path))
	for _, s := range []struct{ part, name string }{{"/onedrive", "OneDrive"}, {"/dropbox", "Dropbox"}, {"/mobile documents/", "iCloud Drive"}, {"/icloud", "iCloud Drive"}, {"/google drive", "Google ドライブ"}, {"/googledrive", "Google ドライブ"}} {
		if strings.Contains(p, s.part) {
			return s.name
		}
	}
	return ""
}
