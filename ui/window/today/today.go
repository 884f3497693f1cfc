// Package today is the first area of the window (今日): the questions of the day with numbered answers, the plan of what
// would go out, and the one button that sends it on its way.
package today

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

const planWidth = 392

// longText is how many characters of a comment the page shows without scrolling.
const longText = 240

// Outing does 出す: where slips go and what is done with them is the window's, not this screen's.
type Outing interface {
	// Out prints everything ready. It runs in the background.
	Out(ctx context.Context, now time.Time) (ship.Printed, error)
	// Place says in words where the slips go: printer or folder.
	Place() string
	// After runs on the main goroutine once the slips are there, and gives what can be done with them.
	After(ship.Printed) []part.Action
}

// Screen is the area 今日.
type Screen struct {
	f       *frame.Frame
	out     Outing
	root    *fyne.Container
	head    *fyne.Container
	center  *fyne.Container
	plan    *fyne.Container
	answers *part.Answers

	asked    []review.Asked
	at       int
	seen     map[string]bool // questions of this sitting, by group: one that is asked again after an undo counts once
	total    int             // 質問 4 / 16
	answered int

	answering bool // an answer is being kept; until the next question is there no key answers
	printing  bool
	state     ship.Plan
	ages      []intake.Age
	gen       int
	lessons   lessons
}

// New makes the area.
func New(f *frame.Frame, out Outing) *Screen {
	s := &Screen{f: f, out: out, head: container.NewStack(), center: container.NewStack(), plan: container.NewStack(), seen: map[string]bool{}}
	s.lessons.line, s.lessons.trial.f = container.NewStack(), f
	set(s.center, part.NewCard(part.CardPlain, part.NewNote("受注を確かめています…", part.Quiet)))
	left := part.Dock(part.Inset(0, 0, 12, 0, s.head), nil, nil, nil, s.center)
	s.root = container.NewStack(part.Dock(nil, part.NewFootLine("数字キーで答え、Backspace で前の質問へ、Ctrl+Enter で出します。", "出したあとも、紙とメール以外は Ctrl+Z で元に戻せます"), nil, nil,
		part.Inset(14, 16, 14, 16, container.New(part.Sides{Right: planWidth, Gap: 14}, left, s.plan))))
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "today" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh reads questions and plan anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		now := s.f.Now()
		asked, err := review.Questions(s.f.Ctx, s.f.Desk, now)
		var plan ship.Plan
		var ages []intake.Age
		if err == nil {
			plan, err = ship.Make(s.f.Ctx, s.f.Desk, now)
		}
		if err == nil {
			ages, err = intake.Ages(s.f.Ctx, s.f.Desk)
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.answering = false
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.take(asked, plan, ages)
			s.refreshLessons() // what is asked does not wait for it
		})
	})
}

func (s *Screen) take(asked []review.Asked, plan ship.Plan, ages []intake.Age) {
	here, open := "", map[string]bool{}
	if s.at < len(s.asked) {
		here = s.asked[s.at].Group
	}
	for _, a := range s.asked {
		open[a.Group] = true
	}
	s.asked, s.state, s.ages = asked, plan, ages
	s.at = min(s.at, max(0, len(asked)-1))
	back := -1
	for i, a := range asked {
		if a.Group == here {
			s.at = i
		}
		if s.seen[a.Group] && !open[a.Group] {
			back = i
		}
		if !s.seen[a.Group] {
			s.lessons.aside = false // new questions come first
		}
		s.seen[a.Group] = true
	}
	if back >= 0 { // an answer was taken back: it is asked again at once
		s.at, s.lessons.aside = back, false
	}
	s.total, s.answered = len(s.seen), len(s.seen)-len(asked)
	s.f.Asked(len(asked))
	s.draw()
}

func (s *Screen) draw() {
	set(s.head, s.headCard())
	set(s.center, s.questionCard())
	set(s.plan, s.planCard())
}

func set(box *fyne.Container, o fyne.CanvasObject) {
	box.Objects = []fyne.CanvasObject{o}
	box.Refresh()
}

func run(text string, style part.Style) part.Run { return part.Run{Text: text, Style: style} }

