package teach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
	"miseban/store"
)

// What a proposal is answered with.
const (
	Learn judge.Act = "learn" // 1 覚える
	Once  judge.Act = "once"  // 2 今回だけ: asked again when there is new evidence
	Never judge.Act = "never" // 3 もう聞かない
)

// ErrAnswer says that a proposal has no such answer.
var ErrAnswer = errors.New("a proposal has no such answer")

// Proposal is something that could be learned, as a question.
type Proposal struct {
	Question judge.Question // Kind "teach"; Subject names the proposal
	Sort     habit.Sort
	From     []Evidence // the equal answers, oldest first
	Saves    int        // questions of the last four weeks that would not have been asked
	Rule     *rule.Rule // what would be published, for a rule
	Change   string     // what publishing it would change, one sentence; empty without a simulation
	what     habit.Proposal
}

// Proposals gives what the answers teach, what saves most first. sim may be nil.
func Proposals(ctx context.Context, d *desk.Desk, sim Simulate, now time.Time) ([]Proposal, error) {
	all, err := given(ctx, d, now)
	if err != nil {
		return nil, fmt.Errorf("gather answers: %w", err)
	}
	var m memory
	if err := d.Store().Read(ctx, func(r *store.Reader) error { m, err = readMemory(r); return err }); err != nil {
		return nil, fmt.Errorf("read what was learned: %w", err)
	}
	book := d.Rules()
	k := habit.Known{Phrases: d.Settings().Phrases, Rules: map[string]bool{}, Learned: map[string][]habit.Trait{}, Refused: m.Refused, Now: jst.At(now)}
	for _, r := range book.Set.Rules {
		k.Rules[r.Name] = true
		if l, ok := m.Learned["rule:"+r.Name]; ok {
			k.Learned[l.Kind+" "+r.Name] = l.Traits
		}
	}
	var out []Proposal
	for _, p := range habit.Propose(all, k) {
		if p.Sort == habit.Word {
			if _, known := d.Settings().Payments.Class(p.Shown); known {
				continue
			}
		}
		q := Proposal{Sort: p.Sort, From: evidence(p.From), Saves: p.Saves, Rule: p.Rule, what: p}
		q.Question = judge.Question{Kind: "teach", Subject: p.Key, Group: "teach:" + p.Key, Title: titleOf(p), Text: textOf(p), Note: noteOf(q),
			Answers: []judge.Answer{{Label: "覚える", Act: Learn}, {Label: "今回だけ", Act: Once}, {Label: "もう聞かない", Act: Never}}}
		if p.Rule != nil && sim != nil {
			if q.Change, err = sim(ctx, with(book.Set, *p.Rule)); err != nil {
				return nil, fmt.Errorf("simulate %s: %w", p.Shown, err)
			}
		}
		out = append(out, q)
	}
	return out, nil
}

func titleOf(p habit.Proposal) string {
	switch p.Sort {
	case habit.Phrase:
		return "この文は、今後確認しなくてよいですか"
	case habit.Word:
		return "この支払方法を覚えますか"
	}
	return "このルールを作りますか"
}

func textOf(p habit.Proposal) string {
	switch p.Sort {
	case habit.Phrase:
		return "「" + p.Shown + "」"
	case habit.Word:
		return "「" + p.Shown + "」＝ " + p.Class.Name()
	}
	return rule.RuleSentence(p.Rule)
}

// noteOf words the evidence.
func noteOf(p Proposal) string {
	const most = 4
	var parts []string
	for _, e := range p.From {
		if len(parts) < most {
			parts = append(parts, e.At.Date().Short()+" "+e.OrderNo)
		}
	}
	note := fmt.Sprintf("%d件とも「%s」と答えました：%s", len(p.From), p.From[0].Answer, strings.Join(parts, "、"))
	if n := len(p.From) - most; n > 0 {
		note += fmt.Sprintf(" ほか%d件", n)
	}
	note += "。"
	if p.Saves > 0 {
		note += fmt.Sprintf("覚えていれば、この4週間の質問が%d回少なくなりました。", p.Saves)
	}
	return note
}

// Answer carries out an answer to a proposal. The entry's id is given, for undo.
func Answer(ctx context.Context, d *desk.Desk, p Proposal, a judge.Act, now time.Time) (int64, error) {
	switch a {
	case Learn:
		return learn(ctx, d, p, now)
	case Once, Never:
		label := map[judge.Act]string{Once: "今回だけ", Never: "もう聞かない"}[a]
		return change(ctx, d, p.Question.Title+" → "+label+"："+p.what.Shown, now, func(_ *store.Writer, m *memory) error {
			m.refuse(refusal(p.what, a == Never, now))
			return nil
		})
	}
	return 0, fmt.Errorf("answer %q: %w", a, ErrAnswer)
}

func refusal(p habit.Proposal, never bool, now time.Time) habit.Refusal {
	return habit.Refusal{Key: p.Key, At: jst.At(now), Never: never, Shown: textOf(p), Kind: p.Kind, Traits: p.Traits}
}

func learn(ctx context.Context, d *desk.Desk, p Proposal, now time.Time) (int64, error) {
	at := jst.At(now)
	note := func(m *memory) {
		m.Learned[p.what.Key] = lesson{At: at, From: p.From, Kind: p.what.Kind, Traits: p.what.Traits}
		m.Refused = slices.DeleteFunc(m.Refused, func(r habit.Refusal) bool { return r.Key == p.what.Key })
	}
	title := p.Question.Title + " → 覚える：" + p.what.Shown
	if p.Sort != habit.Rule {
		return change(ctx, d, title, now, func(w *store.Writer, m *memory) error {
			note(m)
			if p.Sort == habit.Word {
				return w.PutPaymentWord(p.what.Shown, string(p.what.Class))
			}
			return w.PutPhrase(store.Phrase{Text: p.what.Phrase, Shown: p.what.Shown, Since: int64(at)})
		})
	}
	// Where it came from is written first: an undo of the publishing then takes the rule away, and a rule never lacks its origin.
	if _, err := change(ctx, d, title, now, func(_ *store.Writer, m *memory) error { note(m); return nil }); err != nil {
		return 0, err
	}
	return publish(ctx, d, func(set *rule.Set) *rule.Set { return with(set, *p.Rule) }, title, now)
}
