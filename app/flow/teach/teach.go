// Package teach is how the program learns from the owner's answers: what they teach is proposed to her as a question, what she
// has taught is listed and can be revoked, and one put-back withdraws it. It keeps beside phrases, payment wordings and rules only
// which answers they came from and what she refused.
package teach

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/store"
)

// Simulate says in one Japanese sentence what a rule set would change.
type Simulate func(ctx context.Context, set *rule.Set) (string, error)

const (
	memoryKey  = "habits"         // journaled: undone with the act that changed it
	watchedKey = "habits_watched" // not journaled: what was looked at stays looked at
)

// memory is what is remembered beside the learned things themselves.
type memory struct {
	Learned map[string]lesson `json:"learned,omitempty"`
	Refused []habit.Refusal   `json:"refused,omitempty"`
}

// lesson says where a learned thing came from. It may outlive the thing: whether that is in force, its own table says.
type lesson struct {
	At     jst.Moment    `json:"at"`
	From   []Evidence    `json:"from,omitempty"`
	Kind   string        `json:"kind,omitempty"` // of question, for a rule
	Traits []habit.Trait `json:"traits,omitempty"`
}

// Evidence is one of the answers that taught something.
type Evidence struct {
	OrderID int64      `json:"order_id"`
	OrderNo string     `json:"order_no"`
	At      jst.Moment `json:"at"`
	Answer  string     `json:"answer"` // Japanese
}

func readMemory(r *store.Reader) (memory, error) {
	m := memory{}
	err := r.Setting(memoryKey, &m)
	if m.Learned == nil {
		m.Learned = map[string]lesson{}
	}
	return m, err
}

// refuse remembers that a thing is not to be proposed from the answers given so far.
func (m *memory) refuse(r habit.Refusal) {
	m.Refused = slices.DeleteFunc(m.Refused, func(x habit.Refusal) bool { return x.Key == r.Key })
	m.Refused = append(m.Refused, r)
}

// change carries out one act on the memory and whatever f writes beside it.
func change(ctx context.Context, d *desk.Desk, title string, now time.Time, f func(*store.Writer, *memory) error) (int64, error) {
	entry, err := d.Act(ctx, "teach", title, now, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		m, err := readMemory(&w.Reader)
		if err != nil {
			return nil, err
		}
		if err := f(w, &m); err != nil {
			return nil, err
		}
		return nil, w.PutSetting(memoryKey, m)
	})
	if err != nil {
		return 0, fmt.Errorf("teach: %w", err)
	}
	return entry, nil
}

var answers = map[habit.Answer]string{habit.Goes: "このまま出す", habit.Noted: "納品書に一言書いて出す", habit.Hides: "金額を隠す", habit.Shows: "金額を出す", habit.Holds: "保留", habit.Other: "ほかの答え"}

func evidence(given []habit.Given) []Evidence {
	var out []Evidence
	for _, g := range given {
		out = append(out, Evidence{OrderID: g.Order, OrderNo: g.No, At: g.At, Answer: answers[g.Answer]})
	}
	return out
}
