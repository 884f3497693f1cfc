package money

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"golang.org/x/text/unicode/norm"

	"miseban/app/bank"
	"miseban/app/flow/pay"
	"miseban/app/yen"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// The numbers of the answers: the same answer has the same number in every question. 1 to 3 are the candidates.
const (
	keyPart   = '4' // a part of the best candidate's bill
	keyChosen = '5' // the orders chosen in the list
	keyNone   = '6' // 該当なし
	keyLater  = '7' // あとで
)

// listed is how many candidates are answers.
const listed = 3

var numbers = []rune{'1', '2', '3', keyPart, keyChosen, keyNone, keyLater}

// Rune answers with a number key, marks with P, opens with O, takes a statement in with N; an input method may be on.
func (s *Screen) Rune(r rune) bool {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	switch r {
	case 'p', 'P':
		s.payByHand()
		return true
	case 'o', 'O':
		s.openOrder()
		return true
	case 'n', 'N':
		s.pick()
		return true
	}
	a, ok := s.answers[r]
	if ok {
		a.do()
	}
	return ok
}

// Key goes back and forth between the questions.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyPageUp:
		return s.step(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		return s.step(1)
	case fyne.KeyDown, fyne.KeyUp:
		if len(s.view.Waiting) > 0 {
			s.f.Window.Canvas().Focus(s.grid)
			return true
		}
	}
	return false
}

func (s *Screen) step(by int) bool {
	to := s.at + by
	if to < 0 || to >= len(s.view.Open) {
		return false
	}
	s.at = to
	s.drawLeft()
	return true
}

// next goes to the next deposit that was not put off; when all were, they are asked again.
func (s *Screen) next() {
	n := len(s.view.Open)
	for i := range n {
		if at := (s.at + i) % n; !s.later[s.view.Open[at].Deposit.Key] {
			s.at = at
			return
		}
	}
	clear(s.later)
	s.at = 0
}

func (s *Screen) drawLeft() {
	s.answers = map[rune]answer{}
	box := part.VStack(12)
	if len(s.view.Open) > 0 {
		box.Add(s.questionCard(s.view.Open[s.at]))
	} else {
		box.Add(s.quietCard())
	}
	if o := s.settledCard(); o != nil {
		box.Add(o)
	}
	if s.view.Kept == 0 && len(s.view.Open) == 0 { // nothing else is there: the middle of the page
		set(s.left, part.Inset(0, 8, 0, 0, s.quietCard()))
		return
	}
	set(s.left, container.NewVScroll(part.Inset(0, 8, 0, 0, box)))
}

func (s *Screen) quietCard() fyne.CanvasObject {
	take := part.Action{Label: "入金明細を取り込む", Hint: "N", Do: s.pick}
	switch {
	case s.view.Kept == 0 && len(s.view.Waiting) == 0:
		return part.NewCard(part.CardPlain, part.NewEmptyState("入金待ちの受注はありません", "銀行振込などの受注を取り込むと、右に並びます。", take))
	case s.view.Kept == 0:
		return part.NewCard(part.CardPlain, part.NewEmptyState("入金明細を取り込みましょう", "銀行でダウンロードした明細（CSV）を、この窓に落としてください。", take))
	case len(s.view.Waiting) == 0:
		return part.NewCard(part.CardPlain, part.VStack(4, part.NewText("確かめる入金も、待っている受注もありません", part.Heading), part.NewNote("すべての入金が済んでいます。", part.Quiet)))
	}
	return part.NewCard(part.CardPlain, part.VStack(4, part.NewText("確かめる入金はありません", part.Heading),
		part.NewNote("次の入金明細を取り込むと、名義と金額で照合します。明細に出ない入金（現金など）は、右で受注を選んで「入金済みにする」を押します。", part.Quiet)))
}

// tones of the kinds, for the pill.
var tones = map[bank.Kind]look.Tone{bank.Exact: look.TonePrint, bank.Several: look.TonePayment, bank.Short: look.ToneReview, bank.Over: look.ToneReview, bank.Unmatched: look.ToneNeutral}

