package intake

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"miseban/app/flow/desk"
	"miseban/store"
)

// beforehand makes the backup that stands before the first thing that an import writes: one, beside the reading of the file
// as soon as it is clear that the file is new. When nothing came to be written after all, it is taken away again.
type beforehand struct {
	ctx  context.Context
	d    *desk.Desk
	off  bool // nothing is written, or there is nothing to lose
	once sync.Once
	done chan struct{}
	copy store.Copy
	err  error
	used bool // something was written after it
}

func newBeforehand(ctx context.Context, d *desk.Desk, off bool) *beforehand {
	return &beforehand{ctx: ctx, d: d, off: off, done: make(chan struct{})}
}

// start begins the backup, if it has not begun.
func (b *beforehand) start() {
	if b.off {
		return
	}
	b.once.Do(func() {
		go func() {
			defer close(b.done)
			var err error
			if b.copy, err = b.d.Store().Backup(b.ctx, "import"); err != nil {
				b.err = fmt.Errorf("back up before the import: %w", err)
			}
		}()
	})
}

// hashed is told the content of a file before all of it is read.
func (b *beforehand) hashed(sum string) {
	if b.off {
		return
	}
	known := false
	err := b.d.Store().Read(b.ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		known = slices.ContainsFunc(all, func(x store.Batch) bool { return x.Hash == sum })
		return err
	})
	if err == nil && !known {
		b.start()
	}
}

// wait gives the backup time to end, and its fault.
func (b *beforehand) wait() error {
	if b.off {
		return nil
	}
	b.start()
	<-b.done
	b.used = true
	return b.err
}

// settle waits for a backup that has begun: nothing of an import goes on after it.
func (b *beforehand) settle() {
	b.once.Do(func() { close(b.done) })
	<-b.done
	if !b.used && b.copy.Path != "" {
		b.d.Store().DropCopy(b.copy)
	}
}
