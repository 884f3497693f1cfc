package goods

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/buy"
	"miseban/app/stock"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// The numbers of the answers: the same answer has the same number in every question. 1 to 3 are the proposals.
const (
	keyOther = '4' // another SKU
	keyNone  = '5' // no product
	keyLater = '6' // あとで
)

var numbers = []rune{'1', '2', '3', keyOther, keyNone, keyLater}

const queueWidth = 396

// answer is one of a question's numbered answers.
type answer struct {
	label, note string
	do          func()
}

// keyOf knows a code again.
func keyOf(c *buy.CodeProposal) string { return c.Shop + "\n" + c.Code + "\n" + c.Variant }

// codeText is a code as the owner reads it; a variant that says the same is left out.
func codeText(code, variant string) string {
	switch {
	case code == "":
		return variant
	case stock.VariantKey(code, variant) == "":
		return code
	}
	return code + " / " + variant
}

func (s *Screen) makeQueue() {
	s.queue = grid.New([]grid.Column{{ID: "sure", Title: "", Width: 58, NoSort: true, Always: true}, {ID: "code", Title: "コード", Width: 120, Grow: true, NoSort: true, Always: true},
		{ID: "shop", Title: "店舗", Width: 96, NoSort: true}, {ID: "open", Title: "出荷前", Width: 58, Align: grid.Right, NoSort: true}})
	s.queue.OnSelect = func(sel *grid.Selection) {
		if rows := sel.Rows(); len(rows) == 1 && rows[0] != s.at {
			s.at = rows[0]
			s.drawQuestion()
		}
	}
}

// take shows the codes as they are now: the next one after an answer, an answer that was taken back at once.
func (s *Screen) take(asked []buy.CodeProposal) {
	if s.want == "" && s.at < len(s.asked) {
		s.want = keyOf(&s.asked[s.at])
	}
	at, back := min(s.at, max(0, len(asked)-1)), -1
	for i := range asked {
		k := keyOf(&asked[i])
		if k == s.want {
			at = i
		}
		if s.given[k] {
			delete(s.given, k)
			if back < 0 {
				back = i
			}
		}
	}
	if back >= 0 {
		at = back
	}
	s.asked, s.at, s.want = asked, at, ""
	f := grid.Fixed{}
	for i := range asked {
		c := &asked[i]
		mark := grid.Text("")
		if _, ok := c.Sure(); ok {
			mark = grid.Of(grid.Good, "確実")
		} else if len(c.Proposals) > 0 {
			mark = grid.Of(grid.Quiet, fmt.Sprintf("候補%d", len(c.Proposals)))
		}
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{mark, grid.Text(codeText(c.Code, c.Variant)), grid.Text(c.Shop), grid.Text(part.Count(c.Open))}, Faint: c.Open == 0})
		f.Keys = append(f.Keys, keyOf(c))
	}
	s.queue.SetRows(f)
	if len(asked) > 0 {
		s.queue.Select(at)
	}
}

// step shows another question.
func (s *Screen) step(by int) bool {
	to := s.at + by
	if to < 0 || to >= len(s.asked) {
		return false
	}
	s.queue.Select(to)
	return true
}

// following gives the next question that was not put off, and begins again with those that were.
func (s *Screen) following() int {
	n := len(s.asked)
	for i := 1; i < n; i++ {
		if at := (s.at + i) % n; !s.later[keyOf(&s.asked[at])] {
			return at
		}
	}
	clear(s.later)
	if n == 0 {
		return 0
	}
	return (s.at + 1) % n
}

func (s *Screen) codesPage() fyne.CanvasObject {
	switch {
	case s.goods.Empty():
		return s.noGoods()
	case len(s.asked) == 0 && len(s.f.Desk.Rows()) == 0:
		return part.NewEmptyState("受注はまだありません", "受注ファイルを取り込むと、SKUのわからない商品コードをここでお聞きします。",
			part.Action{Label: "受注ファイルを選ぶ", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }})
	case len(s.asked) == 0:
		return part.NewEmptyState("すべての商品コードがSKUに対応しています", "SKUと同じコードは自動で対応します。新しいコードの受注が入ると、ここでお聞きします。",
			part.Action{Label: "対応づけ済みを見る", Do: func() { s.show(tabMapped) }}, part.Action{Label: "商品一覧を見る", Do: func() { s.show(tabList) }})
	}
	s.drawQuestion()
	return part.Inset(14, 16, 14, 16, container.New(part.Sides{Right: queueWidth, Gap: 14}, s.question, s.queueCard()))
}