func (s *Screen) headCard() fyne.CanvasObject {
	now := s.f.Now().In(jst.Zone)
	open := 0
	moving := 0
	var kinds []string
	for _, g := range s.state.LeftOut {
		open += len(g.Orders)
		if g.Status <= judge.NeedsReview { // these wait for a person
			continue
		}
		moving += len(g.Orders)
		kinds = append(kinds, fmt.Sprintf("%s %d", strings.TrimSuffix(g.Status.Name(), "待ち"), len(g.Orders)))
	}
	open += len(s.state.Ready) + len(s.state.Waiting)
	date := jst.DateOf(now)
	first := []part.Run{run(date.Short()+" "+now.Format("15:04")+"　これから出す受注 ", part.Quiet), run(part.Count(open)+"件", part.Strong.At(20))}
	for _, a := range s.ages {
		first = append(first, run("　"+a.Shop+" "+ageText(now, a.Fresh), ageStyle(now, a.Fresh)))
	}
	return part.NewCard(part.CardPlain, part.VStack(4, part.NewParagraph(first...),
		part.NewParagraph(run(part.Count(len(s.state.Ready)), part.Strong.At(20).In(look.Good)), run(" そのまま出せる　 ", part.Body),
			run(part.Count(len(s.asked)), part.Strong.At(20).In(look.Warn)), run(" お聞きすること　 ", part.Body),
			run(part.Count(moving), part.Strong.At(20)), run(" 自分で進む ", part.Body), run(strings.Join(kinds, " · "), part.Quiet))))
}

// stale is the age from which a shop's file may hide cancellations.
const stale = 3 * time.Hour

