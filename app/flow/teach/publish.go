package teach

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/rule"
)

// publish changes the rules in force as one act. Publishing ends the draft: one that she is writing is kept, with the same change
// in it, so that publishing it later doesn't take back what was learned meanwhile. A draft that can't be read stays as it is.
func publish(ctx context.Context, d *desk.Desk, edit func(*rule.Set) *rule.Set, title string, now time.Time) (int64, error) {
	draft, writing, err := d.Draft(ctx)
	if err != nil {
		return 0, fmt.Errorf("read draft of the rules: %w", err)
	}
	_, entry, err := d.PublishRules(ctx, rule.Format(edit(d.Rules().Set)), title, now)
	if err != nil || !writing {
		return entry, err
	}
	text := draft.Text
	if set, faults := rule.Parse(text); len(faults) == 0 {
		text = rule.Format(edit(set))
	}
	return entry, d.SaveDraft(ctx, text, now)
}

// with gives a rule set with one more rule, behind the others.
func with(set *rule.Set, r rule.Rule) *rule.Set {
	next := *set
	next.Rules = append(slices.Clone(set.Rules), r)
	return &next
}

// without gives a rule set without the rule of a name.
func without(set *rule.Set, name string) *rule.Set {
	next := *set
	next.Rules = slices.DeleteFunc(slices.Clone(set.Rules), func(r rule.Rule) bool { return r.Name == name })
	return &next
}
