package folder

import (
	"os"
	"path/filepath"
)

func dataFolder() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, "Library", "Application Support", "Miseban"), nil
}
