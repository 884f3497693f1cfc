package imported

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/app/flow/learn"
	"miseban/app/flow/revert"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/ui/part"
)

// read is what is looked up beside the report: when the import was, what has become of it, and which of the changed orders
// were already printed.
type read struct {
	at     jst.Moment // 0: nothing was written
	undone bool       // all of it was taken back
	newest bool       // nothing was done since
	gone   map[int64]bool
	late   map[int64]late
	about  map[string]about // by path, of files that could not be read
}

// late is an order that was printed, or had gone out, before the file told of its change.
type late struct {
	running string // "012/149"; empty when it was not kept
	shipped bool
	no      string
	cancel  bool
	fields  []string // what changed
	order   int64
}

// about is what a file seems to be that no reader knows.
type about struct {
	kind    mapping.Kind // empty: it can't be said
	drifted bool         // a known mall's file, readable as it is
}

// lookUp reads it in the background; a late answer is dropped.
func (s *Screen) lookUp() {
	s.gen++
	mine, report := s.gen, s.report
	if len(report.Files) == 0 {
		return
	}
	s.f.Go(func() {
		got, err := s.lookInto(s.f.Ctx, report)
		fyne.Do(func() {
			switch {
			case mine != s.gen:
			case err != nil && !errors.Is(err, context.Canceled):
				s.f.Fail(err)
			case err == nil:
				s.read = got
				s.draw()
			}
		})
	})
}

func (s *Screen) lookInto(ctx context.Context, r intake.Report) (read, error) {
	out := read{gone: map[int64]bool{}, late: map[int64]late{}, about: map[string]about{}}
	batches, err := intake.Batches(ctx, s.f.Desk)
	if err != nil {
		return out, err
	}
	mine, undone := 0, 0
	for _, b := range batches {
		if !slices.ContainsFunc(r.Files, func(f intake.FileReport) bool { return f.Batch == b.ID }) {
			continue
		}
		mine++
		out.at = max(out.at, b.ImportedAt)
		if b.Undone {
			undone++
			out.gone[b.ID] = true
		}
	}
	out.undone = mine > 0 && mine == undone
	if done, err := revert.Timeline(ctx, s.f.Desk, 1); err == nil && len(done) > 0 {
		out.newest = slices.ContainsFunc(r.Files, func(f intake.FileReport) bool { return f.Entry != 0 && f.Entry == done[0].Entry })
	}
	for _, f := range r.Files {
		for _, c := range f.Changed {
			if c.OrderID == 0 || !stops(c) || s.f.Desk.Row(c.OrderID) == nil {
				continue
			}
			in, err := s.f.Desk.Input(ctx, c.OrderID)
			if err != nil {
				return out, fmt.Errorf("look up order %s: %w", c.OrderNo, err)
			}
			if l, ok := lateOf(in, c, out.at); ok {
				out.late[c.OrderID] = l
			}
		}
		if f.CanExplain() {
			out.about[f.Path()] = aboutOf(f.Path())
		}
	}
	return out, nil
}

// stops says whether a change made the order one for review, as one after printing does.
func stops(c intake.Changed) bool { return c.Status == judge.NeedsReview.Name() || cancels(c) }

func cancels(c intake.Changed) bool {
	return slices.ContainsFunc(c.Changes, func(x order.Change) bool { return x.Field == "キャンセル" && x.New == "はい" })
}

// lateOf tells whether an order had been printed or shipped before the import.
func lateOf(in judge.Input, c intake.Changed, at jst.Moment) (late, bool) {
	l := late{no: c.OrderNo, order: c.OrderID, cancel: cancels(c)}
	found := false
	var last jst.Moment
	for _, d := range in.Deeds {
		if d.At > at {
			continue
		}
		switch d.Kind {
		case order.Shipped:
			found, l.shipped = true, true
		case order.Printed:
			found = true
			if p, err := judge.ReadPrint(d); err == nil && d.At >= last {
				l.running, last = p.Running, d.At
			}
		}
	}
	for _, x := range c.Changes {
		l.fields = append(l.fields, x.Field)
	}
	return l, found
}

// aboutOf looks at a file that no reader knows.
func aboutOf(path string) about {
	f, err := learn.Open(path, "")
	if err != nil {
		return about{}
	}
	out := about{drifted: f.Drift != nil && f.Drift.Recognised}
	if f.Sure >= 0.5 {
		out.kind = f.Kind
	}
	return out
}

// entries are the acts of the import that can still be taken back, the newest first.
func (s *Screen) entries() []int64 {
	var out []int64
	for _, f := range s.report.Files {
		if f.Entry != 0 && !s.read.gone[f.Batch] {
			out = append(out, f.Entry)
		}
	}
	slices.Reverse(out)
	return out
}

// undo takes all files of the import back, one after the other.
func (s *Screen) undo() {
	entries := s.entries()
	if len(entries) == 0 {
		return
	}
	reversed, kept := 0, []revert.Kept{}
	s.f.Run("取り込みを元に戻しています", func(ctx context.Context, progress func(int, int)) error {
		for i, e := range entries {
			progress(i, len(entries))
			r, err := revert.Entry(ctx, s.f.Desk, e, s.f.Now())
			if err != nil {
				return err
			}
			reversed += r.Reversed
			kept = append(append(kept, r.Kept...), r.Failed...)
		}
		return nil
	}, func(err error) {
		switch {
		case err != nil:
			s.f.Fail(err)
		case len(kept) > 0:
			text := fmt.Sprintf("取り込みを元に戻しました。あとで変更した %s件はそのままです", part.Count(len(kept)))
			if no := kept[0].OrderNo; no != "" {
				text += "（" + no + "：" + kept[0].Reason + "）"
			}
			s.f.Warn(text + "。")
		default:
			s.f.Say(fmt.Sprintf("取り込みを元に戻しました（%dファイル）。", len(entries)))
		}
		s.f.Changed()
	})
}
