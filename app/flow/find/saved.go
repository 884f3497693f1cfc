package find

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/rule"
	"miseban/store"
)

// Refused is a sentence for the owner: what was wrong, and that nothing was changed.
type Refused string

func (r Refused) Error() string { return string(r) }

// Japanese is the sentence itself.
func (r Refused) Japanese() string { return string(r) }

// Search is a condition that the owner keeps under a name.
type Search struct {
	Name string
	Text string // the condition as it is kept
	Tab  bool   // it stands above the list
	Cond rule.Cond
	Err  error // the condition can't be read any more: another program has written it
}

// Saved gives all saved searches in their order.
func Saved(ctx context.Context, d *desk.Desk) ([]Search, error) {
	var kept []store.SavedSearch
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		kept, err = r.SavedSearches()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read saved searches: %w", err)
	}
	out := make([]Search, len(kept))
	for i, k := range kept {
		out[i] = Search{Name: k.Name, Text: k.Condition, Tab: k.Tab}
		out[i].Cond, out[i].Err = Read(k.Condition)
	}
	return out, nil
}

// mostName is how many characters a name may have: it must fit on a tab.
const mostName = 20

// Named tidies a name and says what is wrong with it.
func Named(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", Refused("名前を入れてください。何も変更していません。")
	case utf8.RuneCountInString(name) > mostName:
		return "", Refused(fmt.Sprintf("名前は%d文字までにしてください。何も変更していません。", mostName))
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '「' || r == '」' }):
		return "", Refused("名前に「」や引用符は使えません。何も変更していません。")
	}
	return name, nil
}

// Save keeps a condition under a name, as one act that can be undone. The same name again replaces its condition, in its place.
// *Error when the condition has faults, Refused when the name does not do.
func Save(ctx context.Context, d *desk.Desk, name string, cond rule.Cond, tab bool, now time.Time) (entry int64, err error) {
	if name, err = Named(name); err != nil {
		return 0, err
	}
	if _, faults := rule.CompileCond(&cond); len(faults) > 0 {
		return 0, &Error{faults}
	}
	return change(ctx, d, "検索を保存："+name, now, func(all []store.SavedSearch) ([]store.SavedSearch, error) {
		one := store.SavedSearch{Name: name, Condition: rule.FormatCond(&cond), Tab: tab}
		if i := place(all, name); i >= 0 {
			all[i] = one
			return all, nil
		}
		return append(all, one), nil
	})
}

// Drop forgets a saved search.
func Drop(ctx context.Context, d *desk.Desk, name string, now time.Time) (int64, error) {
	return change(ctx, d, "検索を削除："+name, now, func(all []store.SavedSearch) ([]store.SavedSearch, error) {
		i := place(all, name)
		if i < 0 {
			return nil, missing(name)
		}
		return slices.Delete(all, i, i+1), nil
	})
}

// Rename gives a saved search another name, which must be free.
func Rename(ctx context.Context, d *desk.Desk, name, to string, now time.Time) (int64, error) {
	to, err := Named(to)
	if err != nil {
		return 0, err
	}
	return change(ctx, d, "検索の名前を変更："+name+" → "+to, now, func(all []store.SavedSearch) ([]store.SavedSearch, error) {
		i := place(all, name)
		if i < 0 {
			return nil, missing(name)
		}
		if k := place(all, to); k >= 0 && k != i {
			return nil, Refused("「" + to + "」という検索がもうあります。別の名前にしてください。何も変更していません。")
		}
		all[i].Name = to
		return all, nil
	})
}

// SetTab puts a saved search on a tab above the list, or takes it away from there.
func SetTab(ctx context.Context, d *desk.Desk, name string, tab bool, now time.Time) (int64, error) {
	title := "検索をタブに出す：" + name
	if !tab {
		title = "検索をタブから外す：" + name
	}
	return change(ctx, d, title, now, func(all []store.SavedSearch) ([]store.SavedSearch, error) {
		i := place(all, name)
		if i < 0 {
			return nil, missing(name)
		}
		all[i].Tab = tab
		return all, nil
	})
}

// Move puts a saved search so many places further down, or up.
func Move(ctx context.Context, d *desk.Desk, name string, by int, now time.Time) (int64, error) {
	return change(ctx, d, "検索の順番を変更："+name, now, func(all []store.SavedSearch) ([]store.SavedSearch, error) {
		i := place(all, name)
		if i < 0 {
			return nil, missing(name)
		}
		one := all[i]
		all = slices.Delete(all, i, i+1)
		return slices.Insert(all, min(max(i+by, 0), len(all)), one), nil
	})
}

func place(all []store.SavedSearch, name string) int {
	return slices.IndexFunc(all, func(s store.SavedSearch) bool { return s.Name == name })
}

func missing(name string) error {
	return Refused("「" + name + "」という検索はありません。何も変更していません。")
}

// change writes what an act makes of the saved searches: those that differ, and no others.
func change(ctx context.Context, d *desk.Desk, title string, now time.Time, f func([]store.SavedSearch) ([]store.SavedSearch, error)) (int64, error) {
	var was, next []store.SavedSearch
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		was, err = r.SavedSearches()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read saved searches: %w", err)
	}
	if next, err = f(slices.Clone(was)); err != nil {
		return 0, err
	}
	for i := range next {
		next[i].Place = i + 1
	}
	if slices.Equal(was, next) {
		return 0, review.ErrNothingToDo
	}
	entry, err := d.Act(ctx, "search", title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		for _, s := range was {
			if place(next, s.Name) < 0 {
				if err := w.DropSavedSearch(s.Name); err != nil {
					return nil, err
				}
			}
		}
		for _, s := range next {
			if !slices.Contains(was, s) {
				if err := w.PutSavedSearch(s); err != nil {
					return nil, err
				}
			}
		}
		return nil, nil
	})
	if err != nil {
		return 0, fmt.Errorf("change saved searches: %w", err)
	}
	return entry, nil
}
