package rule

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

func asks(t *testing.T, s *Subject, c Cond) Truth {
	t.Helper()
	return mustMatch(t, &c).Match(s)
}

func TestEveryFieldCanBeAsked(t *testing.T) {
	for _, f := range Fields() {
		switch isText := f.Type == TextType || f.Type == WordType; {
		case f.Type == SetType:
		case isText != (texts[f.ID] != nil), isText == (numbers[f.ID] != nil):
			t.Errorf("%s (%s) is not looked up as what it is", f.Name, f.ID)
		}
		if f.Type == WordType && len(f.Words) == 0 {
			t.Errorf("%s has no words", f.Name)
		}
		for _, in := range []Over{TheOrder, Lines, Destinations} {
			g, ok := FieldNamed(f.Name, in)
			h, _ := FieldNamed(f.ID, in)
			if ok && slices.Contains(reach[in], f.Over) && (g.ID != f.ID || h.ID != f.ID) {
				t.Errorf("in %s, %s is %s and %s is %s", overName(in), f.Name, g.ID, f.ID, h.ID)
			}
		}
	}
	for _, w := range Prefectures {
		address := w.Name + "店番市1-2-3"
		if id, how := prefecture(&address); how != told || id != w.ID {
			t.Errorf("%s lies in %q", address, id)
		}
	}
}

func TestWhatNoFileTellsIsNeitherSoNorOtherwise(t *testing.T) {
	s := anOrder()
	s.Facts.Comment, s.Rest = nil, nil
	s.Facts.Coupon, s.Facts.Promise = nil, nil
	for _, c := range []Cond{says("comment", Contains, "急ぎ"), says("comment", Lacks, "急ぎ"), says("comment", Is, ""), says("comment", Filled), says("comment", Empty), not(says("comment", Filled)),
		when(ref("coupon"), Is, number(0)), when(ref("coupon"), IsNot, number(0)), when(ref("coupon"), Between, number(1), number(2)),
		when(ref("promise"), Less, today(0)), not(when(ref("promise"), Less, today(0))), not(not(says("comment", Empty)))} {
		if got := asks(t, s, c); got != Unclear {
			t.Errorf("%s: %d though no file tells it", Sentence(&c), got)
		}
	}
	if asks(t, s, says("comment", Unknown)) != Yes || asks(t, s, not(says("comment", Unknown))) != No {
		t.Error("a comment of which no file tells is not unknown")
	}
	s.Facts.Comment, s.Facts.NoComment = order.Known("急ぎ"), true
	if got := asks(t, s, says("comment", Contains, "急ぎ")); got != Unclear {
		t.Errorf("the file had no column for comments, and yet: %d", got)
	}
}

func TestAnEmptyCommentIsKnown(t *testing.T) {
	s := anOrder()
	for _, empty := range []string{"", "　", "-", "ー"} {
		s.Facts.Comment = order.Known(empty)
		for c, want := range map[*Cond]Truth{order.Known(says("comment", Filled)): No, order.Known(says("comment", Empty)): Yes, order.Known(says("comment", Unknown)): No,
			order.Known(says("comment", Contains, "急ぎ")): No, order.Known(says("comment", Lacks, "急ぎ")): Yes, order.Known(says("comment", Is, "")): Yes} {
			if got := asks(t, s, *c); got != want {
				t.Errorf("comment %q, %s: %d", empty, Sentence(c), got)
			}
		}
	}
}

func TestAnOrderWithoutAWishedDay(t *testing.T) {
	s := anOrder()
	s.Facts.WishDate = order.Known(jst.Date(""))
	day := Operand{Kind: Day, Date: "2026-10-10"}
	for op, want := range map[Op]Truth{Is: No, IsNot: Yes, Less: No, AtMost: No, More: No, AtLeast: No, Filled: No, Empty: Yes, Unknown: No} {
		c := Cond{Kind: Compare, Left: ref("wish_date"), Op: op}
		if !isPresence(op) {
			c.Right = []Operand{day}
		}
		if got := asks(t, s, c); got != want {
			t.Errorf("%s: %d", Sentence(&c), got)
		}
	}
	if got := asks(t, s, not(when(ref("wish_date"), Less, day))); got != Yes {
		t.Errorf("a day that is not wished is before one: %d", got)
	}
}

