// Command miseban is 店番: the window without arguments, one headless command with them.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"miseban/app/flow/demo"
	"miseban/app/flow/open"
	"miseban/app/flow/safe"
	"miseban/app/platform/picking"
	"miseban/app/platform/printing"
	"miseban/ui/command"
	"miseban/ui/look"
	"miseban/ui/window"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	folder, rest, ok := command.WindowFolder(os.Args[1:])
	if !ok {
		code := command.Run(ctx, rest, os.Stdin, os.Stdout, os.Stderr)
		stop()
		os.Exit(code)
	}
	stop()
	if err := show(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// show opens the window over the shop's folder and returns when it is closed. When she chose to go back to a backup, that
// is put in place and the program started anew.
func show(folder string) error {
	if err := look.SpeakJapanese(); err != nil {
		return err
	}
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // Fyne makes its own folder in it, but not the folder itself
	}
	a := app.NewWithID("jp.miseban")
	a.SetIcon(look.Icon())
	shop, err := open.Writing(context.Background(), folder)
	if err != nil {
		window.Refuse(a, err, rescue(folder, err))
		a.Run()
		return nil
	}
	w := window.New(a, shop, window.Options{Folder: folder, Now: time.Now, Pick: picking.Files, PickFolder: picking.Folder,
		Print: print, Printers: printing.Printers, Show: printing.OpenFile, Demo: showDemo})
	w.Window().SetMaster()
	w.Window().Show()
	a.Lifecycle().SetOnStarted(func() { fyne.Do(w.Warm) })
	a.Run()
	if err := shop.Close(); err != nil {
		return err
	}
	if w.Restoring() == "" {
		return nil
	}
	if _, err := safe.Restore(context.Background(), folder, w.Restoring(), time.Now()); err != nil {
		return err
	}
	return start(folder)
}

// print prints a file; where the system only opened it, the window is told so.
func print(ctx context.Context, path, printer string) error {
	err := printing.Print(ctx, path, printer)
	if errors.Is(err, printing.ErrOpened) {
		return errors.Join(window.ErrOpened, err)
	}
	return err
}

// rescue finds the newest good backup of a damaged shop file; nil when the fault is another or there is none. The damaged
// file is kept beside it.
func rescue(folder string, err error) *window.Rescue {
	if !open.IsDamaged(err) {
		return nil
	}
	newest, ok := safe.Rescue(context.Background(), folder)
	if !ok {
		return nil
	}
	return &window.Rescue{Newest: newest, Restore: func() error {
		if _, err := safe.Restore(context.Background(), folder, newest.Path, time.Now()); err != nil {
			return err
		}
		return start(folder)
	}}
}

// showDemo fills the demo shop's folder, if it is still empty, and opens it in a program of its own.
func showDemo(ctx context.Context) error {
	folder, err := demo.Open(ctx, time.Now())
	if err != nil {
		return err
	}
	return start(folder)
}

// start starts the program anew over a folder.
func start(folder string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return exec.Command(self, "--data", folder).Start()
}
