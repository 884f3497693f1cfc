package orders

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/part"
)

// field is one fact that can be corrected, with its present value.
type field struct{ target, name, label, value string }

func fieldsOf(in judge.Input) []field {
	var out []field
	for i, d := range in.Facts.Destinations {
		n := ""
		if len(in.Facts.Destinations) > 1 {
			n = " " + strconv.Itoa(i+1)
		}
		t := "dest:" + d.Key()
		out = append(out, field{t, "name", "お届け先名" + n, order.Value(d.Name)}, field{t, "zip", "郵便番号" + n, order.Value(d.Zip)},
			field{t, "address", "住所" + n, order.Value(d.Address)}, field{t, "phone", "電話番号" + n, order.Value(d.Phone)})
	}
	total := ""
	if in.Facts.Total != nil {
		total = strconv.FormatInt(int64(*in.Facts.Total), 10)
	}
	return append(out, field{"", "wish_date", "お届け希望日", string(order.Value(in.Facts.WishDate))}, field{"", "total", "請求金額", total})
}

// correct opens the form that puts the owner's values over the mall's.
func (s *Screen) correct() {
	rows := s.chosen()
	if len(rows) != 1 {
		return
	}
	row := rows[0]
	var in judge.Input
	s.f.Run("受注を開いています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		in, _, err = s.f.Desk.Judged(ctx, row.ID, s.f.Now())
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		fields := fieldsOf(in)
		entries := make([]*part.Entry, len(fields))
		box := part.VStack(8, part.NewNote("直した値はモールの値より優先され、取り込み直しても残ります。", part.Quiet))
		for i, x := range fields {
			entries[i] = part.NewEntry("")
			entries[i].SetText(x.value)
			box.Add(part.NewField(x.label, entries[i]))
		}
		d := part.NewDialog(s.f.Window.Canvas(), "受注を直す　"+row.No, box, part.Choice{Label: "この内容に直す", Kind: part.Primary, Default: true, Do: func() {
			var labels []string
			var changed []review.Value
			for i, x := range fields {
				if v := entries[i].Text; v != x.value {
					labels = append(labels, x.label)
					changed = append(changed, review.Value{Target: x.target, Field: x.name, Text: v})
				}
			}
			if len(changed) == 0 {
				return
			}
			s.f.Act("直しました："+strings.Join(labels, "、"), func(ctx context.Context, now time.Time) (int64, error) {
				return review.CorrectAll(ctx, s.f.Desk, row, changed, now)
			})
		}})
		d.SetWidth(560)
		var first fyne.Focusable
		if len(entries) > 2 {
			first = entries[2]
		}
		d.Show(first)
	})
}
