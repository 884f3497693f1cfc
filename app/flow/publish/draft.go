package publish

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/desk"
	"miseban/app/rule"
)

// Written gives the set that the owner sees while she edits: the draft, or where there is none the one in force.
func Written(ctx context.Context, d *desk.Desk) (text string, draft bool, err error) {
	kept, ok, err := d.Draft(ctx)
	switch {
	case err != nil:
		return "", false, fmt.Errorf("read the draft of the rules: %w", err)
	case ok:
		return kept.Text, true, nil
	}
	return d.Rules().Text, false, nil
}

// Edit changes the draft, which begins as the set in force: its text is read, changed by f, and written again. *desk.RulesError when
// the draft has faults: half a rule can't be kept by writing the rest anew.
func Edit(ctx context.Context, d *desk.Desk, now time.Time, f func(*rule.Set) error) error {
	text, _, err := Written(ctx, d)
	if err != nil {
		return err
	}
	set, faults := rule.Parse(text)
	if len(faults) > 0 {
		return fmt.Errorf("change the draft: %w", &desk.RulesError{Faults: faults})
	}
	if err := f(set); err != nil {
		return fmt.Errorf("change the draft: %w", err)
	}
	return d.SaveDraft(ctx, rule.Format(set), now)
}

// Decode gives the text of a file.
func Decode(file []byte) string {
	if text := string(file); utf8.ValidString(text) {
		return text
	}
	if text, err := japanese.ShiftJIS.NewDecoder().Bytes(file); err == nil {
		return string(text)
	}
	return string(file)
}
