package today

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/teach"
	"miseban/app/judge"
	"miseban/ui/part"
)

// settle is how long a proposal that came by itself takes no answer: the hand may still be at the questions.
const settle = 700 * time.Millisecond

// lessons are the proposals of what could be remembered (覚えること). They come after the questions and are none: they are not
// counted with them, and nothing waits for them.
type lessons struct {
	all    []teach.Proposal
	at     int
	aside  bool // she looks at them while questions are open
	given  string
	change *fyne.Container // what the rule on the card would change
	line   *fyne.Container // 覚えること 3件, below a question
	shown  string          // subject of the proposal on the card
	came   time.Time       // when it came by itself; zero = she went to it

	gen     int // counts what makes a reading old
	reading bool
	version int // of the desk when they were read
	told    bool
	trial   trial
}

// teaching says whether a proposal is on the screen.
func (s *Screen) teaching() bool {
	return len(s.lessons.all) > 0 && (len(s.asked) == 0 || s.lessons.aside)
}

// refreshLessons looks in the background what her answers teach. One reading runs at a time; what changes meanwhile is read after.
func (s *Screen) refreshLessons() {
	l := &s.lessons
	l.gen++
	if !l.reading {
		s.readLessons()
	}
}

func (s *Screen) readLessons() {
	l := &s.lessons
	version := s.f.Desk.Version()
	trying := len(s.asked) == 0 || l.aside // what a rule would change is only read where a rule is shown
	known := l.version == version && l.version != 0
	if known && (!trying || !l.untried()) {
		return
	}
	mine := l.gen
	l.reading = true
	s.f.Go(func() {
		var gone []teach.Withdrawn
		var all []teach.Proposal
		var err error
		if !known {
			gone, err = teach.Watch(s.f.Ctx, s.f.Desk, s.f.Now())
		}
		if err == nil && len(gone) == 0 {
			all, err = s.proposals(trying, func(early []teach.Proposal) {
				if mine == l.gen {
					s.takeLessons(early)
				}
			})
		}
		fyne.Do(func() {
			l.reading = false
			for _, w := range gone {
				s.withdrawn(w)
			}
			switch {
			case len(gone) > 0:
				s.f.Changed() // asked again
				return
			case mine != l.gen:
				s.readLessons()
				return
			case err != nil:
				if !errors.Is(err, context.Canceled) && !l.told {
					l.told = true
					s.f.Fail(err)
				}
				return
			}
			l.version = version
			s.takeLessons(all)
		})
	})
}

// proposals reads them; with trying also what each rule would change, for which they are shown early without.
func (s *Screen) proposals(trying bool, early func([]teach.Proposal)) ([]teach.Proposal, error) {
	all, err := teach.Proposals(s.f.Ctx, s.f.Desk, nil, s.f.Now())
	if err != nil || !trying || !slices.ContainsFunc(all, func(p teach.Proposal) bool { return p.Rule != nil }) {
		return all, err
	}
	fyne.Do(func() { early(all) })
	return teach.Proposals(s.f.Ctx, s.f.Desk, s.lessons.trial.change, s.f.Now())
}

// untried says whether a rule is proposed of which it is not known what it would change.
func (l *lessons) untried() bool {
	return slices.ContainsFunc(l.all, func(p teach.Proposal) bool { return p.Rule != nil && p.Change == "" })
}

func (s *Screen) takeLessons(all []teach.Proposal) {
	l := &s.lessons
	was := s.teaching()
	same := slices.EqualFunc(l.all, all, func(a, b teach.Proposal) bool {
		return a.Question.Subject == b.Question.Subject && a.Question.Note == b.Question.Note
	})
	here := l.shown
	if slices.ContainsFunc(all, func(p teach.Proposal) bool { return p.Question.Subject == l.given }) {
		here, l.given = l.given, "" // an answer was taken back: it is proposed again at once
	}
	l.all = all
	if i := slices.IndexFunc(all, func(p teach.Proposal) bool { return p.Question.Subject == here }); i >= 0 {
		l.at = i
	}
	l.at = min(l.at, max(0, len(all)-1))
	l.aside = l.aside && len(all) > 0
	switch {
	case was && same: // the card stays, with what has the focus on it
		if l.change != nil {
			set(l.change, changeNote(all[l.at]))
		}
	case was || s.teaching():
		if !s.teaching() || all[l.at].Question.Subject != l.shown {
			l.came = s.f.Now()
		}
		set(s.center, s.questionCard())
	default:
		set(l.line, s.lessonLine())
	}
}

// lessonLine tells quietly of proposals while there are questions.
func (s *Screen) lessonLine() fyne.CanvasObject {
	n := len(s.lessons.all)
	if n == 0 {
		return part.VStack(0)
	}
	return part.HStack(8, part.NewLink(fmt.Sprintf("覚えること %s件", part.Count(n)), part.Quiet, s.lookAside), part.NewText("質問のあとに、1件ずつお見せします", part.Quiet), layout.NewSpacer())
}

// lookAside shows the proposals while questions are open.
func (s *Screen) lookAside() {
	l := &s.lessons
	if len(l.all) == 0 {
		return
	}
	l.aside, l.at, l.came, l.shown = true, 0, time.Time{}, l.all[0].Question.Subject
	set(s.center, s.questionCard())
	s.refreshLessons()
}

