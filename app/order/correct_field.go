package order

import (
	"strconv"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Field is one fact that can be corrected.
type Field struct {
	ID    string
	Label string // Japanese
}

// fact is how a field of a T is read, written and typed.
type fact[T any] struct {
	Field
	get   func(*T) (text string, told bool)
	set   func(*T, string) bool
	clean cleaner
}

func textFact[T any](id, label string, clean cleaner, at func(*T) **string) fact[T] {
	return fact[T]{Field{id, label}, func(x *T) (string, bool) { p := *at(x); return Value(p), p != nil },
		func(x *T, v string) bool { *at(x) = &v; return true }, clean}
}

func yenFact[T any](id, label string, at func(*T) **yen.Yen) fact[T] {
	return fact[T]{Field{id, label},
		func(x *T) (string, bool) { p := *at(x); return strconv.FormatInt(int64(Value(p)), 10), p != nil },
		func(x *T, v string) bool {
			n, err := strconv.ParseInt(v, 10, 64)
			if err == nil {
				*at(x) = yen.Of(yen.Yen(n))
			}
			return err == nil
		}, cleanYen}
}

func numberFact[T any](id, label string, clean cleaner, at func(*T) **int) fact[T] {
	return fact[T]{Field{id, label},
		func(x *T) (string, bool) { p := *at(x); return strconv.Itoa(Value(p)), p != nil },
		func(x *T, v string) bool {
			n, err := strconv.Atoi(v)
			if err == nil {
				*at(x) = &n
			}
			return err == nil
		}, clean}
}

func dateFact[T any](id, label string, at func(*T) **jst.Date) fact[T] {
	return fact[T]{Field{id, label},
		func(x *T) (string, bool) { p := *at(x); return string(Value(p)), p != nil },
		func(x *T, v string) bool { *at(x) = Known(jst.Date(v)); return true }, cleanDate}
}

// momentLayout is how a moment of the order is written as a value, in Japan's time.
const momentLayout = time.DateTime

var orderFields = []fact[Facts]{
	{Field{"total", "請求金額"}, func(f *Facts) (string, bool) {
		// An amount that the mall has not fixed is unknown.
		return strconv.FormatInt(int64(Value(f.Total)), 10), f.Total != nil && !Value(f.Unconfirmed)
	}, func(f *Facts, v string) bool {
		n, err := strconv.ParseInt(v, 10, 64)
		if err == nil {
			f.Total, f.Unconfirmed, f.Uncertain = yen.Of(yen.Yen(n)), Known(false), Known(false)
		}
		return err == nil
	}, cleanYen},
	yenFact("goods", "商品合計", func(f *Facts) **yen.Yen { return &f.Goods }),
	yenFact("shipping", "送料", func(f *Facts) **yen.Yen { return &f.Shipping }),
	yenFact("cod_fee", "代引手数料", func(f *Facts) **yen.Yen { return &f.CODFee }),
	yenFact("wrapping_fee", "ラッピング料", func(f *Facts) **yen.Yen { return &f.WrappingFee }),
	yenFact("coupon", "クーポン", func(f *Facts) **yen.Yen { return &f.Coupon }),
	yenFact("points", "ポイント", func(f *Facts) **yen.Yen { return &f.Points }),
	textFact("payment", "支払方法", cleanText, func(f *Facts) **string { return &f.PaymentText }),
	{Field{"paid", "入金"}, func(f *Facts) (string, bool) { return yesNo(f.Paid), f.Paid != nil },
		func(f *Facts, v string) bool {
			if v == "yes" || v == "no" {
				f.Paid = Known(v == "yes")
			}
			return v == "yes" || v == "no"
		}, cleanYesNo},
	{Field{"comment", "コメント"}, func(f *Facts) (string, bool) { return Value(f.Comment), f.Comment != nil },
		func(f *Facts, v string) bool { f.Comment, f.NoComment = &v, false; return true }, cleanText},
	textFact("memo", "ひとことメモ", cleanText, func(f *Facts) **string { return &f.Memo }),
	dateFact("wish_date", "お届け希望日", func(f *Facts) **jst.Date { return &f.WishDate }),
	{Field{"wish_slot", "お届け時間帯"}, func(f *Facts) (string, bool) { return Value(f.WishSlot), f.WishSlot != nil },
		func(f *Facts, v string) bool { f.WishSlot, f.WishTime = &v, Known(slotCode(v)); return true }, cleanSlot},
	textFact("method", "配送方法", cleanText, func(f *Facts) **string { return &f.Method }),
	{Field{"ordered_at", "注文日時"}, func(f *Facts) (string, bool) {
		return Value(f.OrderedAt).Time().Format(momentLayout), f.OrderedAt != nil
	}, func(f *Facts, v string) bool {
		t, err := time.ParseInLocation(momentLayout, v, jst.Zone)
		if err == nil {
			f.OrderedAt = Known(jst.At(t))
		}
		return err == nil
	}, cleanMoment},
	dateFact("release", "発売日", func(f *Facts) **jst.Date { return &f.Release }),
}

var personFields = []fact[Person]{
	textFact("name", "注文者名", cleanText, func(p *Person) **string { return &p.Name }),
	textFact("kana", "注文者カナ", cleanText, func(p *Person) **string { return &p.Kana }),
	textFact("zip", "注文者郵便番号", cleanZip, func(p *Person) **string { return &p.Zip }),
	textFact("address", "注文者住所", cleanText, func(p *Person) **string { return &p.Address }),
	textFact("phone", "注文者電話", cleanPhone, func(p *Person) **string { return &p.Phone }),
	textFact("email", "メール", cleanMail, func(p *Person) **string { return &p.Email }),
}

var destFields = []fact[Destination]{
	textFact("name", "お届け先名", cleanText, func(d *Destination) **string { return &d.Name }),
	textFact("kana", "お届け先カナ", cleanText, func(d *Destination) **string { return &d.Kana }),
	textFact("zip", "郵便番号", cleanZip, func(d *Destination) **string { return &d.Zip }),
	textFact("address", "お届け先住所", cleanText, func(d *Destination) **string { return &d.Address }),
	textFact("phone", "お届け先電話", cleanPhone, func(d *Destination) **string { return &d.Phone }),
	textFact("noshi", "のし", cleanText, func(d *Destination) **string { return &d.Noshi }),
	textFact("wrapping", "ラッピング", cleanText, func(d *Destination) **string { return &d.Wrapping }),
	textFact("message", "メッセージ", cleanText, func(d *Destination) **string { return &d.Message }),
	{Field: Field{"gone", "お届け先の取り消し"}, clean: cleanGone},
}

var lineFields = []fact[Line]{
	textFact("name", "商品名", cleanText, func(l *Line) **string { return &l.Name }),
	textFact("code", "商品コード", cleanText, func(l *Line) **string { return &l.Code }),
	textFact("sku", "SKU", cleanText, func(l *Line) **string { return &l.SKU }),
	{Field{"options", "項目・選択肢"}, func(l *Line) (string, bool) { return strings.Join(Value(l.Options), "\n"), l.Options != nil },
		func(l *Line, v string) bool {
			l.Options = &[]string{}
			if v != "" {
				*l.Options = strings.Split(v, "\n")
			}
			return true
		}, cleanOptions},
	numberFact("qty", "個数", cleanQty, func(l *Line) **int { return &l.Qty }),
	yenFact("unit_price", "単価", func(l *Line) **yen.Yen { return &l.UnitPrice }),
	numberFact("tax_rate", "税率", cleanTax, func(l *Line) **int { return &l.TaxRate }),
	{Field: Field{"dest", "明細のお届け先"}, clean: cleanText}, // the key of the destination that it goes to
	{Field: Field{"gone", "明細の取り消し"}, clean: cleanGone},
}

// Fields that can be corrected, per kind of target, with their Japanese names.
var Fields = map[string]map[string]string{"": labels(orderFields), "orderer": labels(personFields), "dest": labels(destFields), "line": labels(lineFields)}

func labels[T any](all []fact[T]) map[string]string {
	m := make(map[string]string, len(all))
	for _, x := range all {
		m[x.ID] = x.Label
	}
	return m
}

// FieldsOf gives the fields of a target in the order in which a form shows them; nothing for a target that is none.
func FieldsOf(target string) []Field {
	kind, _, _ := strings.Cut(target, ":")
	switch kind {
	case "":
		return listed(orderFields)
	case "orderer":
		return listed(personFields)
	case "dest":
		return listed(destFields)
	case "line":
		return listed(lineFields)
	}
	return nil
}

func listed[T any](all []fact[T]) []Field {
	out := make([]Field, len(all))
	for i, x := range all {
		out[i] = x.Field
	}
	return out
}

// Label is the Japanese name of a field of a target; empty when there is none.
func Label(target, field string) string {
	kind, _, _ := strings.Cut(target, ":")
	return Fields[kind][field]
}

func factOf[T any](all []fact[T], field string) *fact[T] {
	for i := range all {
		if all[i].ID == field {
			return &all[i]
		}
	}
	return nil
}

func setFact[T any](all []fact[T], to *T, field, value string) bool {
	x := factOf(all, field)
	return x != nil && x.set != nil && x.set(to, value)
}

func getFact[T any](all []fact[T], from *T, field string) (string, bool) {
	x := factOf(all, field)
	if x == nil || x.get == nil {
		return "", false
	}
	text, told := x.get(from)
	if !told {
		text = ""
	}
	return text, told
}

// settable says whether a value can be laid on a field of an own line or destination.
func settable(kind, field, value string) bool {
	if kind == "dest" {
		return setFact(destFields, &Destination{}, field, value)
	}
	return setFact(lineFields, &Line{}, field, value)
}

// Text gives the value of a field as text, in the form of Clean: what a form starts from. told is false when no file
// tells it, or the target is none of the order's.
func Text(f *Facts, target, field string) (value string, told bool) {
	x := indexOf(f)
	kind, i, ok := x.find(target)
	switch {
	case !ok:
		return "", false
	case kind == "":
		return getFact(orderFields, f, field)
	case kind == "orderer":
		return getFact(personFields, &f.Orderer, field)
	case field == "gone":
		return "", true
	case kind == "dest":
		return getFact(destFields, &f.Destinations[i], field)
	case field == "dest":
		if len(f.Destinations) == 0 {
			return "", false
		}
		return bare(x.dests[f.DestinationOf(f.Lines[i])]), true
	}
	return getFact(lineFields, &f.Lines[i], field)
}

func yesNo(b *bool) string {
	if Value(b) {
		return "yes"
	}
	return "no"
}

// slotCode gives 楽天's code of a time slot (1 morning, 2 afternoon, else both hours); other words as they are.
func slotCode(slot string) string {
	switch slot {
	case "am":
		return "1"
	case "pm":
		return "2"
	}
	if from, to, ok := strings.Cut(slot, "-"); ok && len(from) == 2 && len(to) == 2 {
		return from + to
	}
	return slot
}
