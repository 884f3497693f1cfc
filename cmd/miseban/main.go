// Command miseban is 店番: the window without arguments, one headless command with them.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"miseban/app/flow/open"
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

// show opens the window over the shop's folder and returns when it is closed.
func show(folder string) error {
	if err := look.SpeakJapanese(); err != nil {
		return err
	}
	a := app.NewWithID("jp.miseban")
	a.SetIcon(look.Icon())
	shop, err := open.Writing(context.Background(), folder)
	if err != nil {
		window.Refuse(a, err)
		a.Run()
		return nil
	}
	defer shop.Close()
	w := window.New(a, shop, window.Options{Folder: folder, Now: time.Now, Pick: picking.Files,
		Print: func(ctx context.Context, path string) error { return printing.Print(ctx, path, "") }, Show: printing.OpenFile})
	w.Window().SetMaster()
	w.Window().Show()
	a.Lifecycle().SetOnStarted(func() { fyne.Do(w.Warm) })
	a.Run()
	return nil
}