func ageText(now time.Time, fresh jst.Moment) string {
	d := now.Sub(fresh.Time())
	switch {
	case d < time.Minute:
		return "たった今"
	case d < time.Hour:
		return fmt.Sprintf("%d分前", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d時間前", int(d.Hours()))
	}
	return fmt.Sprintf("%d日前", int(d.Hours()/24))
}

func ageStyle(now time.Time, fresh jst.Moment) part.Style {
	if now.Sub(fresh.Time()) > stale {
		return part.Quiet.In(look.Warn)
	}
	return part.Quiet
}

// stalest gives the shop whose file is too old to print from without a word; empty when all are fresh.
func (s *Screen) stalest() string {
	now := s.f.Now()
	for _, a := range s.ages {
		if now.Sub(a.Fresh.Time()) > stale && a.Open > 0 {
			return a.Shop + "（" + ageText(now, a.Fresh) + "）"
		}
	}
	return ""
}

func (s *Screen) planCard() fyne.CanvasObject {
	p := s.state
	fact := func(name, n, detail string) fyne.CanvasObject {
		return part.VStack(5, part.NewFactWide(name, 95, part.NewFactWide(n, 60, part.NewNote(detail, part.Quiet))), part.NewRuleSoft())
	}
	box := part.VStack(6, part.NewText("出荷の計画", part.Heading),
		part.NewParagraph(run(part.Count(len(p.Ready))+" 件", part.Figure), run("  いま出せる受注", part.Quiet)),
		fact("納品書", part.Count(p.Slips)+"枚", fmt.Sprintf("うち金額なし %d · ギフト %d件", p.Hidden, p.Gifts)))
	if t := ship.Enclosures(p.Encloses); t != "" {
		box.Add(part.VStack(5, part.NewNote(t, part.Body), part.NewRuleSoft()))
	}
	left := 0
	for _, g := range p.LeftOut {
		left += len(g.Orders)
	}
	if left > 0 {
		box.Add(part.NewFactWide("出さない", 95, part.HStack(8, part.NewText(part.Count(left)+"件", part.Body), part.NewText("理由はこの下に", part.Quiet), layout.NewSpacer())))
		for _, g := range p.LeftOut {
			id := g.Status.ID()
			box.Add(part.NewFactWide("", 95, part.HStack(8, part.NewLink(g.Status.Name()+" "+part.Count(len(g.Orders))+"件", part.Body, func() { s.f.Status(id) }), layout.NewSpacer())))
		}
		box.Add(part.NewRuleSoft())
	}
	if n := len(p.Waiting); n > 0 {
		box.Add(part.NewFactWide("印刷済み", 95, part.HStack(8, part.NewLink("出荷待ち "+part.Count(n)+"件", part.Body, func() { s.f.Status(judge.ReadyToShip.ID()) }), layout.NewSpacer())))
	}
	if n := len(p.Notice); n > 0 {
		box.Add(part.NewFactWide("モールへ", 95, part.HStack(8, part.NewLink("通知待ち "+part.Count(n)+"件", part.Body, func() { s.f.Status(judge.AwaitingNotice.ID()) }), layout.NewSpacer())))
	}
	if len(p.Missing) > 0 {
		text := "印字できない文字があります：" + p.Missing[0].OrderNo + " " + p.Missing[0].Text
		if len(p.Missing) > 1 {
			text += fmt.Sprintf("ほか %d件。", len(p.Missing)-1)
		}
		box.Add(part.NewCardInset(part.CardNotice, 6, 10, part.NewNote(text, part.Body)))
	}
	if old := s.stalest(); old != "" {
		box.Add(part.NewCardInset(part.CardNotice, 6, 10, part.NewNote("受注ファイルが古くなっています："+old+"。取り込み直すと、そのあとのキャンセルがわかります。", part.Body)))
	}
	box.Add(part.NewNote(s.out.Place(), part.Quiet))
	label, hint := "出す　"+part.Count(len(p.Ready))+"件", "Ctrl+Enter"
	if len(s.asked) > 0 && len(p.Ready) > 0 {
		label = fmt.Sprintf("先に %s件だけ出す（あと %d問）", part.Count(len(p.Ready)), len(s.asked))
	}
	if len(p.Ready) == 0 {
		label, hint = "出せる受注はありません", ""
	}
	send := part.NewBigButton(label, hint, s.sendOut)
	send.SetEnabled(len(p.Ready) > 0)
	foot := "納品書を作り、印刷済みにします。"
	if len(s.asked) > 0 {
		foot = "答えていない受注は残ります。" + foot
	}
	scroll := container.NewVScroll(box)
	return part.NewCard(part.CardPlain, part.Dock(nil, part.VStack(6, part.NewRule(), send, part.NewNote(foot, part.Quiet)), nil, nil, scroll))
}

func (s *Screen) questionCard() fyne.CanvasObject {
	s.answers = nil
	if s.teaching() {
		return s.lessonCard()
	}
	s.lessons.shown = ""
	if len(s.asked) == 0 {
		return s.quietCard()
	}
	q := s.asked[s.at]
	answers := make([]part.Answer, len(q.Answers))
	for i, a := range q.Answers {
		answers[i] = part.Answer{Label: a.Label, Note: answerNote(a, len(q.Orders))}
	}
	s.answers = part.NewAnswers(s.answer, answers...)
	number := fmt.Sprintf("質問 %d / %d　%s", s.answered+s.at+1, s.total, q.Title)
	if len(q.Orders) > 1 {
		number += fmt.Sprintf("（%d件まとめて）", len(q.Orders))
	}
	box := part.VStack(10, part.Beside(part.NewNote(number, part.Heading), part.NewText("Backspace で前へ　→ で次へ", part.Quiet)))
	marks := make([][2]int, len(q.Marks))
	quoted := "「" + q.Text + "」"
	shift := len("「")
	for i, m := range q.Marks {
		r := []rune(q.Text)
		marks[i] = [2]int{shift + len(string(r[:min(m.From, len(r))])), shift + len(string(r[:min(m.To, len(r))]))}
	}
	if len(marks) == 0 {
		quoted = q.Text
	}
	quote := part.NewCardInset(part.CardNotice, 12, 20, part.NewParagraph(part.Highlight(quoted, part.Quote, marks...)...))
	if utf8.RuneCountInString(quoted) <= longText {
		box.Add(quote)
	} else { // the answers stay in sight
		scroll := container.NewVScroll(quote)
		scroll.SetMinSize(fyne.NewSize(0, 200))
		box.Add(scroll)
	}
	if q.Note != "" {
		box.Add(part.NewNote(q.Note, part.Quiet))
	}
	for _, o := range s.about(q) {
		box.Add(o)
	}
	box.Add(part.Inset(6, 0, 0, 0, s.answers.Box))
	set(s.lessons.line, s.lessonLine())
	return part.NewCard(part.CardAttention, part.Dock(nil, part.VStack(4, s.comingLine(), s.lessons.line), nil, nil, container.NewVScroll(box)))
}

// answerNote says what follows from an answer where the label alone does not.
func answerNote(a judge.Answer, orders int) string {
	switch a.Act {
	case judge.ActAccept, judge.ActHide:
		if orders > 1 {
			return part.Count(orders) + "件"
		}
	case judge.ActPhrase:
		return "設定でいつでも戻せます"
	case judge.ActPayment:
		return "次からは止まりません"
	case judge.ActCancel:
		return "モールには伝わりません"
	}
	return ""
}

// about shows the order that a question is about, or the orders.
func (s *Screen) about(q review.Asked) []fyne.CanvasObject {
	in, j := q.First.Input, q.First.Judgement
	f := in.Facts
	who := order.Value(f.Orderer.Name)
	to := ""
	if len(f.Destinations) > 0 && order.Value(f.Destinations[0].Name) != who {
		to = " → " + order.Value(f.Destinations[0].Name)
	}
	total := ""
	if f.Total != nil {
		total = "　" + f.Total.String() + "円"
	}
	id := in.ID
	line := part.VStack(4, part.Beside(part.NewParagraph(run(in.Shop.Mall.Name()+" "+desk.ShownNo(in)+"　", part.Body), run(who, part.Strong), run(to+total, part.Body)),
		part.NewLink("受注を開く", part.Quiet, func() { s.f.Find(id) })))
	if chips := frame.Chips(j.Flags, j.Repeat); len(chips) > 0 {
		line.Add(part.Chips(chips...))
	}
	out := []fyne.CanvasObject{part.NewFact("受注", line)}
	if n := len(q.Orders); n > 1 {
		var names []string
		for _, r := range q.Orders[:min(n, 6)] {
			names = append(names, r.Name)
		}
		text := strings.Join(names, "、")
		if n > 6 {
			text += fmt.Sprintf(" ほか %d件", n-6)
		}
		out = append(out, part.NewFact("対象", part.NewNote(text, part.Body)))
	}
	var goods []string
	for _, l := range f.Lines {
		t := order.Value(l.Name)
		if o := order.Value(l.Options); len(o) > 0 {
			t += " " + strings.Join(o, " ")
		}
		goods = append(goods, fmt.Sprintf("%s ×%d", t, order.Value(l.Qty)))
	}
	if len(goods) > 4 {
		goods = append(goods[:4], fmt.Sprintf("ほか %d品", len(goods)-4))
	}
	out = append(out, part.NewFact("商品", part.NewNote(strings.Join(goods, "、"), part.Body)))
	for _, x := range []judge.Flag{judge.HidePrice, judge.Repeater} {
		if t := j.Because(string(x)); t != "" {
			out = append(out, part.NewFact(map[judge.Flag]string{judge.HidePrice: "いまの設定", judge.Repeater: "お客様"}[x], part.NewNote(t, part.Body)))
		}
	}
	return out
}

// comingLine says what the next questions are about.
func (s *Screen) comingLine() fyne.CanvasObject {
	count := map[string]int{}
	var kinds []string
	for i, a := range s.asked {
		if i == s.at {
			continue
		}
		if count[a.Title] == 0 {
			kinds = append(kinds, a.Title)
		}
		count[a.Title]++
	}
	if len(kinds) == 0 {
		return part.NewNote("これが最後の質問です。", part.Quiet)
	}
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%s %d件", k, count[k])
	}
	return part.NewTextCut("次："+strings.Join(kinds, " · "), part.Quiet)
}

// quietWords says that there is nothing to be asked, and what is next.
func (s *Screen) quietWords() (title, text string) {
	switch {
	case len(s.f.Desk.Rows()) == 0:
		return "受注ファイルを取り込みましょう", "モールの受注ファイルを、この窓に落としてください。いくつでも、どの順でもかまいません。"
	case len(s.state.Ready) > 0:
		return "お聞きすることはありません", "右の「出す」で、納品書をまとめて作ります。"
	}
	return "今日の分は終わりました", "新しい受注ファイルを取り込むと、ここに質問と計画が出ます。"
}

func (s *Screen) quietCard() fyne.CanvasObject {
	title, text := s.quietWords()
	var next []part.Action
	if len(s.state.Ready) == 0 {
		next = append(next, part.Action{Label: "ファイルを選ぶ", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }})
	}
	if len(s.f.Desk.Rows()) == 0 {
		next = append(next, part.Action{Label: "見本の店で試す", Do: s.f.Demo})
	}
	return part.NewCard(part.CardPlain, part.NewEmptyState(title, text, next...))
}
