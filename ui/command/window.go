package command

import (
	"strings"

	"miseban/app/flow/open"
)

// WindowFolder says whether the words ask for the window (none, or only --data DIR), and over which folder.
func WindowFolder(args []string) (folder string, rest []string, ok bool) {
	switch {
	case len(args) == 0:
	case len(args) == 2 && args[0] == "--data":
		return args[1], nil, true
	case len(args) == 1 && strings.HasPrefix(args[0], "--data="):
		return strings.TrimPrefix(args[0], "--data="), nil, true
	default:
		return "", args, false
	}
	folder, err := open.DefaultFolder()
	if err != nil {
		return "", args, false
	}
	return folder, nil, true
}
