// Package keychain keeps passwords where the computer keeps its owner's others: Windows Credential Manager, macOS Keychain,
// Secret Service on Linux. It must not know what a password is for, and a password is in none of its errors.
package keychain

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"
)

// Service is the name under which the program's passwords are kept.
const Service = "miseban"

// Faults that a caller tells apart.
var (
	ErrNone     = errors.New("this computer has no keychain that can be used now")
	ErrNotFound = errors.New("no password is kept for this account")
	ErrTooLong  = errors.New("the password is too long for this computer's keychain")
	ErrAccount  = errors.New("a password needs the name of its account")
)

// patience is how long a keychain may take: long enough for its owner to unlock it, short enough for a scheduled task
// that nobody watches.
const patience = 60 * time.Second

// Get gives the password of an account; ErrNotFound when none is kept, ErrNone when there is no keychain.
func Get(account string) (string, error) {
	var secret string
	err := ask(account, patience, func() error {
		var err error
		secret, err = keyring.Get(Service, account)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read password of %s: %w", account, err)
	}
	return secret, nil
}

// Set keeps the password of an account in place of the one before; ErrNone when there is no keychain, ErrTooLong when it
// can't hold a password of that length.
func Set(account, secret string) error {
	if most := limit(runtime.GOOS); most > 0 && len(secret) > most {
		return fmt.Errorf("keep password of %s: %d bytes, %d are possible: %w", account, len(secret), most, ErrTooLong)
	}
	if err := ask(account, patience, func() error { return keyring.Set(Service, account, secret) }); err != nil {
		return fmt.Errorf("keep password of %s: %w", account, err)
	}
	return nil
}

// Delete forgets the password of an account; ErrNotFound when none is kept, ErrNone when there is no keychain.
func Delete(account string) error {
	if err := ask(account, patience, func() error { return keyring.Delete(Service, account) }); err != nil {
		return fmt.Errorf("delete password of %s: %w", account, err)
	}
	return nil
}

// limit is how many bytes of password a system's keychain holds; 0 = more than any password has. Windows: 5×512, the
// CRED_MAX_CREDENTIAL_BLOB_SIZE of wincred.h.
func limit(system string) int {
	if system == "windows" {
		return 5 * 512
	}
	return 0
}

// ask does one thing with the keychain and gives up when it doesn't answer: a locked one waits for its owner for ever.
func ask(account string, patience time.Duration, f func() error) error {
	if account == "" {
		return ErrAccount
	}
	answer := make(chan error, 1)
	go func() { answer <- f() }()
	select {
	case err := <-answer:
		return told(err)
	case <-time.After(patience):
		return fmt.Errorf("%w: no answer in %v", ErrNone, patience)
	}
}

// told turns the library's faults into this package's.
func told(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLong
	}
	return fmt.Errorf("%w: %w", ErrNone, err)
}
