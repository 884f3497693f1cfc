package firstday

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"miseban/app/firstday"
	"miseban/app/flow/desk"
	"miseban/app/flow/publish"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/store"
)

// ErrNothingToDo says that the answer would change nothing.
var ErrNothingToDo = errors.New("nothing to do")

// Sentence words a fault of this package for the owner; ok is false when it is none.
func Sentence(err error) (text string, ok bool) {
	if errors.Is(err, ErrNothingToDo) {
		return "もうそのとおりになっているため、何も変更していません。", true
	}
	return "", false
}

// Decide carries out an answer to a card. Entry is the act's, for undo; it is 0 for what is no act: a card put aside, and a rule in
// the draft, which changes no order until it is published. PutBack takes these back, and the others too. *desk.RulesError when the
// draft has faults and can't take a rule; ErrNothingToDo when there is one of its name.
func Decide(ctx context.Context, d *desk.Desk, c firstday.Card, a firstday.Answer, now time.Time) (entry int64, err error) {
	if a.Take.PutAside {
		return 0, aside(ctx, d, c.ID, true, now)
	}
	if entry, err = take(ctx, d, a.Take, now); err != nil {
		return 0, err
	}
	return entry, aside(ctx, d, c.ID, false, now)
}

func take(ctx context.Context, d *desk.Desk, t firstday.Take, now time.Time) (int64, error) {
	switch {
	case len(t.Phrases) > 0:
		return d.Act(ctx, "phrase", fmt.Sprintf("確認不要の文にする：「%s」など %d文", t.Phrases[0].Shown, len(t.Phrases)), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
			for _, p := range t.Phrases {
				if err := w.PutPhrase(store.Phrase{Text: p.Key, Shown: p.Shown, Since: int64(jst.At(now))}); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
	case t.Word != "":
		return d.Act(ctx, "payment_word", fmt.Sprintf("支払方法「%s」を%sとして扱う", t.Word, t.Class.Name()), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
			return nil, w.PutPaymentWord(t.Word, string(t.Class))
		})
	case t.NoComment:
		return changeShop(ctx, d, t.Shop, "コメントの列がないことを聞かない", now, func(s *order.Shop) { s.NoCommentOK = true })
	case t.TodoSince != "":
		return changeShop(ctx, d, t.Shop, t.TodoSince.Long()+" より前を履歴にする", now, func(s *order.Shop) { s.TodoSince = t.TodoSince })
	case len(t.Points) > 0:
		return points(ctx, d, t.Points, false, now)
	case t.Rule != nil:
		return 0, addRule(ctx, d, *t.Rule, now)
	}
	return 0, ErrNothingToDo
}

// changeShop changes one setting of a shop; its orders are judged anew, also those that are over.
func changeShop(ctx context.Context, d *desk.Desk, id int64, what string, now time.Time, f func(*order.Shop)) (int64, error) {
	s := d.Shop(id)
	if s.Name == "" {
		return 0, ErrNothingToDo // taken back since the look
	}
	f(&s)
	return d.Act(ctx, "shop", s.Name+"："+what, now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		_, err := w.PutShop(s)
		return nil, err
	})
}