func TestTextsAreComparedHoweverTheyAreTyped(t *testing.T) {
	s := anOrder()
	s.Facts.Lines[0].Name = order.Known("【ﾒｰﾙ便】名入れ ﾏｸﾞｶｯﾌﾟ ＡＢＣ")
	for _, c := range []Cond{says("item", Contains, "めーる便"), says("item", Contains, "マグカップ"), says("item", Contains, "ａｂｃ"), says("item", Starts, "【メール便】"), says("item", Ends, "カップABC"),
		says("item", Contains, "訳あり", "名 入れ"), says("item", Is, "【メール便】名入れマグカップabc"), says("options", Is, "カラー：藍"), says("options", Starts, "名入れ"), says("options", Ends, "ハナコ"),
		says("item", Matches, `マグ(カップ|ボトル)`), says("item", Matches, `^【メール便】.*ABC$`), says("options", Matches, `^名入れ:[ァ-ヶ]+$`), says("item", Matches, `\D+`)} {
		if got := asks(t, s, someLine(c)); got != Yes {
			t.Errorf("%s: %d", Sentence(&c), got)
		}
	}
	for _, c := range []Cond{says("item", Contains, "名前入れ"), says("item", Starts, "名入れ"), says("options", Contains, "藍名入れ"), says("item", Matches, `\d{3}$`), says("item", Lacks, "訳あり", "名入れ")} {
		if got := asks(t, s, someLine(c, says("code", Is, "MUG-001"))); got != No {
			t.Errorf("%s: %d", Sentence(&c), got)
		}
	}
	if got := asks(t, s, says("orderer_phone", Matches, `^\d{3}-\d{4}-\d{4}$`)); got != Yes {
		t.Errorf("a telephone number with its hyphens: %d", got)
	}
}

func TestLinesAndDestinations(t *testing.T) {
	s := anOrder()
	s.Facts.Destinations = append(s.Facts.Destinations, order.Destination{ID: "2", Name: order.Known("佐藤 太郎"), Address: order.Known("沖縄県那覇市1-2-3")})
	s.Facts.Lines[1].Dest = "#2"
	okinawa := when(ref("prefecture"), Is, word("okinawa"))
	mug, tea := says("item", Contains, "マグ"), says("item", Contains, "ほうじ茶")
	place := func(kind CondKind, of ...Cond) Cond { return Cond{Kind: kind, Over: Destinations, Of: of} }
	line := func(kind CondKind, of ...Cond) Cond { return Cond{Kind: kind, Over: Lines, Of: of} }
	for i, c := range []struct {
		cond Cond
		want Truth
	}{
		{place(Some, okinawa), Yes},
		{place(Every, okinawa), No},
		{place(None, okinawa), No},
		{line(Some, tea, when(ref("qty"), AtLeast, number(4))), Yes},
		{line(Some, mug, when(ref("qty"), AtLeast, number(4))), No}, // the mug's own number, not the tea's
		{line(Some, tea, okinawa), Yes},                             // the tea goes to Okinawa
		{line(Some, mug, okinawa), No},
		{place(Some, okinawa, line(Some, tea)), Yes}, // of what goes there
		{place(Some, okinawa, line(Some, mug)), No},
		{place(Some, okinawa, line(Every, tea)), Yes},
		{place(Some, okinawa, when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "qty"}, Is, number(4))), Yes},
		{when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "line_total"}, Is, number(11800)), Yes},
		{when(Operand{Kind: Gather, Over: Lines, Where: &mug}, Is, number(1)), Yes},
		{when(Operand{Kind: Gather, Agg: Largest, Over: Lines, Field: "unit_price"}, Is, number(3900)), Yes},
		{when(Operand{Kind: Gather, Agg: Smallest, Over: Lines, Field: "unit_price", Where: &tea}, Is, number(1000)), Yes},
		{place(Some, Cond{Kind: Compare, Left: ref("name"), Op: IsNot, Right: []Operand{ref("orderer_name")}}), Yes},
		{line(Some, when(ref("total"), Is, number(12340)), tea), Yes}, // the order's own fields are seen inside
	} {
		if got := asks(t, s, c.cond); got != c.want {
			t.Errorf("%d %s: %d", i, Sentence(&c.cond), got)
		}
	}
	s.Facts.Lines[0].Qty = nil
	if got := asks(t, s, when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "qty"}, Less, number(1))); got != Unclear {
		t.Errorf("a sum with a part that nobody knows: %d", got)
	}
	s.Facts.Lines, s.Facts.Destinations = nil, nil
	for kind, want := range map[CondKind]Truth{Some: No, Every: No, None: Yes} {
		if got := asks(t, s, line(kind, mug)); got != want {
			t.Errorf("an order without lines, kind %d: %d", kind, got)
		}
	}
}

