// Package firstday is the page はじめの提案: what the old orders of a new shop suggest, as cards with their evidence that are
// answered one by one, and beside them the letter that counts how many orders need not have been looked at. What is proposed and
// what an answer does is decided by the use case. The page sends nothing and prints nothing.
package firstday

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	pure "miseban/app/firstday"
	"miseban/app/flow/firstday"
	"miseban/app/jst"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Window is what the window does for this page.
type Window interface {
	// OpenRules opens the page of the rules, on which the draft is looked at and published.
	OpenRules()
}

const letterWidth = 348

// Screen is the page; it is opened from the palette and from the page after an import, not from the rail.
type Screen struct {
	f      *frame.Frame
	w      Window
	root   *fyne.Container
	head   *fyne.Container
	main   *fyne.Container // the cards, or what is said instead of them
	letter *fyne.Container
	said   *fyne.Container // above the cards
	list   *fyne.Container
	scroll *container.Scroll
	pair   *fyne.Container // the cards beside the letter

	use sync.Mutex // of day: it is used beside the main goroutine, by one at a time
	day *firstday.Day
	// rows and on are what the look was at: other orders, or another day, are looked at anew.
	rows    int
	on      jst.Date
	looking bool
	failed  bool // the last look was cancelled or went wrong: the next is begun by her

	// The rest is the main goroutine's.
	cards     []pure.Card // as they stood at the last reading
	text      pure.Letter
	written   bool // there is a letter
	counting  bool // it is being written anew
	drafted   int  // accepted rules that are not published yet
	at        int
	buttons   []*part.AnswerButton // of the open card
	answering bool                 // an answer is being kept; until its state is read no key answers
	advance   bool                 // then the next card is opened
	loose     []loose
	offered   func() // takes the newest offer of the way back from one of those from the screen
	gen       int
	stop      context.CancelFunc // of the reading under way
}

// New makes the page.
func New(f *frame.Frame, w Window) *Screen {
	s := &Screen{f: f, w: w, root: container.NewStack(), head: container.NewStack(), main: container.NewStack(), letter: container.NewStack(), said: part.VStack(0), list: part.VStack(8), stop: func() {}}
	s.scroll = container.NewVScroll(part.Inset(2, 12, 2, 2, s.list))
	foot := part.NewFootLine("メールも印刷も、ここからは行いません。", "数字キーで答え、Backspace で前へ、→ で次へ　Ctrl+Z で取り消し")
	s.root.Objects = []fyne.CanvasObject{part.Dock(s.head, foot, nil, nil, part.Inset(12, 16, 12, 16, s.main))}
	return s
}

// ID is the page's name.
func (s *Screen) ID() string { return "firstday" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh brings the cards up to the shop as it stands; other orders than those looked at are looked at anew.
func (s *Screen) Refresh() {
	if s.looking || s.failed {
		return
	}
	if s.day == nil || s.rows != len(s.f.Desk.Rows()) || s.on != jst.DateOf(s.f.Now()) {
		s.look()
		return
	}
	s.settle()
}

// look goes through all orders, with its progress and a way to cancel.
func (s *Screen) look() {
	if s.looking {
		return
	}
	s.gen++ // what is being read is of the look before
	s.stop()
	s.looking, s.answering, s.advance = true, false, false
	s.draw()
	rows, now := len(s.f.Desk.Rows()), s.f.Now()
	var day *firstday.Day
	s.f.Run("これまでの受注を調べています", func(ctx context.Context, progress func(int, int)) error {
		var err error
		day, err = firstday.Look(ctx, s.f.Desk, now, func(part float64) { progress(int(part*1000), 1000) })
		return err
	}, func(err error) {
		s.looking, s.failed = false, err != nil
		if err != nil {
			s.day, s.cards, s.written, s.buttons = nil, nil, false, nil
			s.draw()
			s.f.Fail(err)
			return
		}
		s.day, s.rows, s.on = day, rows, jst.DateOf(now)
		here := s.openID()
		s.cards, s.written = slices.Clone(day.Cards), false
		if s.at = s.index(here); s.at < 0 {
			s.at = max(0, s.next(-1))
		}
		s.draw()
		s.settle()
	})
}

// settle reads the states of the cards and then has the letter written; a late answer is dropped.
func (s *Screen) settle() {
	s.gen++
	mine := s.gen
	s.stop()
	ctx, stop := context.WithCancel(s.f.Ctx)
	s.stop = stop
	s.counting = true
	s.drawLetter()
	day, now := s.day, s.f.Now()
	s.f.Go(func() {
		defer stop()
		s.use.Lock()
		defer s.use.Unlock()
		if ctx.Err() != nil {
			return
		}
		err := day.Settle(ctx, s.f.Desk)
		cards := slices.Clone(day.Cards)
		drafted := s.unpublished(cards)
		fyne.Do(func() {
			if mine == s.gen && err == nil {
				s.take(cards, drafted)
			}
		})
		var letter pure.Letter
		if err == nil {
			letter, err = day.Letter(ctx, s.f.Desk, now)
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.counting, s.answering = false, false
			if err != nil {
				s.f.Fail(err)
			} else {
				s.text, s.written = letter, true
			}
			s.drawLetter()
		})
	})
}