// queueCard is every code that waits, with the one button for those that are sure.
func (s *Screen) queueCard() fyne.CanvasObject {
	open, sure := 0, len(s.sure())
	for i := range s.asked {
		if s.asked[i].Open > 0 {
			open++
		}
	}
	head := part.VStack(2, part.NewParagraph(run(part.Count(len(s.asked))+"件", part.Figure), run("　SKUのわからないコード", part.Quiet)),
		part.NewNote(fmt.Sprintf("うち出荷前の受注にあるもの %s件 · 確実な候補 %s件", part.Count(open), part.Count(sure)), part.Quiet))
	label, hint := fmt.Sprintf("確実な %s件をまとめて対応づける", part.Count(sure)), "Ctrl+Enter"
	foot := "コードの書き方だけが違うものです。1回の Ctrl+Z でまとめて元に戻せます。"
	if sure == 0 {
		label, hint, foot = "確実な候補はありません", "", "左の質問に、ひとつずつ答えてください。"
	}
	all := part.NewBigButton(label, hint, s.acceptSure)
	all.SetEnabled(sure > 0)
	return part.NewCard(part.CardPlain, part.Dock(part.Inset(0, 0, 10, 0, head), part.Inset(10, 0, 0, 0, part.VStack(6, all, part.NewNote(foot, part.Quiet))), nil, nil, onSurface(s.queue)))
}

// drawQuestion shows the question, if its tab is open.
func (s *Screen) drawQuestion() {
	s.answers = map[rune]answer{}
	if s.at >= len(s.asked) {
		s.question.Objects = nil
		return
	}
	c := &s.asked[s.at]
	done := len(s.given)
	box := part.VStack(8, part.HStack(8, part.NewText(fmt.Sprintf("質問 %s / %s　どのSKUですか", part.Count(done+s.at+1), part.Count(done+len(s.asked))), part.Heading), layout.NewSpacer(),
		part.NewText("Backspace で前へ　→ で次へ", part.Quiet)))
	name := c.Name
	if name == "" {
		name = "（商品名なし）"
	}
	words := part.VStack(4, part.NewNote(name, part.Quote))
	if len(c.Options) > 0 {
		words.Add(part.NewNote(strings.Join(c.Options, "　"), part.Body))
	}
	box.Add(part.NewCardInset(part.CardNotice, 8, 16, words))
	shop := c.Shop
	if c.Mall != "" && !strings.Contains(shop, c.Mall) {
		shop += "（" + c.Mall + "）"
	}
	box.Add(part.NewFact("コード", part.NewParagraph(run(codeText(c.Code, c.Variant), part.Strong), run("　"+shop, part.Body))))
	box.Add(part.NewFact("受注", part.Beside(part.NewParagraph(waiting(c)...), part.NewLink("受注を見る", part.Quiet, func() { s.files.Orders(name) }))))
	if c.Differs {
		box.Add(part.NewCardInset(part.CardNotice, 6, 10, part.NewNote("このコードには、色・サイズなどの選択肢が違う受注があります。ひとつのSKUに対応づけると、どの選択肢もそのSKUになります。", part.Body)))
	}
	box.Add(s.answerColumn(c))
	set(s.question, part.NewCard(part.CardAttention, part.Dock(nil, s.comingLine(), nil, nil, container.NewVScroll(part.Inset(0, 4, 0, 0, box)))))
}

