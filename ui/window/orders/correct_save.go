package orders

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/review"
	"miseban/app/order"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

func sentence(err error) string { return frame.Sentence(err) }

// change is one field whose text she changed, or a line or destination that she takes out.
type change struct {
	group *group
	field *field // nil = the whole group
}

// changed is everything that would be saved.
func (e *editor) changed() []change {
	var out []change
	for _, g := range e.groups {
		switch {
		case g.gone && !g.fresh:
			out = append(out, change{group: g})
			continue
		case g.gone || g.fresh && !g.typed():
			continue
		}
		for _, f := range g.fields {
			if f.changed() || g.fresh && f.text() != "" {
				out = append(out, change{g, f})
			}
		}
	}
	return out
}

// confirm saves all of it as one act. What can't be a value is said at its field, and nothing is saved.
func (e *editor) confirm() {
	if e.busy {
		return
	}
	e.calm()
	var values []review.Value
	var names []string
	fault := false
	for _, c := range e.changed() {
		v := review.Value{Target: c.group.target, Field: "gone", Text: "yes"}
		name := kindName(c.group.target) + "を外す"
		if c.field != nil {
			v.Field, v.Text, name = c.field.Field, c.field.text(), label(c.group.target, c.field.Field)
			if c.group.target == "orderer" && !strings.HasPrefix(name, "注文者") && name != "メール" {
				name = "注文者の" + name
			}
			if c.group.fresh {
				name = kindName(c.group.target) + "を足す"
			}
			clean, err := order.Clean(v.Target, v.Field, v.Text)
			var wrong *order.FieldError
			if errors.As(err, &wrong) {
				c.field.wrong(wrong.Message)
				fault = true
				continue
			}
			if clean == c.field.Value && c.field.Told {
				continue // the same, written in another way
			}
		}
		values = append(values, v)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch {
	case fault:
		e.toWrong()
	case len(values) == 0:
		e.panel.Close()
	default:
		e.carryOut(values, "直しました："+strings.Join(names, "、"))
	}
}

func (e *editor) carryOut(values []review.Value, said string) {
	var entry int64
	e.working(true)
	e.s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = review.CorrectAll(ctx, e.s.f.Desk, e.row, values, e.s.f.Now())
		return err
	}, func(err error) {
		e.working(false)
		if err != nil {
			e.failed(err)
			return
		}
		e.panel.Close()
		e.s.f.Did(said, entry)
		e.s.f.Changed()
	})
}

// giveBack lets the mall's value of one fact count again. It is an act of its own, done at once; what was typed into the
// other fields stays.
func (e *editor) giveBack(target, name, what string, done func()) {
	if e.busy {
		return
	}
	var entry int64
	e.working(true)
	e.s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = review.Correct(ctx, e.s.f.Desk, e.row, target, name, "", true, e.s.f.Now())
		return err
	}, func(err error) {
		e.working(false)
		if err != nil {
			e.failed(err)
			return
		}
		done()
		e.s.f.Did("直しを取り消しました："+what, entry)
		e.s.f.Changed()
	})
}

func (e *editor) working(on bool) {
	e.busy = on
	e.save.SetEnabled(!on)
}

// calm takes away what was said to be wrong.
func (e *editor) calm() {
	e.said.SetRuns(part.Run{Text: "", Style: part.Alarm})
	for _, g := range e.groups {
		g.wrong("")
		for _, f := range g.fields {
			f.wrong("")
		}
	}
}

// toWrong puts the keyboard on the first field that is wrong.
func (e *editor) toWrong() {
	e.refresh()
	n := 0
	var first fyne.Focusable
	for _, g := range e.groups {
		for _, f := range g.fields {
			if f.bad {
				if n++; first == nil {
					first = f.focus
				}
			}
		}
	}
	if first != nil {
		e.s.f.Window.Canvas().Focus(first)
		e.tell(part.Count(n) + "項目を確かめてください。まだ何も変更していません。")
	}
}
