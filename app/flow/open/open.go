// Package open opens a shop's folder for the window or for one command, and words what can be wrong with it.
package open

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/platform/folder"
	"miseban/app/platform/instance"
	"miseban/store"
)

// ErrMissing says that there is no shop file in the folder.
var ErrMissing = store.ErrMissing

// FileName is the shop file's name in its folder.
const FileName = "miseban.db"

// Shop is an open shop folder.
type Shop struct {
	Folder string
	Desk   *desk.Desk
	lock   *instance.Lock
	st     *store.Store
}

// Writing opens the folder for changing it, making it when it is not there. While it is open no other program can.
func Writing(ctx context.Context, folder string) (*Shop, error) {
	lock, err := instance.Take(folder)
	if err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, filepath.Join(folder, FileName))
	if err != nil {
		lock.Release()
		return nil, err
	}
	d, err := desk.Open(ctx, st)
	if err != nil {
		st.Close()
		lock.Release()
		return nil, err
	}
	return &Shop{Folder: folder, Desk: d, lock: lock, st: st}, nil
}

// Reading opens the folder for looking, beside whoever writes to it.
func Reading(ctx context.Context, folder string, now time.Time) (*Shop, error) {
	st, err := store.OpenReading(ctx, filepath.Join(folder, FileName))
	if err != nil {
		return nil, err
	}
	d, err := desk.Open(ctx, st)
	if err != nil {
		st.Close()
		return nil, err
	}
	if err := d.Warm(ctx, now); err != nil {
		st.Close()
		return nil, err
	}
	return &Shop{Folder: folder, Desk: d, st: st}, nil
}

// Close closes everything and gives the folder free.
func (s *Shop) Close() error {
	err := s.st.Close()
	if s.lock != nil {
		err = errors.Join(err, s.lock.Release())
	}
	return err
}

// DefaultFolder is where the owner's shop lies when she has not said otherwise; DemoFolder is the demo shop's.
func DefaultFolder() (string, error) { return folder.Data() }

// DemoFolder is where the demo shop lies.
func DemoFolder() (string, error) { return folder.Demo() }

// Synced names the service (OneDrive, iCloud Drive …) that copies the folder elsewhere while the program writes to it, which
// can damage the shop's file; empty when none is known.
func Synced(path string) string { return folder.Synced(path) }

// IsDemo says whether the folder holds the demo shop: there no mail can leave.
func IsDemo(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "demo"))
	return err == nil
}

// MarkDemo makes the folder the demo shop's.
func MarkDemo(folder string) error {
	if err := os.WriteFile(filepath.Join(folder, "demo"), []byte("demo\n"), 0o600); err != nil {
		return fmt.Errorf("mark demo: %w", err)
	}
	return nil
}

// IsDamaged says whether the shop's file itself is damaged.
func IsDamaged(err error) bool { return errors.Is(err, store.ErrDamaged) }

// Sentence words a fault of the shop file or its folder for the owner; ok is false when it is none.
func Sentence(err error) (text string, ok bool) {
	switch {
	case errors.Is(err, instance.ErrTaken):
		return "店番の窓が開いているか、ほかのコマンドが動いています。閉じてから、もう一度お試しください。何も変更していません。", true
	case errors.Is(err, store.ErrNewer):
		return "このデータは、新しい版の店番で作られています。店番を新しくしてから開いてください。データには触れていません。", true
	case errors.Is(err, store.ErrOlder):
		return "古い版の店番のデータです。店番の窓を一度開くと、控えをとってから新しい形に直します。データには触れていません。", true
	case errors.Is(err, store.ErrDamaged):
		return "データのファイルが壊れています。上書きはしていません。「backups」で控えの一覧を見て、「restore」で戻してください。", true
	case errors.Is(err, store.ErrFull), errors.Is(err, syscall.ENOSPC):
		return "ディスクの空きが足りません。空きを作ってから、もう一度お試しください。変更は取り消され、データは元のままです。", true
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "データのフォルダに書き込めません。フォルダの場所とアクセス権を確かめてください。何も変更していません。", true
	case errors.Is(err, store.ErrMissing):
		return "まだデータがありません。「import」で受注ファイルを取り込むか、「demo」で見本の店を作ってください。", true
	case errors.Is(err, store.ErrWrongFile):
		return "データのファイルを正しく開けませんでした。フォルダの名前を変えてお試しください。何も変更していません。", true
	case errors.Is(err, context.Canceled):
		return "中止しました。何も変更していません。", true
	}
	return "", false
}
