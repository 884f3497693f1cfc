package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// ErrField says that there is no such field to correct; ErrValue that the value can't be one of it. What a field takes is
// said by *order.FieldError, which is an ErrValue.
var (
	ErrField = order.ErrField
	ErrValue = order.ErrValue
)

// Value is a value that she typed for a field of an order. Target is one of order.Targets, of the malls' facts or of the
// effective ones, or order.NewTarget for a line or a destination of her own.
type Value struct{ Target, Field, Text string }

// Correct puts the owner's value over the mall's. target is "" for the order, "orderer", "dest:"+key or "line:"+key; off
// gives the mall's value back its place; ErrNothingToDo when it has it.
func Correct(ctx context.Context, d *desk.Desk, r *desk.Row, target, field, value string, off bool, now time.Time) (int64, error) {
	if !off {
		return CorrectAll(ctx, d, r, []Value{{target, field, value}}, now)
	}
	name := order.Label(target, field)
	if name == "" {
		return 0, fmt.Errorf("take back %s: %w", field, ErrField)
	}
	return amend(ctx, d, r, "直しを取り消し："+name, now, func(p *plan) error { return p.drop(target, field) })
}

// CorrectAll puts several of the owner's values over the mall's, as one act. A line or destination of her own that is
// "gone" is no more. A correction that would leave goods without a place, or an own line without name or quantity, is refused:
// *order.FieldError.
func CorrectAll(ctx context.Context, d *desk.Desk, r *desk.Row, values []Value, now time.Time) (int64, error) {
	if len(values) == 0 {
		return 0, ErrNothingToDo
	}
	var names []string
	for _, v := range values {
		name := order.Label(v.Target, v.Field)
		if name == "" {
			return 0, fmt.Errorf("correct %s: %w", v.Field, ErrField)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return amend(ctx, d, r, "直す："+strings.Join(names, "、"), now, func(p *plan) error { return p.putAll(values, now) })
}

// amend plans against the file as it is, so that a refusal changes nothing, and carries it out as one act.
func amend(ctx context.Context, d *desk.Desk, r *desk.Row, what string, now time.Time, f func(*plan) error) (int64, error) {
	err := d.Store().Read(ctx, func(rd *store.Reader) error {
		p, err := planned(rd, r.ID, f)
		if err != nil {
			return err
		}
		if put, forget := p.changes(); len(put)+len(forget) == 0 {
			return ErrNothingToDo
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return d.Act(ctx, "correct", what+"（"+r.No+"）", now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		p, err := planned(&w.Reader, r.ID, f)
		if err != nil {
			return nil, err
		}
		return []int64{r.ID}, p.write(w)
	})
}

// plan is what becomes of an order's corrections.
type plan struct {
	order   int64
	facts   *order.Facts // the malls'
	was, is []order.Correction
}

func planned(r *store.Reader, id int64, f func(*plan) error) (*plan, error) {
	readings, err := r.Readings(id)
	if err != nil {
		return nil, err
	}
	p := &plan{order: id, facts: order.Fold(readings)}
	if p.was, err = r.Corrections(id); err != nil {
		return nil, err
	}
	p.is = slices.Clone(p.was)
	if err := f(p); err != nil {
		return nil, err
	}
	return p, p.check()
}

func (p *plan) putAll(values []Value, now time.Time) error {
	for _, v := range values {
		text, err := order.Clean(v.Target, v.Field, v.Text)
		if err != nil {
			return err
		}
		target, ok := order.Target(p.facts, v.Target)
		if !ok {
			return &order.FieldError{Target: v.Target, Field: v.Field, Message: "その明細かお届け先は、もうこの受注にありません。"}
		}
		if v.Field == "gone" && order.IsOwn(target) {
			p.remove(func(c order.Correction) bool { return c.Target == target })
			continue
		}
		if v.Field == "dest" {
			key, _ := order.Target(p.facts, "dest:"+text)
			text = strings.TrimPrefix(key, "dest:")
		}
		if err := p.drop(target, v.Field); err != nil {
			return err
		}
		p.is = append(p.is, order.Correction{OrderID: p.order, Target: target, Field: v.Field, Value: text, At: jst.At(now), Was: order.WasOf(p.facts, target, v.Field)})
	}
	return nil
}

// drop takes the corrections of one fact away, under whatever name its line or destination had.
func (p *plan) drop(target, field string) error {
	same, _ := order.Target(p.facts, target)
	p.remove(func(c order.Correction) bool {
		t, _ := order.Target(p.facts, c.Target)
		return c.Field == field && (c.Target == target || t == same)
	})
	return nil
}

func (p *plan) remove(which func(order.Correction) bool) { p.is = slices.DeleteFunc(p.is, which) }

// check refuses what would leave an order that nobody can pack.
func (p *plan) check() error {
	_, before := order.Correct(p.facts, p.was)
	e, after := order.Correct(p.facts, p.is)
	for _, c := range after {
		if !slices.ContainsFunc(before, func(b order.Correction) bool { return b.Target == c.Target && b.Field == c.Field }) {
			return &order.FieldError{Target: c.Target, Field: c.Field, Message: "お届け先のない明細が残ります。明細のお届け先を先に決めてください。"}
		}
	}
	for _, t := range order.Targets(e) {
		if !order.IsOwn(t) {
			continue
		}
		needed := [][]string{{"name", "code", "sku"}, {"qty"}}
		if strings.HasPrefix(t, "dest:") {
			needed = [][]string{{"name"}, {"address"}}
		}
		for _, any := range needed {
			if !slices.ContainsFunc(any, func(f string) bool { v, _ := order.Text(e, t, f); return v != "" }) {
				return &order.FieldError{Target: t, Field: any[0], Message: "追加した明細やお届け先には、この項目が必要です。"}
			}
		}
	}
	return nil
}

// changes gives the rows to write and those to take away.
func (p *plan) changes() (put, forget []order.Correction) {
	sameRow := func(a order.Correction) func(order.Correction) bool {
		return func(b order.Correction) bool { return a.Target == b.Target && a.Field == b.Field }
	}
	for _, c := range p.is {
		i := slices.IndexFunc(p.was, sameRow(c))
		if i < 0 || p.was[i].Value != c.Value || p.was[i].At != c.At {
			put = append(put, c)
		}
	}
	for _, c := range p.was {
		if !slices.ContainsFunc(p.is, sameRow(c)) {
			forget = append(forget, c)
		}
	}
	return put, forget
}

func (p *plan) write(w *store.Writer) error {
	put, forget := p.changes()
	for _, c := range forget {
		if err := w.DropCorrection(c.OrderID, c.Target, c.Field); err != nil {
			return err
		}
	}
	for _, c := range put {
		if err := w.PutCorrection(c); err != nil {
			return err
		}
	}
	return nil
}

// FormField is one fact of an order as the form for correcting shows it.
type FormField struct {
	Target    string
	Field     string
	Label     string // Japanese
	Value     string // as it counts now
	Told      bool   // it is known; Value is empty otherwise
	Corrected bool   // the owner's value stands over the mall's
	Mall      string // what the mall says now, where it is corrected
	MallTold  bool
	Changed   bool // the mall has changed it since
}

// Form gives every fact of an order that can be corrected, in the order in which a form shows them.
func Form(in judge.Input) []FormField {
	var out []FormField
	for _, t := range order.Targets(in.Facts) {
		for _, x := range order.FieldsOf(t) {
			f := FormField{Target: t, Field: x.ID, Label: x.Label}
			f.Value, f.Told = order.Text(in.Facts, t, x.ID)
			for _, o := range in.Overridden {
				if o.Field == x.ID && sameTarget(in.Facts, o.Target, t) {
					f.Corrected, f.Mall, f.MallTold, f.Changed = true, o.Mall, o.Told, o.Changed
				}
			}
			out = append(out, f)
		}
	}
	return out
}

func sameTarget(f *order.Facts, a, b string) bool {
	x, _ := order.Target(f, a)
	y, _ := order.Target(f, b)
	return x == y
}

// Destinations gives the keys of an order's destinations as the malls tell them, by which they are corrected.
func Destinations(readings []order.Reading) []string {
	var out []string
	for _, d := range order.Fold(readings).Destinations {
		out = append(out, d.Key())
	}
	return out
}
