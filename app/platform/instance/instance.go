// Package instance makes sure that one program at a time writes to a shop's folder.
package instance

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrTaken says that another program has the folder.
var ErrTaken = errors.New("the folder is in use")

// Lock is held while a program writes to the folder.
type Lock struct{ f *flock.Flock }

// Take takes the folder, making it when it is not there; ErrTaken when another program has it.
func Take(folder string) (*Lock, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("take folder %s: %w", folder, err)
	}
	f := flock.New(filepath.Join(folder, "miseban.lock"))
	ok, err := f.TryLock()
	if err != nil {
		return nil, fmt.Errorf("take folder %s: %w", folder, err)
	}
	if !ok {
		return nil, fmt.Errorf("take folder %s: %w", folder, ErrTaken)
	}
	return &Lock{f}, nil
}

// Release gives the folder free.
func (l *Lock) Release() error { return l.f.Unlock() }
