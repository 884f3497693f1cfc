package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2/widget"

	"miseban/app/jst"
	"miseban/ui/part"
)

func newCheck(label string, on bool) *widget.Check {
	c := widget.NewCheck(label, nil)
	c.Checked = on
	return c
}

// form shows entries in a dialog; save gets the texts in their order.
func (s *Screen) form(title, note string, labels, values []string, save func([]string)) {
	box := part.VStack(8)
	if note != "" {
		box.Add(part.NewNote(note, part.Quiet))
	}
	entries := make([]*part.Entry, len(labels))
	for i, l := range labels {
		entries[i] = part.NewEntry("")
		entries[i].SetText(values[i])
		box.Add(part.NewField(l, entries[i]))
	}
	d := part.NewDialog(s.f.Window.Canvas(), title, box, part.Choice{Label: "保存する", Kind: part.Primary, Default: true, Do: func() {
		texts := make([]string, len(entries))
		for i, e := range entries {
			texts[i] = e.Text
		}
		save(texts)
	}})
	d.SetWidth(580)
	d.Show(entries[0])
}

func (s *Screen) editCompany() {
	c := s.read.company
	s.form("会社の情報", "", []string{"名前", "郵便番号", "住所", "電話番号", "メール", "登録番号", "納品書の挨拶"},
		[]string{c.Name, c.Zip, c.Address, c.Phone, c.Email, c.InvoiceNumber, c.Message}, func(t []string) {
			c.Name, c.Zip, c.Address, c.Phone, c.Email, c.InvoiceNumber, c.Message = t[0], t[1], t[2], t[3], t[4], t[5], t[6]
			s.act("会社の情報を変えました", func(ctx context.Context, now time.Time) (int64, error) { return s.f.Desk.SetCompany(ctx, c, now) })
		})
}

func (s *Screen) editShop(id int64) {
	shop := s.f.Desk.Shop(id)
	name := part.NewEntry("")
	name.SetText(shop.Name)
	since := part.NewDateEntry(func() jst.Date { return jst.DateOf(s.f.Now()) })
	since.SetDate(shop.TodoSince)
	comment := newCheck("コメントの列がないファイルでも質問しない", shop.NoCommentOK)
	box := part.VStack(10, part.NewField("店舗名", name), part.NewField("この日から", part.HStack(8, since)),
		part.NewNote("この日より前の注文は、出荷済みの履歴として扱います。空にすると、すべての注文がこれから出す受注になります。", part.Quiet), comment)
	d := part.NewDialog(s.f.Window.Canvas(), "店舗　"+shop.Name, box, part.Choice{Label: "保存する", Kind: part.Primary, Default: true, Do: func() {
		day, _ := since.Date()
		shop.Name, shop.TodoSince, shop.NoCommentOK = name.Text, day, comment.Checked
		s.f.Run("店舗を変えています", func(ctx context.Context, _ func(int, int)) error { return s.f.Desk.SetShop(ctx, shop, s.f.Now()) }, func(err error) {
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.f.Say("店舗の設定を変えました。")
			s.f.Changed()
		})
	}})
	d.SetWidth(560)
	d.Show(name)
}

func printText(printer string) string {
	if printer == "" {
		return "PDFの保存だけ（印刷はあとから）"
	}
	return printer + "のプリンターへ、すぐに送る"
}

const onlySave = "PDFの保存だけ"

// editPrinter chooses whether 出す prints by itself, and where.
func (s *Screen) editPrinter() {
	var names []string
	s.f.Run("プリンターを調べています", func(context.Context, func(int, int)) error {
		names = append([]string{onlySave}, s.w.Printers()...)
		return nil
	}, func(error) {
		pick := widget.NewSelect(names, nil)
		pick.Selected = onlySave
		if p := s.w.Printer(); p != "" {
			pick.Selected = p
		}
		part.NewDialog(s.f.Window.Canvas(), "出すときの印刷", part.NewField("プリンター", pick), part.Choice{Label: "これにする", Kind: part.Primary, Default: true, Do: func() {
			name := pick.Selected
			if name == onlySave {
				name = ""
			}
			s.w.SetPrinter(name)
			s.Refresh()
		}}).Show(nil)
	})
}
