package store

import (
	"errors"
	"fmt"
	"syscall"
)

func diskFault(err error) error {
	const diskFull, handleDiskFull, writeProtect = syscall.Errno(112), syscall.Errno(39), syscall.Errno(19)
	switch {
	case errors.Is(err, diskFull), errors.Is(err, handleDiskFull):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, writeProtect):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return err
}