// waiting says how many order lines name the code.
func waiting(c *buy.CodeProposal) []part.Run {
	first := run("出荷前の明細 "+part.Count(c.Open)+"件", part.Strong)
	if c.Open == 0 {
		first = run("出荷前の受注にはありません", part.Body)
	}
	rest := fmt.Sprintf("　12か月の明細 %s件", part.Count(c.Lines))
	if c.Newest != 0 {
		rest += "　最新 " + c.Newest.Date().Long()
	}
	return []part.Run{first, run(rest, part.Quiet)}
}

func (s *Screen) answerColumn(c *buy.CodeProposal) fyne.CanvasObject {
	code := codeText(c.Code, c.Variant)
	column := part.VStack(5)
	give := func(said string, codes ...stock.MallCode) func() {
		return func() {
			s.give(c, said, func(ctx context.Context, now time.Time) (int64, error) {
				return buy.MapCodes(ctx, s.f.Desk, codes, now)
			})
		}
	}
	for i, p := range c.Proposals[:min(len(c.Proposals), 3)] {
		a := answer{p.SKU + "　" + p.Title, "", give("対応づけました："+code+" → "+p.SKU, c.Mapping(p.SKU))}
		s.answers[numbers[i]] = a
		why := []part.Run{run(p.Reason, part.Caption), run(fmt.Sprintf("　近さ %d", p.Score), part.Caption)}
		if p.Sure {
			why = append([]part.Run{run("確実　", part.Caption.In(look.Good).Bold())}, why...)
		}
		column.Add(part.VStack(1, part.NewAnswerButton(i+1, a.label, "", i == 0, a.do), part.Inset(0, 0, 0, 39, part.NewParagraph(why...))))
	}
	s.answers[keyOther] = answer{"別のSKUを選ぶ", "商品一覧から探します", func() {
		s.pickSKU("どのSKUですか　"+code, strings.TrimSpace(c.Name+" "+strings.Join(c.Options, " ")), "", func(sku string) { give("対応づけました："+code+" → "+sku, c.Mapping(sku))() })
	}}
	s.answers[keyNone] = answer{"商品ではない（送料・ラッピング・名入れなど）", "在庫を引き当てません", func() {
		s.give(c, "商品ではないとしました："+code, func(ctx context.Context, now time.Time) (int64, error) {
			return buy.IgnoreCode(ctx, s.f.Desk, c.Shop, c.Code, c.Variant, now)
		})
	}}
	s.answers[keyLater] = answer{"あとで", "何も変わりません", func() {
		s.later[keyOf(c)] = true
		if to := s.following(); to < len(s.asked) {
			s.queue.Select(to)
		}
	}}
	for _, n := range []rune{keyOther, keyNone, keyLater} {
		a := s.answers[n]
		column.Add(part.NewAnswerButton(int(n-'0'), a.label, a.note, n == keyOther && len(c.Proposals) == 0, a.do))
	}
	return column
}

// give carries an answer out and goes on to the next question.
func (s *Screen) give(c *buy.CodeProposal, said string, do func(context.Context, time.Time) (int64, error)) {
	if s.answering {
		return
	}
	k, next := keyOf(c), s.following()
	s.want = ""
	if next < len(s.asked) && next != s.at {
		s.want = keyOf(&s.asked[next])
	}
	s.act(said, do, func() { s.given[k] = true })
}

// acceptSure maps all codes whose proposal is sure, as one act.
func (s *Screen) acceptSure() {
	codes := s.sure()
	if len(codes) == 0 || s.answering {
		return
	}
	s.act(fmt.Sprintf("対応づけました：確実な %s件", part.Count(len(codes))), func(ctx context.Context, now time.Time) (int64, error) {
		return buy.MapCodes(ctx, s.f.Desk, codes, now)
	})
}

// comingLine says what comes after this question.
func (s *Screen) comingLine() fyne.CanvasObject {
	left := len(s.asked) - 1
	if left == 0 {
		return part.NewNote("これが最後の質問です。", part.Quiet)
	}
	next := &s.asked[s.following()]
	return part.NewTextCut(fmt.Sprintf("あと %s件　次：%s　%s", part.Count(left), codeText(next.Code, next.Variant), next.Name), part.Quiet)
}
