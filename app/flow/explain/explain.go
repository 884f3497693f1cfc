// Package explain says of one order why it is what it is (なぜ): every flag, every wait, every built-in judgement and every rule with
// its condition's tree and the values compared, and why it is not something else. It judges with the desk's own rules and writes
// nothing; it knows no window.
package explain

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
)

// Explanation is one order with all that was made of it.
type Explanation struct {
	Row       *desk.Row
	Input     judge.Input
	Judgement judge.Judgement // as it is now
	Version   int             // of the rule set; 0 = none was published
	// Over says that the order has come to an end, so that rules don't concern it any more: they are shown as if nothing had been done
	// with it yet, on the day on which it came in.
	Over     bool
	Flags    []Statement
	Waits    []Wait // blockers, in the order of their statuses
	BuiltIns []BuiltIn
	Rules    []Rule // in their order
}

// Statement is a flag with its reasons.
type Statement struct {
	ID      string
	Name    string
	Reasons []string
	Rule    string // the rule that set it; empty = a built-in judgement
}

// Wait is something that the order waits for.
type Wait struct {
	Statement
	Needs []string // what makes it go on, as sentences
}

// State is what became of a built-in judgement or of a rule.
type State string

// The states of built-in judgements.
const (
	Clear    State = "clear"    // finds nothing
	Stops    State = "stops"    // finds something, and asks
	Accepted State = "accepted" // found something, and the owner has looked at it
	Passed   State = "passed"   // found something, and a rule lets it pass
	Off      State = "off"      // switched off; also of rules
)

// The states of rules.
const (
	Fired      State = "fired"
	Not        State = "not"         // its condition does not hold
	Unclear    State = "unclear"     // no file tells what it asks about, so that it does not fire
	NotReached State = "not_reached" // an earlier rule ended the look
)

// Name is the state as the owner reads it.
func (s State) Name() string {
	return map[State]string{Clear: "見つからない", Stops: "止めている", Accepted: "確認済み", Passed: "ルールが通した", Off: "オフ", Fired: "当てはまる", Not: "当てはまらない",
		Unclear: "わからない", NotReached: "見ていない"}[s]
}

// BuiltIn is one built-in judgement.
type BuiltIn struct {
	ID, Name string
	State    State
	Found    string // what it finds, also when it is off, accepted or passed; empty = nothing
	By       string // Passed: the rule; Off: 設定 or ルール
}

// Rule is one rule of the set.
type Rule struct {
	Name     string
	Note     string
	Sentence string
	State    State
	By       string // NotReached: the rule that ended the look
	Tree     rule.Node
	Does     []Deed // what it does where it fires
}

// Deed is an action of a rule that fired.
type Deed struct {
	Text   string
	LostTo string // the rule whose action of this kind won; empty = it is in force
}

// Order explains one order as the rules in force judge it now. The desk is made warm.
func Order(ctx context.Context, d *desk.Desk, row *desk.Row, now time.Time) (*Explanation, error) {
	if err := d.Warm(ctx, now); err != nil {
		return nil, fmt.Errorf("explain order %s: %w", row.No, err)
	}
	if fresh := d.Row(row.ID); fresh != nil {
		row = fresh
	}
	e := &Explanation{Row: row, Version: d.Rules().Version}
	var err error
	if e.Input, e.Judgement, err = d.Judged(ctx, row.ID, now); err != nil {
		return nil, fmt.Errorf("explain order %s: %w", row.No, err)
	}
	var seen *judge.Prepared
	if _, err = d.EachPrepared(ctx, func(r *desk.Row) bool { return r.ID == row.ID }, now, func(_ *desk.Row, p *judge.Prepared) error {
		seen = p
		return nil
	}); err != nil || seen == nil {
		return nil, fmt.Errorf("explain order %s: %w", row.No, err)
	}
	at := now
	if e.Over = !row.Status.Open(); e.Over {
		at = judge.CameIn(e.Input, now)
	}
	rules := d.Rules().Program
	e.statements()
	e.rules(seen, rules)
	e.builtIns(d, seen, rules, at)
	e.waits(seen, rules)
	return e, nil
}

// statements lists the flags with their reasons.
func (e *Explanation) statements() {
	for _, f := range e.Judgement.Flags {
		s := Statement{ID: string(f), Name: f.Name(), Reasons: reasons(&e.Judgement, string(f))}
		for _, r := range e.Judgement.Rules {
			if slices.ContainsFunc(s.Reasons, func(t string) bool { return hasPrefix(t, "ルール「"+r.Name+"」") }) {
				s.Rule = r.Name
			}
		}
		e.Flags = append(e.Flags, s)
	}
}

func hasPrefix(s, head string) bool { return len(s) >= len(head) && s[:len(head)] == head }

func reasons(j *judge.Judgement, what string) []string {
	out := []string{}
	for _, r := range j.Reasons {
		if r.For == what {
			out = append(out, r.Text)
		}
	}
	return out
}

