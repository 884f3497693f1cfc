// Package frame is what every screen of the window stands on: the shop, the clock, work in the background with progress
// and cancel, messages with the way back, and the way to the other screens. It knows no screen and decides nothing.
package frame

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/ui/part"
)

// Screen is one area of the window. All its methods are called on the main goroutine.
type Screen interface {
	ID() string
	Object() fyne.CanvasObject
	// Refresh shows the present state; it is called when the screen is opened and whenever something changed.
	Refresh()
	// Key, Rune and Shortcut see what no widget had a use for, and tell whether they did.
	Key(*fyne.KeyEvent) bool
	Rune(rune) bool
	// Commands are what can be done here, for the palette and the menu.
	Commands() []part.Command
}

// Frame belongs to one window. Its fields are set once, before a screen is made.
type Frame struct {
	Shop    *open.Shop
	Desk    *desk.Desk
	Window  fyne.Window
	Prefs   fyne.Preferences
	Now     func() time.Time
	Banners *part.Banners
	Ctx     context.Context // ends when the window closes

	// Open shows another area; Find shows one order in the list; Show a list of orders of one status.
	Open    func(area string)
	Find    func(orderID int64)
	Status  func(statusID string)
	Import  func(paths []string)
	Results func(intake.Report)
	// Changed is called after every change, so that counts and the open screen follow.
	Changed func()
	Busy    func(strip fyne.CanvasObject, on bool) // shows a progress strip, or takes it away
	Chosen  func()                                 // other orders are chosen: the menu follows
	Asked   func(questions int)                    // how many questions are open
	// Go runs work beside the main goroutine, After runs it there later. A test runs both at once, in its own goroutine.
	Go    func(func())
	After func(time.Duration, func())
	Demo  func() // opens the demo shop in a window of its own

	offered func() // takes the newest offer of a way back from the screen
}

// Beside and Later are what Go and After are in the program.
func Beside(work func()) { go work() }

// Later is After.
func Later(d time.Duration, work func()) { time.AfterFunc(d, func() { fyne.Do(work) }) }

// Run does work in the background; done then runs on the main goroutine. What takes longer than a moment shows a strip
// with its progress and a way to cancel.
func (f *Frame) Run(text string, work func(ctx context.Context, progress func(done, total int)) error, done func(error)) {
	ctx, cancel := context.WithCancel(f.Ctx)
	strip := part.NewProgressStrip(text, cancel)
	shown := false
	finished := false
	f.After(350*time.Millisecond, func() {
		if !finished {
			shown = true
			f.Busy(strip, true)
		}
	})
	f.Go(func() {
		last := time.Now()
		err := safely(func() error {
			return work(ctx, func(done, total int) {
				if time.Since(last) < 60*time.Millisecond {
					return
				}
				last = time.Now()
				fyne.Do(func() { strip.Set(text, done, total) })
			})
		})
		fyne.Do(func() {
			finished = true
			cancel()
			if shown {
				f.Busy(strip, false)
			}
			done(err)
		})
	})
}

// errFault is a mistake of the program in work that was going on beside the window.
var errFault = errors.New("a fault in the program")

// safely runs work; a fault in it ends the work, not the program. Where it was goes to stderr, without any data.
func safely(work func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(os.Stderr, "fault: %T\n%s", r, debug.Stack())
			err = errFault
		}
	}()
	return work()
}

// Act does one act of the owner in the background and offers the way back.
func (f *Frame) Act(said string, act func(ctx context.Context, now time.Time) (entry int64, err error)) {
	var entry int64
	// Acts wait for each other, and for an import: the strip shows that this one does.
	f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = act(ctx, f.Now())
		return err
	}, func(err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.Did(said, entry)
		f.Changed()
	})
}

// Did says that an act was done, with the button that takes it back and more that can be done with its result.
func (f *Frame) Did(said string, entry int64, more ...part.Action) {
	if f.offered != nil {
		f.offered() // one way back at a time: the newest
	}
	undo := func() { f.UndoEntry(entry) }
	if len(more) > 0 { // there is more to be done with what came of it: it stays until the next act
		f.offered = f.Banners.Show(part.Done, said, append(more, part.Action{Label: "元に戻す", Hint: "Ctrl+Z", Do: undo})...)
		return
	}
	f.offered = f.Banners.Undo(said, undo)
	f.After(12*time.Second, f.offered)
}

// Undo takes the newest act back.
func (f *Frame) Undo() {
	f.undo(func(ctx context.Context) (revert.Result, error) { return revert.Newest(ctx, f.Desk, f.Now()) })
}

// UndoEntry takes one act back.
func (f *Frame) UndoEntry(entry int64) {
	f.undo(func(ctx context.Context) (revert.Result, error) { return revert.Entry(ctx, f.Desk, entry, f.Now()) })
}

func (f *Frame) undo(take func(context.Context) (revert.Result, error)) {
	var res revert.Result
	f.Run("元に戻しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		res, err = take(ctx)
		return err
	}, func(err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		if len(res.Kept) > 0 {
			f.Banners.Show(part.Warning, undoneText(res))
		} else {
			f.Say("元に戻しました：" + res.Title)
		}
		f.Changed()
	})
}

func undoneText(r revert.Result) string {
	text := "元に戻しました：" + r.Title + "。ただし " + part.Count(len(r.Kept)) + "件はそのままです（"
	if no := r.Kept[0].OrderNo; no != "" {
		text += no + "："
	}
	return text + r.Kept[0].Reason + "）。"
}

// Say shows a message that goes away by itself.
func (f *Frame) Say(text string) {
	gone := f.Banners.Show(part.Done, text)
	f.After(8*time.Second, gone)
}

// Warn shows a message that stays until it is closed.
func (f *Frame) Warn(text string, actions ...part.Action) {
	f.Banners.Show(part.Warning, text, actions...)
}

// Fail shows what went wrong, that nothing was lost, and what to do.
func (f *Frame) Fail(err error) {
	if errors.Is(err, context.Canceled) {
		f.Say("中止しました。何も変更していません。")
		return
	}
	f.Banners.Show(part.Failure, Sentence(err))
}

// Sentence words a fault for the owner.
func Sentence(err error) string {
	if text, ok := open.Sentence(err); ok {
		return text
	}
	var told interface{ Japanese() string }
	switch {
	case errors.As(err, &told):
		return told.Japanese()
	case errors.Is(err, revert.ErrNothing):
		return "元に戻せる操作がありません。"
	case errors.Is(err, review.ErrNothingToDo):
		return "変わるところがありませんでした。何も変更していません。"
	case errors.Is(err, review.ErrValue):
		return "その値は、この項目には使えません。何も変更していません。"
	case errors.Is(err, review.ErrNeedsText):
		return "文を入れてから、もう一度選んでください。何も変更していません。"
	}
	return "できませんでした。データは元のままです。もう一度お試しください。"
}