func TestALaterRuleSeesWhatEarlierOnesDid(t *testing.T) {
	flag := func(id string, off bool) Action { return Action{Kind: SetFlag, Text: id, Off: off} }
	label := func(name string) Action { return Action{Kind: SetLabel, Text: name} }
	has := func(field, what string) Cond { return when(ref(field), Has, word(what)) }
	set := &Set{Rules: []Rule{
		{Name: "ギフトにする", When: all(), Then: []Action{flag("gift", false), flag("repeater", true), {Kind: Priority, Number: 3}}},
		{Name: "休み中", Off: true, When: all(), Then: []Action{label("休み中")}},
		{Name: "ギフトなら", When: all(is("gift"), somePlace(is("place_gift"))), Then: []Action{label("のし 確認"), {Kind: Priority, Number: 9}}},
		{Name: "印があるなら", When: all(has("labels", "のし確認"), not(has("flags", "repeater"))), Then: []Action{{Kind: Method, Text: "宅配便"}}, Stop: true},
		{Name: "届かない", When: all(), Then: []Action{label("届かない")}},
	}}
	p, s := mustCompile(t, set), anOrder()
	out := p.Run(s)
	if !slices.Equal(out.Fired, []int{0, 2, 3}) || out.Stopped != 3 {
		t.Fatalf("fired %v, stopped at %d", out.Fired, out.Stopped)
	}
	var lost []string
	for _, e := range out.Effects {
		if e.Lost >= 0 {
			lost = append(lost, fmt.Sprintf("%s of %s to %s", e.Action.Kind, set.Rules[e.Rule].Name, set.Rules[e.Lost].Name))
		}
	}
	if !slices.Equal(lost, []string{"priority of ギフトなら to ギフトにする"}) {
		t.Errorf("lost: %v", lost)
	}
	if !slices.Equal(s.Flags, []string{"comment", "repeater"}) || s.Labels != nil {
		t.Errorf("the order itself was changed: %v %v", s.Flags, s.Labels)
	}
	if n := p.Explain(2, s); n.Truth != Yes || p.Explain(3, s).Truth != Yes {
		t.Errorf("explained otherwise than it came out: %+v", n)
	}
}

func TestHeldUntilThreeDaysBeforeTheWishedDay(t *testing.T) {
	hold := func(when Operand) *Program {
		return mustCompile(t, &Set{Rules: []Rule{{Name: "保留", When: all(), Then: []Action{{Kind: HoldUntil, When: when}}}}})
	}
	s := anOrder()
	wish := Operand{Kind: FieldRef, Field: "wish_date", Plus: -3}
	if out := hold(wish).Run(s); out.Effects[0].Day != "2026-10-07" || out.Until != "2026-10-07" {
		t.Errorf("%+v", out)
	}
	s.Facts.WishDate = nil
	if out := hold(wish).Run(s); out.Effects[0].Day != "" || out.Until != "" {
		t.Errorf("no file tells the day, and yet %+v", out)
	}
	if out := hold(today(2)).Run(s); out.Effects[0].Day != "2026-10-07" || out.Until != "2026-10-06" {
		t.Errorf("two days from today is another day tomorrow: %+v", out)
	}
	if out := hold(Operand{}).Run(s); out.Effects[0].Day != "" || out.Until != "" {
		t.Errorf("until she says so: %+v", out)
	}
}

func TestAClassOfPaymentThatNoFileTells(t *testing.T) {
	s := anOrder()
	cod := when(ref("payment"), IsNot, word("cod"))
	s.Class = payment.Unknown
	if got := asks(t, s, cod); got != Yes {
		t.Errorf("a wording that is not yet classed: %d", got)
	}
	if got := asks(t, s, Cond{Kind: Compare, Left: ref("payment"), Op: Unknown}); got != Yes {
		t.Errorf("and it is known: %d", got)
	}
	s.Facts.PaymentText = nil
	if got := asks(t, s, cod); got != Unclear {
		t.Errorf("no wording at all: %d", got)
	}
}