// rules shows every rule as the order came through them.
func (e *Explanation) rules(seen *judge.Prepared, p *rule.Program) {
	if p == nil {
		return
	}
	s := simulate.SubjectOf(seen, p)
	out := p.Run(&s)
	set := p.Set()
	for i := range set.Rules {
		r := &set.Rules[i]
		x := Rule{Name: r.Name, Note: r.Note, Sentence: rule.RuleSentence(r), Tree: p.Explain(i, &s)}
		switch {
		case r.Off:
			x.State = Off
		case out.Stopped >= 0 && i > out.Stopped:
			x.State, x.By = NotReached, set.Rules[out.Stopped].Name
		case slices.Contains(out.Fired, i):
			x.State = Fired
		case x.Tree.Truth == rule.Unclear:
			x.State = Unclear
		default:
			x.State = Not
		}
		for _, f := range out.Effects {
			if f.Rule != i {
				continue
			}
			did := Deed{Text: rule.ActionSentence(f.Action)}
			if f.Day != "" {
				did.Text += "（" + f.Day.Long() + "）"
			}
			if f.Lost >= 0 {
				did.LostTo = set.Rules[f.Lost].Name
			}
			x.Does = append(x.Does, did)
		}
		e.Rules = append(e.Rules, x)
	}
}

// builtIns shows every built-in judgement: found or not, and what became of it.
func (e *Explanation) builtIns(d *desk.Desk, seen *judge.Prepared, p *rule.Program, at time.Time) {
	found := simulate.Afresh(d, seen.Input(), at).With(unhindered(p))
	asked := seen.With(p)
	if !e.Over {
		asked = e.Judgement
	}
	off := d.Settings().Off
	for _, b := range rule.BuiltIns {
		x := BuiltIn{ID: b.ID, Name: b.Name, State: Clear}
		if q, ok := question(&found, b.ID); ok {
			x.Found = q.Title + "：" + q.Text
		}
		_, stops := question(&asked, b.ID)
		by, passed := passedBy(p, &asked, b.ID)
		switch {
		case off[b.ID]:
			x.State, x.By = Off, "設定"
		case p != nil && slices.ContainsFunc(p.Set().Off, func(s rule.Switch) bool { return s.ID == b.ID }):
			x.State, x.By = Off, "ルール"
		case stops:
			x.State = Stops
		case x.Found != "" && passed:
			x.State, x.By = Passed, by
		case x.Found != "":
			x.State = Accepted
		}
		e.BuiltIns = append(e.BuiltIns, x)
	}
}

// unhindered is the set without what keeps built-in judgements from asking.
func unhindered(p *rule.Program) *rule.Program {
	if p == nil {
		return nil
	}
	set := *p.Set()
	set.Off = nil
	set.Rules = slices.Clone(set.Rules)
	for i := range set.Rules {
		set.Rules[i].Then = slices.DeleteFunc(slices.Clone(set.Rules[i].Then), func(a rule.Action) bool { return a.Kind == rule.Pass })
	}
	q, faults := rule.Compile(&set)
	if len(faults) > 0 {
		return p
	}
	return q
}

func question(j *judge.Judgement, kind string) (judge.Question, bool) {
	for _, q := range j.Questions {
		if q.Kind == kind {
			return q, true
		}
	}
	return judge.Question{}, false
}

// passedBy gives the rule that lets a built-in judgement pass.
func passedBy(p *rule.Program, j *judge.Judgement, kind string) (string, bool) {
	if p == nil {
		return "", false
	}
	for _, f := range j.Rules {
		for _, a := range p.Set().Rules[f.Rule].Then {
			if a.Kind == rule.Pass && a.Text == kind {
				return f.Name, true
			}
		}
	}
	return "", false
}

// waits lists what the order waits for, and what each needs.
func (e *Explanation) waits(seen *judge.Prepared, p *rule.Program) {
	j := &e.Judgement
	for _, b := range j.Blockers {
		w := Wait{Statement: Statement{ID: string(b), Name: b.Name(), Reasons: reasons(j, string(b))}}
		switch b {
		case judge.BlockReview:
			for _, q := range j.Questions {
				w.Needs = append(w.Needs, "質問「"+q.Title+"」に答えると進みます。")
			}
		case judge.BlockHold:
			w.Needs = e.holds(seen, p)
		case judge.BlockReply:
			w.Needs = []string{"お客様の返信を受け取って「返信待ち」を外すと進みます。"}
		case judge.BlockMall:
			w.Needs = []string{"モールの処理が終わったあとのファイルを取り込むと進みます。"}
		case judge.BlockPayment:
			w.Needs = []string{"入金を確かめて「入金済み」にするか、入金のわかるファイルを取り込むと進みます。"}
		case judge.BlockRelease:
			w.Needs = []string{"発売日になるか、「出してよい」にすると進みます。"}
		case judge.BlockArrival:
			w.Needs = []string{"入荷を登録すると進みます。"}
		case judge.BlockStock:
			w.Needs = []string{"入荷を登録するか、在庫の数を直すと進みます。"}
		case judge.BlockShipDate:
			w.Needs = []string{"出荷する日になると自動で進みます。"}
		}
		e.Waits = append(e.Waits, w)
	}
}

// holds says what ends the holds of an order: the owner's own, and those of rules.
func (e *Explanation) holds(seen *judge.Prepared, p *rule.Program) (needs []string) {
	if slices.ContainsFunc(e.Input.Decisions, func(x order.Decision) bool { return x.Kind == order.Hold }) {
		needs = append(needs, "手で付けた保留を外すと進みます。")
	}
	if p == nil {
		return needs
	}
	s := simulate.SubjectOf(seen, p)
	for _, f := range p.Run(&s).Effects {
		if f.Action.Kind != rule.HoldUntil || f.Lost >= 0 {
			continue
		}
		name := p.Set().Rules[f.Rule].Name
		switch {
		case f.Day > s.Today:
			needs = append(needs, "ルール「"+name+"」の保留は、"+f.Day.Long()+" になると自動で外れます。")
		case f.Day == "":
			needs = append(needs, "ルール「"+name+"」の保留を外すと進みます。")
		}
	}
	return needs
}
