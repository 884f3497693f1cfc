package review

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/store"
)

// ErrField says that there is no such field to correct; ErrValue that the value can't be one of it.
var (
	ErrField = errors.New("no such field")
	ErrValue = errors.New("not a value of this field")
)

// Correct puts the owner's value over the mall's. target is "" for the order, "orderer", "dest:"+key or "line:"+key; off
// gives the mall's value back its place.
func Correct(ctx context.Context, d *desk.Desk, r *desk.Row, target, field, value string, off bool, now time.Time) (int64, error) {
	kind, _, _ := strings.Cut(target, ":")
	name, ok := order.Fields[kind][field]
	if !ok {
		return 0, ErrField
	}
	if !off {
		var err error
		if value, err = clean(field, value); err != nil {
			return 0, err
		}
	}
	what := "直す：" + name
	if off {
		what = "直しを取り消し：" + name
	}
	return d.Act(ctx, "correct", what+"（"+r.No+"）", now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		if off {
			return []int64{r.ID}, w.DropCorrection(r.ID, target, field)
		}
		return []int64{r.ID}, w.PutCorrection(order.Correction{OrderID: r.ID, Target: target, Field: field, Value: value, At: jst.At(now)})
	})
}

// Value is a value that she typed for a field of an order.
type Value struct{ Target, Field, Text string }

// CorrectAll puts several of the owner's values over the mall's, as one act.
func CorrectAll(ctx context.Context, d *desk.Desk, r *desk.Row, values []Value, now time.Time) (int64, error) {
	if len(values) == 0 {
		return 0, ErrNothingToDo
	}
	var names []string
	for i, v := range values {
		kind, _, _ := strings.Cut(v.Target, ":")
		name, ok := order.Fields[kind][v.Field]
		if !ok {
			return 0, ErrField
		}
		names = append(names, name)
		text, err := clean(v.Field, v.Text)
		if err != nil {
			return 0, err
		}
		values[i].Text = text
	}
	return d.Act(ctx, "correct", "直す："+strings.Join(names, "、")+"（"+r.No+"）", now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		for _, v := range values {
			if err := w.PutCorrection(order.Correction{OrderID: r.ID, Target: v.Target, Field: v.Field, Value: v.Text, At: jst.At(now)}); err != nil {
				return nil, err
			}
		}
		return []int64{r.ID}, nil
	})
}

// clean brings a typed value into the form of its field.
func clean(field, value string) (string, error) {
	value = strings.TrimSpace(value)
	switch field {
	case "total", "qty":
		n, err := strconv.ParseInt(strings.NewReplacer(",", "", "，", "", "円", "").Replace(value), 10, 64)
		if err != nil || n < 0 {
			return "", ErrValue
		}
		return strconv.FormatInt(n, 10), nil
	case "wish_date":
		if value == "" {
			return "", nil
		}
		day, err := jst.ParseDate(value)
		if err != nil {
			return "", ErrValue
		}
		return string(day), nil
	case "zip":
		if z := normal.Zip(value); z != "" {
			return z, nil
		}
		return "", ErrValue
	case "phone":
		if p := normal.Phone(value); p != "" {
			return p, nil
		}
		return "", ErrValue
	case "email":
		if m := normal.Mail(value); m != "" || value == "" {
			return value, nil
		}
		return "", ErrValue
	}
	return value, nil
}

// Destinations gives the keys of an order's destinations as the malls tell them, by which they are corrected.
func Destinations(readings []order.Reading) []string {
	var out []string
	for _, d := range order.Fold(readings).Destinations {
		out = append(out, d.Key())
	}
	return out
}
