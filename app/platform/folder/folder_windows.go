package folder

import (
	"errors"
	"os"
	"path/filepath"
)

func dataFolder() (string, error) {
	local := os.Getenv("LOCALAPPDATA")
	if local == "" {
		return "", errors.New("LOCALAPPDATA is not set")
	}
	return filepath.Join(local, "Miseban"), nil
}