func TestWhatCannotBeRunIsRefused(t *testing.T) {
	deep := is("gift")
	for range MostDepth + 1 {
		deep = not(deep)
	}
	for _, c := range []struct {
		cond Cond
		says string
	}{
		{Cond{Kind: Compare}, "まだ入っていない"},
		{Cond{Kind: Compare, Left: ref("total"), Op: AtLeast}, "比べる値が入っていません"},
		{when(ref("total"), AtLeast, Operand{}), "まだ入っていない"},
		{when(ref("sum"), AtLeast, number(1)), "「sum」という項目はありません"},
		{when(ref("qty"), AtLeast, number(1)), "「明細のどれか( … )」の中で"},
		{when(ref("total"), Contains, number(1)), "使えません"},
		{says("total", AtLeast, "たくさん"), "比べられません"},
		{when(ref("payment"), Is, word("bitcoin")), "「bitcoin」はありません"},
		{when(ref("flags"), Has, word("big")), "「big」はありません"},
		{when(ref("wish_date"), Less, number(3)), "比べられません"},
		{when(ref("wish_date"), Less, Operand{Kind: Day, Date: "明日"}), "日付が正しくありません"},
		{when(ref("wish_date"), Between, today(0)), "2個にしてください"},
		{somePlace(Cond{Kind: Compare, Left: ref("prefecture"), Right: []Operand{ref("ordered_weekday")}}), "比べられません"},
		{says("comment", Matches, "("), "読めません"},
		{says("comment", Matches, strings.Repeat("あ", MostPattern+1)), "長すぎます"},
		{says("comment", Matches, strings.Repeat("(", 90)+"a"+strings.Repeat("{1000}", 1)+strings.Repeat("){9}", 25)), ""},
		{says("comment", Contains, strings.Repeat("あ", MostText+1)), "長すぎます"},
		{says("comment", Contains, " - "), "空白や線だけ"},
		{when(ref("total"), More, number(most+1)), "大きすぎます"},
		{Cond{Kind: Any}, "中に条件がありません"},
		{Cond{Kind: Not}, "中に条件がありません"},
		{Cond{Kind: Some}, "どちらの条件か"},
		{when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "item"}, More, number(1)), "まとめられません"},
		{when(Operand{Kind: Gather, Agg: Sum, Over: Lines}, More, number(1)), "まとめる項目"},
		{when(Operand{Kind: Gather, Agg: Sum, Over: Lines, Field: "total"}, More, number(1)), "注文にひとつ"},
		{deep, "深すぎます"},
	} {
		p, faults := Compile(&Set{Rules: []Rule{{Name: "だめ", When: all(is("paid"), c.cond)}}})
		if p != nil || len(faults) == 0 {
			t.Errorf("%s is not refused", Sentence(&c.cond))
			continue
		}
		if f := faults[0]; !strings.Contains(f.Text, c.says) || f.Rule != "だめ" || f.Cond == nil {
			t.Errorf("%s: %+v", Sentence(&c.cond), f)
		}
	}
	many := &Set{Rules: make([]Rule, MostRules+1)}
	if _, faults := Compile(many); len(faults) != 1 {
		t.Errorf("%d rules: %v", MostRules+1, faults)
	}
	wide := all(slices.Repeat([]Cond{is("gift")}, MostConds)...)
	if _, faults := CompileCond(&wide); len(faults) != 1 || !strings.Contains(faults[0].Text, "多すぎます") {
		t.Errorf("%d conditions: %v", MostConds+1, faults)
	}
}

func TestWhatASetReadsAndDoes(t *testing.T) {
	tea := says("sku", Is, "TEA")
	set := &Set{Rules: []Rule{
		{Name: "茶", When: when(Operand{Kind: Gather, Over: Lines, Where: &tea}, More, number(0)), Then: []Action{{Kind: HoldUntil, When: ref("release")}}},
		{Name: "休み中", Off: true, When: when(ref("times"), More, today(0)), Then: []Action{{Kind: Mail, Text: "thanks"}}},
	}}
	set.Rules[1].When = when(ref("times"), More, number(1))
	p := mustCompile(t, set)
	for field, want := range map[string]bool{"sku": true, "release": true, "times": false, "total": false, "today": false} {
		if p.Reads(field) != want {
			t.Errorf("reads %s: %v", field, !want)
		}
	}
	if !p.Does(HoldUntil) || p.Does(Mail) || p.Does(Fee) {
		t.Error("does what it does not, or not what it does")
	}
}

