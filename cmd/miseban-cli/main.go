// Command miseban-cli is the headless program for consoles: on Windows a shell does not wait for a window program.
package main

import (
	"context"
	"os"
	"os/signal"

	"miseban/ui/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := command.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