func (s *Screen) questionCard(m pay.Matched) fyne.CanvasObject {
	d := m.Deposit
	box := part.VStack(10, part.Beside(part.HStack(8, part.NewText(fmt.Sprintf("入金 %d / %d　どの受注ですか", s.at+1, len(s.view.Open)), part.Heading), part.NewPill(m.Kind.Text(), tones[m.Kind]), layout.NewSpacer()),
		part.NewText("Backspace で前へ", part.Quiet)))
	second := d.Day.Long()
	if d.Account != "" {
		second += "　" + d.Account
	}
	if memo := strings.Trim(d.Memo, "-－ 　"); memo != "" {
		second += "　" + memo
	}
	box.Add(part.NewCardInset(part.CardNotice, 10, 16, part.Beside(part.VStack(2, part.NewNote(plain(d.Payer), part.Quote), part.NewNote(second, part.Quiet)), part.NewText(d.Amount.String()+"円", part.Figure))))
	for _, text := range s.remarks(m) {
		box.Add(part.NewNote(text, part.Body))
	}
	if len(m.Candidates) > 0 {
		box.Add(s.candidates(m))
		box.Add(part.NewNote("1："+m.Candidates[0].Why, part.Quiet))
	}
	box.Add(s.answerColumn(m))
	return part.NewCard(part.CardAttention, box)
}

// plain writes the half-width kana of banks in full width.
func plain(payer string) string { return norm.NFKC.String(payer) }

func (s *Screen) remarks(m pay.Matched) []string {
	var out []string
	if m.Hint != "" {
		out = append(out, m.Hint)
	}
	if m.PutBack {
		out = append(out, "一度取り消した入金です。自動では入金済みになりません。")
	}
	switch {
	case m.Kind == bank.Exact:
		out = append(out, "あとから届いた受注と一致しました。1 で入金済みにします。")
	case len(m.Candidates) == 0 && m.Hint == "":
		out = append(out, "名義も金額も合う受注がありません。右の一覧で受注を選ぶと、その受注の入金にできます。")
	case m.Kind == bank.Unmatched && len(m.Candidates) > 0:
		out = append(out, "名義の合う受注はありません。金額だけが同じ受注です。")
	}
	return out
}

// candidates is the table of what the deposit may pay, the amounts in one column.
func (s *Screen) candidates(m pay.Matched) fyne.CanvasObject {
	t := grid.NewTable([]grid.Column{{ID: "n", Title: "", Width: 28, NoSort: true}, {ID: "no", Title: "受注", Width: 84, NoSort: true, KeepEnd: true}, {ID: "who", Title: "お客様", Width: 78, Grow: true, NoSort: true},
		{ID: "day", Title: "受注日", Width: 72, NoSort: true}, {ID: "rest", Title: "残り", Width: 72, Align: grid.Right, NoSort: true}, {ID: "gap", Title: "差額", Width: 70, Align: grid.Right, NoSort: true}})
	var f grid.Fixed
	for i, c := range m.Candidates[:min(len(m.Candidates), listed)] {
		number := grid.Of(grid.Strong, fmt.Sprint(i+1))
		var sum yen.Yen
		for _, o := range c.Orders {
			rest := grid.Of(grid.Quiet, "未確定")
			if r := o.Rest(); r != nil {
				sum += *r
				rest = grid.Text(r.String())
			}
			row := []grid.Cell{number, grid.Text(o.No), grid.Text(o.Name), grid.Text(o.Ordered.Short()), rest}
			if len(c.Orders) == 1 {
				row = append(row, gap(c.Difference))
			}
			f.Lines = append(f.Lines, grid.Row{Cells: row})
			number = grid.Text("")
		}
		if n := len(c.Orders); n > 1 {
			f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{number, grid.Text(""), grid.Of(grid.Quiet, fmt.Sprintf("%d件の合計", n)), grid.Text(""), grid.Of(grid.Strong, sum.String()), gap(c.Difference)}})
		}
	}
	t.SetRows(f)
	return t
}