func TestWhatAnAcceptanceCovers(t *testing.T) {
	c := all(is("gift"), when(ref("times"), More, number(1)), when(ref("total"), More, number(1)), says("comment_rest", Filled), someLine(says("item", Contains, "マグ"), when(ref("qty"), More, number(1))))
	p := mustCompile(t, &Set{Rules: []Rule{{Name: "確認", When: c}, {Name: "金額", When: when(ref("total"), More, number(1))}}})
	before := p.Seen(0, anOrder())
	for what, change := range map[string]func(*Subject){
		"a flag":                   func(s *Subject) { s.Flags = []string{"gift"} },
		"another order of hers":    func(s *Subject) { s.Times = order.Known(9) },
		"tomorrow":                 func(s *Subject) { s.Today = "2026-10-06" },
		"a phrase that is cleared": func(s *Subject) { s.Rest = order.Known("") },
		"the postage":              func(s *Subject) { s.Facts.Shipping = yen.Of(1) },
		"the lines turned round":   func(s *Subject) { slices.Reverse(s.Facts.Lines) },
		"a name typed otherwise":   func(s *Subject) { s.Facts.Lines[1].Name = order.Known("有機ほうじ茶　１００ｇ") },
	} {
		s := anOrder()
		change(s)
		if p.Seen(0, s) != before {
			t.Errorf("%s is covered", what)
		}
	}
	for what, change := range map[string]func(*Subject){
		"the sum":            func(s *Subject) { s.Facts.Total = yen.Of(12341) },
		"a sum that is open": func(s *Subject) { s.Facts.Total = nil },
		"another comment":    func(s *Subject) { s.Facts.Comment = order.Known("急ぎ") },
		"no comment":         func(s *Subject) { s.Facts.Comment = order.Known("") },
		"no comment column":  func(s *Subject) { s.Facts.Comment = nil },
		"one mug more":       func(s *Subject) { s.Facts.Lines[0].Qty = order.Known(3) },
		"numbers exchanged": func(s *Subject) {
			s.Facts.Lines[0].Qty, s.Facts.Lines[1].Qty = s.Facts.Lines[1].Qty, s.Facts.Lines[0].Qty
		},
		"a line more": func(s *Subject) { s.Facts.Lines = append(s.Facts.Lines, s.Facts.Lines[0]) },
	} {
		s := anOrder()
		change(s)
		if p.Seen(0, s) == before {
			t.Errorf("%s is not covered", what)
		}
	}
	two := func(mug, tea string) *Subject {
		s := anOrder()
		s.Facts.Destinations = []order.Destination{{ID: "1", Name: order.Known("山田")}, {ID: "2", Name: order.Known("佐藤")}}
		s.Facts.Lines[0].Dest, s.Facts.Lines[1].Dest = mug, tea
		return s
	}
	to := mustCompile(t, &Set{Rules: []Rule{{Name: "行き先", When: someLine(says("item", Contains, "マグ"), says("name", Is, "山田"))}}})
	if to.Seen(0, two("#1", "#2")) == to.Seen(0, two("#2", "#1")) {
		t.Error("where a line goes is not covered")
	}
	s := anOrder()
	other := p.Seen(1, s)
	s.Facts.Lines = nil
	if p.Seen(1, s) != other {
		t.Error("a rule about the sum covers lines")
	}
}

func TestManyAtOnce(t *testing.T) {
	p, c := mustCompile(t, fiftyRules()), somePlace(when(ref("prefecture"), Is, word("tokyo")))
	m := mustMatch(t, &c)
	want := fmt.Sprint(p.Run(anOrder()).Fired)
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Go(func() {
			for i := range 200 {
				s := anOrder()
				if (g+i)%2 == 0 {
					s.Facts.Lines, s.Facts.Comment = nil, nil
					p.Run(s)
					continue
				}
				if got := fmt.Sprint(p.Run(s).Fired); got != want || m.Match(s) != Yes || p.Explain(9, s).Text == "" || p.Seen(9, s) == "" {
					t.Errorf("fired %s, alone %s", got, want)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestDaysAreCountedAsTheCalendarDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(firstDay, lastDay).Draw(t, "day")
		d := dateOf(n)
		if back, ok := dayNumber(d); !ok || back != n {
			t.Fatalf("%s is %d, not %d", d, back, n)
		}
		if want := strings.ToLower(d.Time().Weekday().String()[:3]); weekday(n) != want {
			t.Fatalf("%s is a %s, not a %s", d, want, weekday(n))
		}
	})
	for _, d := range []jst.Date{"", "2026-1-1", "2026/01/01", "2026-13-01", "20260101--", "あああああ"} {
		if n, ok := dayNumber(d); ok {
			t.Errorf("%q is day %d", d, n)
		}
	}
}
