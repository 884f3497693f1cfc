package rule

import (
	"slices"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// What shops' files hold, few enough for two draws to meet, in spellings that are to count as one.
var (
	drawnTexts = []string{"", "-", "名入れ希望", "名入れ　希望です", "置き配しないでください", "ﾅﾏｴ", "なまえ", "Gift BOX", "ｇｉｆｔ ｂｏｘ", "山﨑 花子", "山崎花子",
		"北海道札幌市中央区1-2-3", "〒900-0000 沖縄縣那覇市１－２", "東京都千代田区1", "千代田区1", "090-0000-1001", "09000001001", "一行目\n二行目"}
	drawnNeedles = []string{"名入れ", "ナマエ", "gift", "ＢＯＸ", "山崎", "1-2", "0000", "置き配", "ください", "千代田区"}
	drawnDays    = []jst.Date{"2026-09-28", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-05", "2026-10-09"}
	drawnLabels  = []string{"代引ギフト", "代引 ギフト", "急ぎ", "ＶＩＰ様"}
)

// maybe draws something that no file may tell.
func maybe[T any](t *rapid.T, what string, from []T) *T {
	if rapid.IntRange(0, 4).Draw(t, what+"?") == 0 {
		return nil
	}
	return order.Known(rapid.SampledFrom(from).Draw(t, what))
}

func someOf[T any](t *rapid.T, what string, from []T) (out []T) {
	for range rapid.IntRange(0, 2).Draw(t, what+" number") {
		out = append(out, rapid.SampledFrom(from).Draw(t, what))
	}
	return out
}

func idsOf(words []WordOf) (ids []string) {
	for _, w := range words {
		ids = append(ids, w.ID)
	}
	return ids
}

// drawSubject draws an order.
func drawSubject(t *rapid.T) *Subject {
	text := func(what string) *string { return maybe(t, what, drawnTexts) }
	money := func(what string) *yen.Yen { return maybe(t, what, []yen.Yen{0, 1, 2, 3, 1000, 10000}) }
	number := func(what string) *int { return maybe(t, what, []int{0, 1, 2, 3, 8, 10}) }
	date := func(what string) *jst.Date { return maybe(t, what, append([]jst.Date{""}, drawnDays...)) }
	truth := func(what string) *bool { return maybe(t, what, []bool{false, true}) }
	f := &order.Facts{StatusRaw: text("status"), PaymentText: text("payment text"), Total: money("total"), Goods: money("goods"), Shipping: money("shipping"),
		CODFee: money("cod fee"), WrappingFee: money("wrapping fee"), Coupon: money("coupon"), Points: money("points"), Comment: text("comment"), CommentRaw: text("raw"),
		Memo: text("memo"), WishDate: date("wish"), WishSlot: text("slot"), Method: text("method"), Promise: date("promise"), PayBy: date("pay by"),
		GiftMark: truth("gift mark"), Preorder: truth("preorder"), NoComment: rapid.IntRange(0, 9).Draw(t, "no comment column") == 0,
		Clearance: maybe(t, "clearance", []order.Clearance{order.Cleared, order.NotYet, order.ClearanceUnknown}),
		OrderedAt: maybe(t, "ordered at", []jst.Moment{1790787600, 1790823599, 1790866800, 1791000000, -1}),
		Orderer:   order.Person{Name: text("name"), Kana: text("kana"), Zip: text("zip"), Address: text("address"), Phone: text("phone"), Email: text("email")}}
	for range rapid.IntRange(0, 3).Draw(t, "destinations") {
		f.Destinations = append(f.Destinations, order.Destination{ID: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "id"), Name: text("name"), Kana: text("kana"), Zip: text("zip"),
			Address: text("address"), Phone: text("phone"), Noshi: text("noshi"), Wrapping: text("wrapping"), Message: text("message")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "lines") {
		l := order.Line{Code: text("code"), SKU: text("sku"), Name: text("item"), Options: maybe(t, "options", [][]string{{}, {"名入れ:山崎"}, {"カラー:藍", "なまえ"}, {""}}), Qty: number("qty"),
			UnitPrice: money("price"), TaxRate: number("rate"), Release: date("release")}
		if n := len(f.Destinations); n > 0 {
			l.Dest = f.Destinations[rapid.IntRange(0, n-1).Draw(t, "to")].Key()
		}
		f.Lines = append(f.Lines, l)
	}
	s := &Subject{Shop: order.Shop{Mall: rapid.SampledFrom(order.Malls()[:12]).Draw(t, "mall"), Name: rapid.SampledFrom(drawnTexts).Draw(t, "shop")}, No: rapid.SampledFrom(drawnTexts).Draw(t, "no"), Facts: f,
		Class: rapid.SampledFrom(append(payment.Classes(), "")).Draw(t, "class"), Paid: truth("paid"), Flags: someOf(t, "flags", append(idsOf(Flags), "mailbin_ok")),
		Stops: someOf(t, "stops", append(idsOf(BuiltIns), "unlisted")), Labels: someOf(t, "labels", drawnLabels), Checks: someOf(t, "checks", drawnLabels), Rest: text("rest"),
		Times: number("times"), Last: rapid.SampledFrom(append([]jst.Date{""}, drawnDays...)).Draw(t, "last"), Candidates: rapid.IntRange(0, 2).Draw(t, "candidates"),
		Release: rapid.SampledFrom(append([]jst.Date{""}, drawnDays...)).Draw(t, "release"), Today: rapid.SampledFrom(drawnDays).Draw(t, "today")}
	slices.Sort(s.Labels)
	s.Labels = slices.Compact(s.Labels)
	slices.Sort(s.Checks)
	s.Checks = slices.Compact(s.Checks)
	for range f.Destinations {
		s.Gifts = append(s.Gifts, rapid.Bool().Draw(t, "gift"))
	}
	if rapid.Bool().Draw(t, "catalogue") {
		goods := make([]*Goods, len(f.Lines))
		for i := range goods {
			goods[i] = maybe(t, "goods", []Goods{{}, {SKU: "gift-box", Supplier: "山崎商店", ToOrder: true, Release: "2026-10-05"}, {SKU: "なまえ"}})
		}
		s.Goods = func(line int) (Goods, bool) {
			if goods[line] == nil {
				return Goods{}, false
			}
			return *goods[line], true
		}
	}
	return s
}

// drawCond draws a condition that can be compiled.
func drawCond(t *rapid.T, scope Over, depth int) Cond {
	kinds := []CondKind{Compare, Compare, All, Any, Not, Some, Every, None}
	kind := Compare
	if depth > 0 {
		kind = rapid.SampledFrom(kinds).Draw(t, "kind")
	}
	c := Cond{Kind: kind}
	least, inner := 0, scope
	switch kind {
	case Compare:
		return drawComparison(t, scope, depth)
	case Any:
		least = 1
	case Not:
		least = 1
	case Some, Every, None:
		c.Over = rapid.SampledFrom([]Over{Lines, Destinations}).Draw(t, "over")
		inner = c.Over
	}
	for range rapid.IntRange(least, 3).Draw(t, "children") {
		c.Of = append(c.Of, drawCond(t, inner, depth-1))
	}
	return c
}

func drawField(t *rapid.T, scope Over, fits func(Field) bool) (Field, bool) {
	var fs []Field
	for _, f := range Fields() {
		if slices.Contains(reach[scope], f.Over) && fits(f) {
			fs = append(fs, f)
		}
	}
	if len(fs) == 0 {
		return Field{}, false
	}
	return rapid.SampledFrom(fs).Draw(t, "field"), true
}

func isNumber(t Type) bool { return t == YenType || t == CountType }

func drawComparison(t *rapid.T, scope Over, depth int) Cond {
	f, _ := drawField(t, scope, func(Field) bool { return true })
	c := Cond{Kind: Compare, Left: Operand{Kind: FieldRef, Field: f.ID}}
	typ := f.Type
	switch rapid.IntRange(0, 7).Draw(t, "left") {
	case 0:
		c.Left = Operand{Kind: Today, Plus: rapid.Int64Range(-3, 3).Draw(t, "plus")}
		f, typ = Field{}, DateType
	case 1:
		c.Left, typ = drawGather(t, scope, depth, rapid.Bool().Draw(t, "of days"))
		f = Field{}
	default:
		if isNumber(typ) || typ == DateType {
			c.Left.Plus = rapid.Int64Range(-2, 2).Draw(t, "plus")
		}
	}
	ops := []Op{Is, IsNot, Less, AtMost, More, AtLeast, Between, Filled, Empty, Unknown}
	switch typ {
	case TextType:
		ops = []Op{Is, IsNot, Contains, Lacks, Starts, Ends, Matches, Filled, Empty, Unknown}
	case BoolType, WordType:
		ops = []Op{Is, IsNot, Filled, Empty, Unknown}
	case SetType:
		ops = []Op{Has, HasNot, Filled, Empty}
	}
	c.Op = rapid.SampledFrom(ops).Draw(t, "op")
	n := 1
	switch c.Op {
	case Filled, Empty, Unknown:
		n = 0
	case Between:
		n = 2
	case Is, IsNot, Contains, Lacks, Starts, Ends, Has, HasNot, Matches:
		n = rapid.IntRange(1, 3).Draw(t, "values")
	}
	if typ == BoolType && n > 0 {
		n = rapid.IntRange(0, 1).Draw(t, "values")
	}
	for range n {
		c.Right = append(c.Right, drawRight(t, c.Op, typ, f, scope, depth))
	}
	return c
}

// drawRight draws what stands on the right.
func drawRight(t *rapid.T, op Op, typ Type, f Field, scope Over, depth int) Operand {
	other := rapid.IntRange(0, 3).Draw(t, "right") == 0
	if other && op != Matches && typ != SetType {
		if g, ok := drawField(t, scope, func(g Field) bool {
			return g.Type == typ && slices.Equal(f.Words, g.Words) || isNumber(g.Type) && isNumber(typ)
		}); ok {
			o := Operand{Kind: FieldRef, Field: g.ID}
			if isNumber(typ) || typ == DateType {
				o.Plus = rapid.Int64Range(-2, 2).Draw(t, "plus")
			}
			return o
		}
	}
	switch typ {
	case TextType:
		if op == Matches {
			return Operand{Kind: Text, Text: rapid.SampledFrom([]string{`名入れ`, `ナマエ|山﨑`, `^\d{3}-?\d{4}`, `Gift.*`, `[ァ-ヶ]{3}`, `（です|行目）$`, `\D\S`}).Draw(t, "pattern")}
		}
		if op == Is || op == IsNot {
			return Operand{Kind: Text, Text: rapid.SampledFrom(drawnTexts).Draw(t, "text")}
		}
		return Operand{Kind: Text, Text: rapid.SampledFrom(drawnNeedles).Draw(t, "text")}
	case YenType, CountType:
		if depth > 0 && rapid.IntRange(0, 5).Draw(t, "gathered") == 0 {
			o, _ := drawGather(t, scope, depth, false)
			return o
		}
		return Operand{Kind: Number, Number: rapid.SampledFrom([]int64{0, 1, 2, 3, 8, 1000, 10000}).Draw(t, "number")}
	case DateType:
		switch rapid.IntRange(0, 2).Draw(t, "day") {
		case 0:
			return Operand{Kind: Day, Date: rapid.SampledFrom(drawnDays).Draw(t, "date"), Plus: rapid.Int64Range(-1, 1).Draw(t, "plus")}
		case 1:
			if depth > 0 {
				o, _ := drawGather(t, scope, depth, true)
				return o
			}
		}
		return Operand{Kind: Today, Plus: rapid.Int64Range(-3, 3).Draw(t, "plus")}
	case BoolType:
		return Operand{Kind: Word, Text: rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "yes")}
	}
	if len(f.Words) > 0 {
		return Operand{Kind: Word, Text: rapid.SampledFrom(f.Words).Draw(t, "word").ID}
	}
	return Operand{Kind: Text, Text: rapid.SampledFrom(drawnLabels).Draw(t, "label")}
}

func drawGather(t *rapid.T, scope Over, depth int, days bool) (Operand, Type) {
	o := Operand{Kind: Gather, Over: rapid.SampledFrom([]Over{Lines, Destinations}).Draw(t, "over"), Plus: rapid.Int64Range(-1, 1).Draw(t, "plus")}
	if depth > 0 && rapid.Bool().Draw(t, "where?") {
		c := drawCond(t, o.Over, depth-1)
		o.Where = &c
	}
	if days {
		o.Over = Lines
		if o.Where != nil {
			c := drawCond(t, o.Over, depth-1)
			o.Where = &c
		}
		o.Agg, o.Field = rapid.SampledFrom([]Agg{Largest, Smallest}).Draw(t, "agg"), "line_release"
		return o, DateType
	}
	if rapid.Bool().Draw(t, "count") || o.Over == Destinations {
		return o, CountType
	}
	o.Agg = rapid.SampledFrom([]Agg{Sum, Largest, Smallest}).Draw(t, "agg")
	f := rapid.SampledFrom([]string{"qty", "unit_price", "line_total", "tax_rate"}).Draw(t, "gathered field")
	o.Field = f
	g, _ := FieldNamed(f, Lines)
	return o, g.Type
}

// drawSet draws a set whose rules see what those before them did.
func drawSet(t *rapid.T) *Set {
	set := &Set{}
	for i := range rapid.IntRange(1, 5).Draw(t, "rules") {
		r := Rule{Name: string(rune('あ' + i)), When: drawCond(t, TheOrder, 2), Stop: rapid.IntRange(0, 5).Draw(t, "stop") == 0, Off: rapid.IntRange(0, 5).Draw(t, "off") == 0}
		for range rapid.IntRange(1, 3).Draw(t, "actions") {
			r.Then = append(r.Then, drawAction(t))
		}
		set.Rules = append(set.Rules, r)
	}
	return set
}

func drawAction(t *rapid.T) Action {
	a := Action{Kind: rapid.SampledFrom([]ActionKind{SetFlag, SetLabel, SetCheck, HoldUntil, Review, Method, Prices, Priority, ShipOn, Fee}).Draw(t, "action")}
	switch a.Kind {
	case SetFlag:
		a.Text, a.Off = rapid.SampledFrom(idsOf(Flags)).Draw(t, "flag"), rapid.Bool().Draw(t, "off")
	case SetLabel, SetCheck:
		a.Text, a.Off = rapid.SampledFrom(drawnLabels).Draw(t, "label"), rapid.Bool().Draw(t, "off")
	case HoldUntil, ShipOn:
		switch rapid.IntRange(0, 2).Draw(t, "when") {
		case 0:
			a.When = Operand{Kind: FieldRef, Field: rapid.SampledFrom([]string{"wish_date", "release", "ordered_on", "promise"}).Draw(t, "date"), Plus: rapid.Int64Range(-3, 3).Draw(t, "plus")}
		case 1:
			a.When = Operand{Kind: Day, Date: rapid.SampledFrom(drawnDays).Draw(t, "date")}
		default:
			a.When = Operand{Kind: Today, Plus: rapid.Int64Range(0, 3).Draw(t, "plus")}
		}
	}
	return a
}