// gap writes a difference with its sign.
func gap(y *yen.Yen) grid.Cell {
	switch {
	case y == nil:
		return grid.Of(grid.Quiet, "不明")
	case *y == 0:
		return grid.Of(grid.Good, "±0")
	}
	return grid.Of(grid.Warn, signed(*y))
}

func signed(y yen.Yen) string {
	if y < 0 {
		return "−" + (-y).String()
	}
	return "+" + y.String()
}

// explained says what a difference may be.
func explained(c pay.Candidate) string {
	d := c.Difference
	switch {
	case d == nil:
		return "請求額は未確定"
	case *d == 0:
		return "差額なし"
	case strings.Contains(c.Why, "振込手数料"):
		return "振込手数料 " + signed(*d) + "円"
	case *d < 0:
		return "不足 " + signed(*d) + "円"
	}
	return "過入金 " + signed(*d) + "円"
}

func named(c pay.Candidate) string {
	o := c.Orders[0]
	if n := len(c.Orders); n > 1 {
		return fmt.Sprintf("%s 様の受注 %d件", o.Name, n)
	}
	return "受注 " + o.No + "　" + o.Name + " 様"
}

// answerColumn makes the answers with their numbers.
func (s *Screen) answerColumn(m pay.Matched) fyne.CanvasObject {
	key, at := m.Deposit.Key, m.Deposit
	who := plain(at.Payer) + " " + at.Amount.String() + "円"
	settle := func(ids []int64, said string) func() {
		return func() {
			s.do(said, func(ctx context.Context) (int64, error) { return pay.Settle(ctx, s.f.Desk, key, ids, s.f.Now()) })
		}
	}
	for i, c := range m.Candidates[:min(len(m.Candidates), listed)] {
		s.answers[numbers[i]] = answer{named(c) + "の入金にする", explained(c), settle(c.IDs(), "入金済みにしました："+named(c))}
	}
	if len(m.Candidates) > 0 && m.Candidates[0].Part() && m.Kind != bank.Unmatched {
		c := m.Candidates[0]
		s.answers[keyPart] = answer{"1の一部の入金として記録し、残りを待つ", "あと " + (-*c.Difference).String() + "円", func() {
			s.do("一部の入金として記録しました："+named(c), func(ctx context.Context) (int64, error) {
				return pay.SettlePart(ctx, s.f.Desk, key, c.Orders[0].ID, s.f.Now())
			})
		}}
	}
	if rows := s.rows(); len(rows) > 0 {
		c := pay.Candidate{Orders: rows}
		var sum yen.Yen
		known := true
		for _, o := range rows {
			if r := o.Rest(); r != nil {
				sum += *r
			} else {
				known = false
			}
		}
		if known {
			c.Difference = yen.Of(at.Amount - sum)
		}
		label := named(c)
		if len(rows) > 1 {
			label = fmt.Sprintf("受注 %d件", len(rows))
		}
		s.answers[keyChosen] = answer{"右で選んだ" + label + "の入金にする", explained(c), settle(c.IDs(), "入金済みにしました："+label)}
	}
	s.answers[keyNone] = answer{"該当なし（受注の入金ではない）", "いつでも戻せます", func() {
		s.do("受注の入金ではないとしました："+who, func(ctx context.Context) (int64, error) { return pay.Ignore(ctx, s.f.Desk, key, s.f.Now()) })
	}}
	s.answers[keyLater] = answer{"あとで", "何も変わりません", func() {
		s.later[key] = true
		s.next()
		s.drawLeft()
	}}
	column := part.VStack(6)
	for _, n := range numbers {
		if a, ok := s.answers[n]; ok {
			column.Add(part.NewAnswerButton(int(n-'0'), a.label, a.note, n == '1' && m.Kind != bank.Unmatched, a.do))
		}
	}
	return column
}