// points sets reorder points, or gives them back the values from before.
func points(ctx context.Context, d *desk.Desk, all []firstday.Point, back bool, now time.Time) (int64, error) {
	title := fmt.Sprintf("発注点を売れ方から決める：%d品", len(all))
	if back {
		title = fmt.Sprintf("発注点を元の値に戻す：%d品", len(all))
	}
	return d.Act(ctx, "products", title, now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		skus := d.Goods().SKUs
		for _, p := range all {
			s, ok := skus[p.SKU]
			switch {
			case !ok:
				continue
			case back:
				s.ReorderPoint, s.Target = p.Was, p.WasTarget
			default:
				s.ReorderPoint = order.Known(p.Reorder)
				if s.Target == nil || *s.Target < p.Reorder {
					s.Target = order.Known(p.Target)
				}
			}
			if err := w.PutSKU(p.SKU, s); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

func addRule(ctx context.Context, d *desk.Desk, r rule.Rule, now time.Time) error {
	return publish.Edit(ctx, d, now, func(set *rule.Set) error {
		if !insert(set, r) {
			return ErrNothingToDo
		}
		if faults := rule.Check(set); len(faults) > 0 {
			return &desk.RulesError{Faults: faults}
		}
		return nil
	})
}

// insert puts a rule at its place; false when one of its name is there.
func insert(set *rule.Set, r rule.Rule) bool {
	named := func(x rule.Rule) bool { return x.Name == r.Name }
	if slices.ContainsFunc(set.Rules, named) {
		return false
	}
	at := slices.IndexFunc(set.Rules, func(x rule.Rule) bool { return firstday.Before(r.Name, x.Name) })
	if at < 0 {
		at = len(set.Rules)
	}
	set.Rules = slices.Insert(set.Rules, at, r)
	return true
}

// PutBack takes an answer back: what it changed is as if it had not been given. A rule that is published already is only taken out
// of the draft: it stays in force until the next publishing. ErrNothingToDo when the card is neither accepted nor put aside.
func PutBack(ctx context.Context, d *desk.Desk, c firstday.Card, now time.Time) (entry int64, err error) {
	h, _, err := here(ctx, d)
	if err != nil {
		return 0, err
	}
	if h.Dismissed[c.ID] {
		return 0, aside(ctx, d, c.ID, false, now)
	}
	one := []firstday.Card{c}
	if firstday.Settle(one, h); one[0].State != firstday.Accepted {
		return 0, ErrNothingToDo
	}
	for _, a := range c.Answers {
		t := a.Take
		switch {
		case len(t.Phrases) > 0:
			return d.Act(ctx, "phrase", fmt.Sprintf("確認不要の文を取り消し：「%s」など %d文", t.Phrases[0].Shown, len(t.Phrases)), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
				for _, p := range t.Phrases {
					if err := w.DropPhrase(p.Key); err != nil {
						return nil, err
					}
				}
				return nil, nil
			})
		case t.Word != "":
			return d.Act(ctx, "payment_word", fmt.Sprintf("支払方法「%s」の区分を取り消し", t.Word), now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
				return nil, w.PutPaymentWord(t.Word, string(payment.Unknown))
			})
		case t.NoComment:
			return changeShop(ctx, d, t.Shop, "コメントの列がないことをまた聞く", now, func(s *order.Shop) { s.NoCommentOK = false })
		case t.TodoSince != "":
			return changeShop(ctx, d, t.Shop, "履歴にする日を取り消し", now, func(s *order.Shop) { s.TodoSince = "" })
		case len(t.Points) > 0:
			return points(ctx, d, t.Points, true, now)
		case t.Rule != nil:
			return 0, dropRule(ctx, d, t.Rule.Name, now)
		}
	}
	return 0, ErrNothingToDo
}

func dropRule(ctx context.Context, d *desk.Desk, name string, now time.Time) error {
	return publish.Edit(ctx, d, now, func(set *rule.Set) error {
		n := len(set.Rules)
		set.Rules = slices.DeleteFunc(set.Rules, func(r rule.Rule) bool { return r.Name == name })
		if len(set.Rules) == n {
			return ErrNothingToDo
		}
		return nil
	})
}

// aside remembers that a card was put aside, or forgets it. It changes nothing in the shop and is no act.
func aside(ctx context.Context, d *desk.Desk, id string, on bool, now time.Time) error {
	var kept dismissed
	if err := d.Store().Read(ctx, func(r *store.Reader) error { return r.Setting(dismissedKey, &kept) }); err != nil {
		return err
	}
	if _, was := kept.Aside[id]; was == on {
		return nil
	}
	return d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		var kept dismissed
		if err := w.Setting(dismissedKey, &kept); err != nil {
			return err
		}
		if kept.Aside == nil {
			kept.Aside = map[string]jst.Moment{}
		}
		if on {
			kept.Aside[id] = jst.At(now)
		} else {
			delete(kept.Aside, id)
		}
		return w.PutSetting(dismissedKey, kept)
	})
}