// unpublished counts the accepted rules that stand in the draft alone.
func (s *Screen) unpublished(cards []pure.Card) int {
	public := map[string]bool{}
	if set := s.f.Desk.Rules().Set; set != nil {
		for _, r := range set.Rules {
			public[r.Name] = true
		}
	}
	n := 0
	for _, c := range cards {
		if r := ruleOf(&c); r != "" && c.State == pure.Accepted && !public[r] {
			n++
		}
	}
	return n
}

// ruleOf is the name of the rule that a card proposes; empty when it proposes something else.
func ruleOf(c *pure.Card) string {
	for _, a := range c.Answers {
		if a.Take.Rule != nil {
			return a.Take.Rule.Name
		}
	}
	return ""
}

// take shows the cards as they are now: the next one after an answer, one whose answer was taken back at once.
func (s *Screen) take(cards []pure.Card, drafted int) {
	at := s.at
	for i, c := range cards {
		if was := s.index(c.ID); was >= 0 && c.State == pure.Waiting && answered(s.cards[was].State) {
			at = i
		}
	}
	s.cards, s.drafted, s.at, s.answering = cards, drafted, at, false
	if s.advance {
		s.advance = false
		if to := s.next(s.at); to >= 0 {
			s.at = to
		}
	}
	s.draw()
}

func answered(st pure.State) bool { return st == pure.Accepted || st == pure.PutAside }

func (s *Screen) openID() string {
	if s.at < len(s.cards) {
		return s.cards[s.at].ID
	}
	return ""
}

func (s *Screen) index(id string) int {
	return slices.IndexFunc(s.cards, func(c pure.Card) bool { return c.ID == id })
}

// next is the first card behind one that waits for an answer, from the top again after the last; -1 when none does.
func (s *Screen) next(from int) int {
	n := len(s.cards)
	for i := 1; i <= n; i++ {
		if at := (from + i) % n; s.cards[at].State == pure.Waiting {
			return at
		}
	}
	return -1
}

func (s *Screen) waiting() int {
	n := 0
	for _, c := range s.cards {
		if c.State == pure.Waiting {
			n++
		}
	}
	return n
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	out := []part.Command{}
	if c := s.open(); c != nil && c.State == pure.Waiting {
		for i, a := range c.Answers {
			key := ""
			if i < 9 {
				key = fmt.Sprint(i + 1)
			}
			out = append(out, part.Command{Title: "答え：" + a.Label, Key: key, Do: func() { s.answer(i) }})
		}
	} else if c != nil && answered(c.State) {
		out = append(out, part.Command{Title: "はじめの提案：この答えを取り消す", Key: "Delete", Words: "torikesu", Do: s.takeBack})
	}
	if s.drafted > 0 {
		out = append(out, part.Command{Title: "はじめの提案：ルールの下書きを確かめる", Words: "ruuru", Do: s.w.OpenRules})
	}
	return append(out, part.Command{Title: "はじめの提案：受注をもう一度調べる", Key: "R", Words: "shiraberu", Do: s.look})
}
