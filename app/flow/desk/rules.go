package desk

import (
	"context"
	"fmt"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/store"
)

// RuleBook is the rule set in force. Its parts must not be changed.
type RuleBook struct {
	Version int // 0 = none was published
	At      jst.Moment
	Note    string
	Text    string
	Set     *rule.Set
	Program *rule.Program // nil = no rules
}

// RulesError says that a rule set has faults, and which.
type RulesError struct{ Faults []rule.Fault }

func (e *RulesError) Error() string { return fmt.Sprintf("%d faults in the rules", len(e.Faults)) }

// Japanese says what is wrong first; nothing was changed.
func (e *RulesError) Japanese() string {
	f := e.Faults[0]
	where := ""
	if f.At.Line > 0 {
		where = fmt.Sprintf("%d行目の%d文字目：", f.At.Line, f.At.Column)
	}
	more := ""
	if n := len(e.Faults) - 1; n > 0 {
		more = fmt.Sprintf("（ほかに%d件）", n)
	}
	return "ルールに間違いがあります。" + where + f.Text + more + "公開中のルールは変わっていません。"
}

// ReadRules makes a rule set of its text. *RulesError when it has faults.
func ReadRules(text string) (*rule.Set, *rule.Program, error) {
	set, faults := rule.Parse(text)
	if len(faults) > 0 {
		return nil, nil, &RulesError{faults}
	}
	p, faults := rule.Compile(set)
	if len(faults) > 0 {
		return nil, nil, &RulesError{faults}
	}
	return set, p, nil
}

func readRules(r *store.Reader) (RuleBook, error) {
	v, err := r.RulesInForce()
	if err != nil || v.N == 0 {
		return RuleBook{Set: &rule.Set{}}, err
	}
	b := RuleBook{Version: v.N, At: v.At, Note: v.Note, Text: v.Text}
	if b.Set, b.Program, err = ReadRules(v.Text); err != nil {
		return b, fmt.Errorf("read rules, version %d: %w", v.N, err)
	}
	return b, nil
}

// Rules gives the rule set in force.
func (d *Desk) Rules() RuleBook {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.rules
}

// PublishRules puts a rule set in force, as one act that can be undone, and judges what it concerns.
// *RulesError when the set has faults: then nothing is changed.
func (d *Desk) PublishRules(ctx context.Context, text, note string, now time.Time) (version int, entry int64, err error) {
	if _, _, err := ReadRules(text); err != nil {
		return 0, 0, err
	}
	was := d.Rules().Text
	entry, err = d.Act(ctx, "rules", "ルールの公開"+titled(note), now, TheseOrders, func(w *store.Writer) ([]int64, error) {
		if version, err = w.PutRules(store.RuleVersion{At: jst.At(now), Note: note, Text: text}); err != nil {
			return nil, err
		}
		// A draft that only says what was in force before is nothing that she wrote. Any other stays: so an undone publishing
		// finds it again.
		if draft, ok, err := w.RuleDraft(); err != nil || !ok || draft.Text != was || was == text {
			return nil, err
		}
		return nil, w.DropRuleDraft()
	})
	if err != nil {
		return 0, 0, fmt.Errorf("publish rules: %w", err)
	}
	return version, entry, nil
}

func titled(note string) string {
	if note == "" {
		return ""
	}
	return "：" + note
}

// Draft gives the rule set that is being written; ok is false when there is none.
func (d *Desk) Draft(ctx context.Context) (draft store.RuleDraft, ok bool, err error) {
	err = d.st.Read(ctx, func(r *store.Reader) error {
		draft, ok, err = r.RuleDraft()
		return err
	})
	return draft, ok, err
}

// SaveDraft keeps a rule set that is being written, whatever is in it. It changes no order and is no act.
func (d *Desk) SaveDraft(ctx context.Context, text string, now time.Time) error {
	return d.st.WriteUnjournaled(ctx, func(w *store.Writer) error {
		was, ok, err := w.RuleDraft()
		if err != nil {
			return err
		}
		if !ok {
			was.BasedOn = d.Rules().Version
		}
		return w.PutRuleDraft(store.RuleDraft{At: jst.At(now), BasedOn: was.BasedOn, Text: text})
	})
}

// DropDraft forgets the draft.
func (d *Desk) DropDraft(ctx context.Context) error {
	return d.st.WriteUnjournaled(ctx, func(w *store.Writer) error { return w.DropRuleDraft() })
}

// RuleVersions gives all rule sets that were published, newest first.
func (d *Desk) RuleVersions(ctx context.Context) (all []store.RuleVersion, err error) {
	err = d.st.Read(ctx, func(r *store.Reader) error {
		all, err = r.RuleVersions()
		return err
	})
	return all, err
}

// EachPrepared reads orders and prepares them for judging with several rule sets: open ones as they are, those that are over as if
// nothing had been done with them yet, on the day on which they came in. The wants are those of the open orders.
func (d *Desk) EachPrepared(ctx context.Context, want func(*Row) bool, now time.Time, f func(*Row, *judge.Prepared) error) (map[int64][]stock.Want, error) {
	if err := d.Warm(ctx, now); err != nil {
		return nil, err
	}
	d.mu.RLock()
	w, wants := d.worldOf(d.people), d.wants
	d.mu.RUnlock()
	past := *w
	past.Shortages = nil
	err := d.st.Read(ctx, func(r *store.Reader) error {
		return d.eachInput(r, want, func(in judge.Input) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			row := d.Row(in.ID)
			if row.Status.Open() {
				return f(row, judge.Prepare(in, w, now))
			}
			return f(row, judge.Prepare(judge.Undone(in), &past, judge.CameIn(in, now)))
		})
	})
	return wants, err
}

// Allocate gives out the stock to other wants than those of now.
func (d *Desk) Allocate(wants map[int64][]stock.Want) stock.Allocation {
	return allocate(d.Goods(), wants)
}
