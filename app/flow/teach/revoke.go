package teach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/store"
)

// ErrUnknown says that nothing of this key is learned; ErrNothing that no learned thing let the orders through.
var (
	ErrUnknown = errors.New("nothing of this name was learned")
	ErrNothing = errors.New("nothing learned let these orders through")
)

// Withdrawn is what was revoked, and why.
type Withdrawn struct {
	Learned
	Why   string // Japanese
	Entry int64  // for undo
}

// Revoke takes back something learned: the question is asked again. It is proposed again only from new answers. Of a refused
// proposal the refusal is taken back.
func Revoke(ctx context.Context, d *desk.Desk, key string, now time.Time) (Withdrawn, error) {
	b, err := readBook(ctx, d)
	if err != nil {
		return Withdrawn{}, fmt.Errorf("read what was learned: %w", err)
	}
	return b.revoke(ctx, d, key, "", now)
}

func (b *book) revoke(ctx context.Context, d *desk.Desk, key, why string, now time.Time) (Withdrawn, error) {
	all := b.list(d)
	i := slices.IndexFunc(all, func(l Learned) bool { return l.Key == key })
	if i < 0 {
		return Withdrawn{}, fmt.Errorf("revoke %s: %w", key, ErrUnknown)
	}
	out := Withdrawn{Learned: all[i], Why: why}
	sort, name, _ := strings.Cut(key, ":")
	title := "覚えたことを取り消し"
	if why != "" {
		title += "（" + why + "）"
	}
	title += "：" + out.Text
	entry, err := change(ctx, d, title, now, func(w *store.Writer, m *memory) error {
		l := m.Learned[key]
		if sort != string(RefusedSort) {
			m.refuse(habit.Refusal{Key: key, At: jst.At(now), Shown: out.Text, Kind: l.Kind, Traits: l.Traits})
		}
		switch habit.Sort(sort) {
		case habit.Phrase:
			return w.DropPhrase(name)
		case habit.Word:
			return w.PutPaymentWord(name, string(payment.Unknown))
		case ShopSort:
			for _, s := range d.Shops() {
				if fmt.Sprint(s.ID) == name {
					s.NoCommentOK = false
					_, err := w.PutShop(s)
					return err
				}
			}
		case RefusedSort:
			m.Refused = slices.DeleteFunc(m.Refused, func(r habit.Refusal) bool { return r.Key == name })
		}
		return nil
	})
	if err == nil && habit.Sort(sort) == habit.Rule {
		entry, err = publish(ctx, d, func(set *rule.Set) *rule.Set { return without(set, name) }, title, now)
	}
	out.Entry = entry
	return out, err
}

// PutBack says that orders should not have gone through: whatever learned thing let them through is withdrawn. ErrNothing when
// none did.
func PutBack(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) ([]Withdrawn, error) {
	return putBack(ctx, d, rows, jst.At(now), now, func(string) bool { return true })
}

// putBack withdraws what had been learned by the moment at and let the orders through.
func putBack(ctx context.Context, d *desk.Desk, rows []*desk.Row, at jst.Moment, now time.Time, which func(key string) bool) ([]Withdrawn, error) {
	b, err := readBook(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("read what was learned: %w", err)
	}
	there := map[string]bool{}
	for _, l := range b.list(d) {
		there[l.Key] = l.Since <= at
	}
	var keys []string
	because := map[string]string{}
	err = d.EachJudged(ctx, rows, now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		for _, key := range b.through(d, in, j) {
			if there[key] && which(key) && because[key] == "" {
				keys, because[key] = append(keys, key), r.No
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, ErrNothing
	}
	var out []Withdrawn
	for _, key := range keys {
		w, err := b.revoke(ctx, d, key, because[key]+"で戻されたため", now)
		if err != nil {
			return out, err
		}
		out = append(out, w)
	}
	return out, nil
}

// Watch looks at what she has done since it looked last. An order that a learned sentence, wording or rule let through, and that
// she then put aside or asked the customer about by her own hand, withdraws it; greetings alone are withdrawn by PutBack only, for
// nobody puts an order aside for a greeting. Each withdrawal is an act of its own, and once undone it is not made again.
func Watch(ctx context.Context, d *desk.Desk, now time.Time) ([]Withdrawn, error) {
	var upto int64
	var fresh []acted
	newest := int64(0)
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		if err := r.Setting(watchedKey, &upto); err != nil {
			return err
		}
		entries, err := r.Journal(mostActs)
		if err != nil {
			return err
		}
		for _, e := range entries {
			newest = max(newest, e.ID)
			if e.ID <= upto || e.UndoneBy != 0 || e.Kind != string(order.Ask) && e.Kind != string(order.Hold) {
				continue
			}
			a := acted{at: e.At, by: e.Kind}
			err := r.EachChange(e.ID, 0, mostRows, func(c store.Changed) error {
				if c.OrderID != 0 && c.After {
					a.orders = append(a.orders, c.OrderID)
				}
				return nil
			})
			if err != nil {
				return err
			}
			fresh = append(fresh, a)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for put-backs: %w", err)
	}
	if newest == upto {
		return nil, nil
	}
	greeting := greetings(ctx, d)
	var out []Withdrawn
	for _, a := range slices.Backward(fresh) { // oldest first
		var rows []*desk.Row
		for _, id := range a.orders {
			if r := d.Row(id); r != nil {
				rows = append(rows, r)
			}
		}
		gone, err := putBack(ctx, d, rows, a.at, now, func(key string) bool { return !greeting(key) })
		if err != nil && !errors.Is(err, ErrNothing) {
			return out, err
		}
		out = append(out, gone...)
	}
	return out, d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error { return w.PutSetting(watchedKey, newest) })
}

// greetings says of a key whether it is a released greeting, thanks or a closing.
func greetings(ctx context.Context, d *desk.Desk) func(key string) bool {
	phrases, err := d.Phrases(ctx)
	out := map[string]bool{}
	if err == nil {
		for _, p := range phrases {
			for _, s := range judge.Sentences(p.Shown) {
				if s.Courtesy {
					out["phrase:"+s.Key] = true
				}
			}
		}
	}
	return func(key string) bool { return out[key] }
}