// stepLessons goes back and forth between the proposals, and back to the last question.
func (s *Screen) stepLessons(by int) bool {
	l := &s.lessons
	switch to := l.at + by; {
	case to >= len(l.all), to < 0 && len(s.asked) == 0:
		return false
	case to < 0:
		l.aside, s.at = false, len(s.asked)-1
	default:
		l.at, l.came = to, time.Time{}
	}
	set(s.center, s.questionCard())
	return true
}

func (s *Screen) lessonCard() fyne.CanvasObject {
	l := &s.lessons
	p := l.all[l.at]
	if l.shown == "" {
		l.came = s.f.Now()
	}
	l.shown = p.Question.Subject
	notes := map[judge.Act]string{teach.Learn: "設定でいつでも取り消せます", teach.Once: "新しい答えが出たら、またお聞きします", teach.Never: "設定で戻せます"}
	answers := make([]part.Answer, len(p.Question.Answers))
	for i, a := range p.Question.Answers {
		answers[i] = part.Answer{Label: a.Label, Note: notes[a.Act]}
	}
	s.answers = part.NewAnswers(s.answer, answers...)
	box := part.VStack(10, part.Beside(part.NewNote(fmt.Sprintf("覚えること %d / %d　%s", l.at+1, len(l.all), p.Question.Title), part.Heading), part.NewText("← で前へ　→ で次へ", part.Quiet)),
		part.NewCardInset(part.CardNotice, 12, 20, part.NewNote(p.Question.Text, part.Quote)))
	saved := "この4週間では 0回"
	if p.Saves > 0 {
		saved = fmt.Sprintf("覚えていれば、この4週間で %s回", part.Count(p.Saves))
	}
	l.change = nil
	if p.Rule != nil {
		l.change = container.NewStack(changeNote(p))
		box.Add(part.NewFact("試した結果", l.change))
	}
	box.Add(part.NewFact("減る質問", part.NewNote(saved, part.Body)))
	box.Add(part.NewFact("もとの答え", s.evidence(p.From)))
	const free = "答えなくても、出すことには影響しません。"
	title, _ := s.quietWords()
	head := part.NewParagraph(run(title+"　", part.Strong), run(free, part.Quiet))
	if len(s.asked) > 0 {
		head = part.NewParagraph(run(fmt.Sprintf("質問はあと %s問です　", part.Count(len(s.asked))), part.Strong), run("← で質問に戻ります。"+free, part.Quiet))
	}
	return part.NewCard(part.CardPlain, part.Dock(part.Inset(0, 0, 10, 0, part.VStack(10, head, part.NewRuleSoft())), part.Inset(10, 0, 0, 0, s.answers.Box), nil, nil, container.NewVScroll(box))) // the answers stay in sight
}

// changeNote says what a rule would change.
func changeNote(p teach.Proposal) fyne.CanvasObject {
	if p.Change == "" {
		return part.NewNote("これまでの受注で試しています…", part.Quiet)
	}
	return part.NewNote(p.Change, part.Body)
}

// evidence shows from which answers something is learned, each a way to its order.
func (s *Screen) evidence(from []teach.Evidence) fyne.CanvasObject {
	const most = 4
	flow := part.Flow(8)
	for _, e := range from[:min(len(from), most)] {
		flow.Add(part.NewLink(e.At.Date().Short()+" "+e.OrderNo, part.Quiet, func() { s.f.Find(e.OrderID) }))
	}
	if n := len(from) - most; n > 0 {
		flow.Add(part.NewText(fmt.Sprintf("ほか %s件", part.Count(n)), part.Quiet))
	}
	return part.VStack(4, part.NewNote(fmt.Sprintf("%s件とも「%s」", part.Count(len(from)), from[0].Answer), part.Body), flow)
}

// answerLesson carries out an answer to the proposal on the screen and goes on to the next.
func (s *Screen) answerLesson(i int) {
	l := &s.lessons
	if s.answering || !l.came.IsZero() && s.f.Now().Sub(l.came) < settle {
		return
	}
	p := l.all[l.at]
	a := p.Question.Answers[i]
	s.answering = true
	var entry int64
	s.f.Run(a.Label, func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = teach.Answer(ctx, s.f.Desk, p, a.Act, s.f.Now())
		return err
	}, func(err error) {
		s.answering = false
		if err != nil {
			s.f.Fail(err)
			return
		}
		l.gen++ // what is being read still has it
		l.version, l.given = 0, p.Question.Subject
		l.all = slices.DeleteFunc(slices.Clone(l.all), func(x teach.Proposal) bool { return x.Question.Subject == p.Question.Subject })
		l.at = min(l.at, max(0, len(l.all)-1))
		l.came = time.Time{}
		if len(l.all) == 0 {
			l.aside, l.shown = false, ""
		} else {
			l.shown = l.all[l.at].Question.Subject
		}
		set(s.center, s.questionCard())
		s.f.Did(a.Label+"："+p.Question.Text, entry)
		s.f.Changed()
	})
}

// withdrawn says that something learned was taken back because of what she did with an order, and how to keep it all the same.
func (s *Screen) withdrawn(w teach.Withdrawn) {
	text := "覚えたことを取り消しました：" + w.Text
	if w.Why != "" {
		text += "（" + w.Why + "）"
	}
	s.f.Banners.Show(part.Info, text, part.Action{Label: "覚えたままにする", Do: func() { s.f.UndoEntry(w.Entry) }})
}
