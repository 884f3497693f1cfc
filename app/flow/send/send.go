// Package send writes to customers: it keeps the owner's settings for mail, queues mails about orders, hands the queued ones
// to the mail server, and shows her what became of each. A mail goes out at most once per key (mall, shop, order, event,
// occasion): its row says "sending" on disk before the server hears of it, and what nobody can know is left to the owner.
//
// It must not know the window, and it keeps no password: that is handed in, or lies in the computer's keychain.
package send

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/send/transport"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/app/platform/keychain"
	"miseban/store"
)

// Faults that a caller tells apart; Sentence words them.
var (
	ErrNoAccount = errors.New("no account for sending mail is set")
	ErrDemo      = errors.New("the demo shop sends no mail")
	ErrSettings  = errors.New("the settings for mail can't be read")
	ErrNoMail    = errors.New("no such mail")
	ErrNotNow    = errors.New("the mail can't be queued")
)

// notNow is ErrNotNow with its reason.
type notNow struct{ why string }

func (n notNow) Error() string        { return ErrNotNow.Error() + ": " + n.why }
func (n notNow) Is(target error) bool { return target == ErrNotNow }

// badSettings is ErrSettings with the Japanese sentence.
type badSettings struct{ why string }

func (b badSettings) Error() string        { return ErrSettings.Error() + ": " + b.why }
func (b badSettings) Is(target error) bool { return target == ErrSettings }

// Sentence words a fault of this package for the owner; ok is false when it is none. No password and no address is in it.
func Sentence(err error) (text string, ok bool) {
	var why notNow
	var bad badSettings
	var tpl *mail.TemplateError
	switch {
	case errors.As(err, &why):
		return why.why, true
	case errors.As(err, &bad):
		return bad.why, true
	case errors.As(err, &tpl):
		return tpl.Error(), true
	case errors.Is(err, ErrNoAccount):
		return "送信用のメールアカウントがまだ設定されていません。何も送っていません。", true
	case errors.Is(err, ErrDemo):
		return "見本の店からはメールを送りません。何も送っていません。", true
	case errors.Is(err, ErrNoMail):
		return "その番号のメールはありません。「miseban mail log」で番号を確かめてください。何も変更していません。", true
	case errors.Is(err, mail.ErrMove), errors.Is(err, mail.ErrSender), errors.Is(err, transport.ErrAccount), errors.Is(err, mail.ErrAddress):
		return innermost(err) + "。何も変更していません。", true
	case errors.Is(err, keychain.ErrNotFound):
		return "このアカウントのパスワードが、パソコンのキーチェーンに保管されていません。パスワードを入れてください。何も送っていません。", true
	case errors.Is(err, keychain.ErrNone):
		return "このパソコンでは、パスワードの保管場所（キーチェーン）を使えません。パスワードはどこにも保管していません。送信のたびに入れてください。", true
	case errors.Is(err, keychain.ErrTooLong):
		return "パスワードが長すぎて、パソコンのキーチェーンに保管できません。保管していません。", true
	}
	return "", false
}

// innermost drops the operations that this package wrapped around a Japanese sentence.
func innermost(err error) string {
	for {
		var w *wrapped
		if !errors.As(err, &w) {
			return err.Error()
		}
		err = w.err
	}
}

// wrapped is an operation and the fault in it.
type wrapped struct {
	what string
	err  error
}

func (w *wrapped) Error() string { return w.what + ": " + w.err.Error() }
func (w *wrapped) Unwrap() error { return w.err }

func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &wrapped{fmt.Sprintf(format, args...), err}
}

// isDemo says whether the desk is the demo shop's: there no mail leaves, whatever is set.
func isDemo(d *desk.Desk) bool { return open.IsDemo(filepath.Dir(d.Store().Path())) }

// shopKey is a shop in the key of a mail: its id, so that renaming it changes nothing.
func shopKey(s order.Shop) string { return strconv.FormatInt(s.ID, 10) }

// shopOf gives the shop of a key.
func shopOf(d *desk.Desk, key string) order.Shop {
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return order.Shop{}
	}
	return d.Shop(id)
}

// put writes one settings document as an act of the owner.
func put(ctx context.Context, d *desk.Desk, kind, title, key string, v any, now time.Time, also func(*store.Writer) error) error {
	_, err := d.Act(ctx, kind, title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		if also != nil {
			if err := also(w); err != nil {
				return nil, err
			}
		}
		return nil, w.PutSetting(key, v)
	})
	return wrap(err, "write %s", key)
}

// get reads one settings document; v stays as it is when there is none.
func get(ctx context.Context, d *desk.Desk, key string, v any) error {
	return wrap(d.Store().Read(ctx, func(r *store.Reader) error { return r.Setting(key, v) }), "read %s", key)
}
