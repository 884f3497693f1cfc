package window

import (
	"context"

	"miseban/app/flow/intake"
	"miseban/app/mapping"
	"miseban/app/order"
)

// importing is what the window does for the page of an import's results.
type importing struct{ w *Window }

// Folder asks for a folder, beginning at start.
func (x *importing) Folder(title, start string, do func(path string)) {
	(&places{x.w}).Folder(title, start, do)
}

// Show opens a file in its own program.
func (x *importing) Show(path string) error { return x.w.o.Show(path) }

// Import takes files in and gives the report back; before the first import it asks from when on orders are to do.
func (x *importing) Import(paths []string, o intake.Options, done func(intake.Report)) {
	take := func(first intake.Options) {
		var report intake.Report
		o.ShippedBefore = first.ShippedBefore
		x.w.f.Run("取り込んでいます", func(ctx context.Context, progress func(int, int)) error {
			o.Now = x.w.f.Now()
			o.Progress = func(_ string, part float64) { progress(int(part*1000), 1000) }
			var err error
			report, err = intake.Import(ctx, x.w.f.Desk, paths, o)
			return err
		}, func(err error) {
			if err != nil {
				x.w.f.Fail(err)
				if len(report.Files) == 0 {
					return
				}
			}
			done(report)
			x.w.changed()
		})
	}
	if len(x.w.f.Desk.Rows()) == 0 {
		x.w.firstRun(take)
		return
	}
	take(intake.Options{})
}

// Explain opens the page on which the owner says what the columns of a file of orders mean. One that turns out to be a bank's
// statement goes to the payments.
func (x *importing) Explain(path string) { x.w.explain(path, "", "imported", x.explained(path)) }

// explained takes the file in that was explained.
func (x *importing) explained(path string) func(mapping.Mapping) {
	return func(m mapping.Mapping) {
		switch m.Kind {
		case mapping.Statement:
			x.w.open("money")
			x.w.money.Import(path)
		case mapping.Orders:
			o := intake.Options{Mapping: &m}
			if at := order.Mall(m.Mall); at == "" || at == order.Other {
				o.Shop = m.Name // a mall that nobody knows has no shop of its own name
			}
			x.Import([]string{path}, o, func(r intake.Report) {
				x.w.imported.Took(path, r)
				x.w.open("imported")
			})
		default:
			x.w.open("goods")
			x.w.goods.Take(path, m.Kind)
		}
	}
}

// explaining is what the window does for the page on which a file is explained: it goes on, or back, to where it came from.
type explaining struct {
	w    *Window
	back string
	done func(mapping.Mapping)
}

// explain opens that page for a file; back is the area that she goes back to when she leaves it as it is.
func (w *Window) explain(path string, kind mapping.Kind, back string, done func(mapping.Mapping)) {
	w.explaining.back, w.explaining.done = back, done
	w.open("learn")
	w.learn.Start(path, kind)
}

// Done goes on with what was decided.
func (x *explaining) Done(m mapping.Mapping, _ string) { x.done(m) }

// Left goes back.
func (x *explaining) Left() { x.w.open(x.back) }
