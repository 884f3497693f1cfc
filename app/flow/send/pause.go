package send

import (
	"context"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/store"
)

const pauseKey = "mail_pause"

// pause is why the account doesn't send for now. It outlives the program, so that starting again doesn't knock at a server
// that has just said no.
type pause struct {
	Until    jst.Moment `json:"until"`   // sends again from then on
	Stopped  bool       `json:"stopped"` // sends again only when the owner has repaired something
	Failures int        `json:"failures"`
	Sentence string     `json:"sentence"` // Japanese
}

// holds says whether nothing may be sent now.
func (p pause) holds(now time.Time) bool { return p.Stopped || p.Until > jst.At(now) }

// Resume lets a paused or stopped account try again at once: the owner has repaired what was wrong.
func Resume(ctx context.Context, d *desk.Desk) error {
	err := d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error { return w.PutSetting(pauseKey, pause{}) })
	return wrap(err, "let the account send again")
}

// longestLineRest is how long the line rests at most before it is tried again.
const longestLineRest = 4 * time.Hour

// afterBrokenLine is the pause after the server could not be reached for the n-th time in a row: no mail is to blame, so
// none uses up a try.
func afterBrokenLine(n int, now time.Time, sentence string) pause {
	at, ok := mail.RetryAt(n, now, "line")
	if !ok || at.Sub(now) > longestLineRest {
		at = now.Add(longestLineRest)
	}
	return pause{Until: jst.At(at), Failures: n, Sentence: sentence}
}
