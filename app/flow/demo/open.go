package demo

import (
	"context"
	"time"

	"miseban/app/flow/open"
)

// Open makes the demo shop in its own folder, if it is not there yet, with the files of a Monday morning, and gives the
// folder. It is closed again: a window of its own opens it.
func Open(ctx context.Context, now time.Time) (folder string, err error) {
	if folder, err = open.DemoFolder(); err != nil {
		return "", err
	}
	if err := Check(folder); err != nil {
		return "", err
	}
	shop, err := open.Writing(ctx, folder)
	if err != nil {
		return "", err
	}
	defer shop.Close()
	report, err := Fill(ctx, shop.Desk, folder, now)
	if err != nil {
		return "", err
	}
	if len(report.Files) == 0 {
		return folder, nil
	}
	_, err = Monday(ctx, folder, now)
	return folder, err
}
