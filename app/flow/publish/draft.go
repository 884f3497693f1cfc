package publish

import (
	"context"
	"fmt"
	"slices"
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

// Switch switches a rule of the draft off or on. ErrNoRule.
func Switch(ctx context.Context, d *desk.Desk, name string, off bool, now time.Time) error {
	return Edit(ctx, d, now, func(s *rule.Set) error {
		for i := range s.Rules {
			if s.Rules[i].Name == name {
				s.Rules[i].Off = off
				return nil
			}
		}
		return ErrNoRule
	})
}

// SwitchBuiltIn switches a built-in judgement off or on in the draft. ErrNoRule when there is none of the id.
func SwitchBuiltIn(ctx context.Context, d *desk.Desk, id string, off bool, now time.Time) error {
	if !slices.ContainsFunc(rule.BuiltIns, func(b rule.WordOf) bool { return b.ID == id }) {
		return ErrNoRule
	}
	return Edit(ctx, d, now, func(s *rule.Set) error {
		s.Off = slices.DeleteFunc(s.Off, func(x rule.Switch) bool { return x.ID == id })
		if off {
			s.Off = append(s.Off, rule.Switch{ID: id})
		}
		return nil
	})
}

// Attach puts a test into the draft; the same order's test is replaced.
func Attach(ctx context.Context, d *desk.Desk, t rule.Test, now time.Time) error {
	return Edit(ctx, d, now, func(s *rule.Set) error {
		for i := range s.Tests {
			if s.Tests[i].Order == t.Order {
				t.Comments = s.Tests[i].Comments
				s.Tests[i] = t
				return nil
			}
		}
		s.Tests = append(s.Tests, t)
		return nil
	})
}

// Import makes a file the draft: UTF-8, with or without a mark, or Shift_JIS as older editors write it. *desk.RulesError when it has
// faults: then the draft stays as it is.
func Import(ctx context.Context, d *desk.Desk, file []byte, now time.Time) error {
	text := Decode(file)
	if _, _, err := desk.ReadRules(text); err != nil {
		return fmt.Errorf("import rules: %w", err)
	}
	return d.SaveDraft(ctx, text, now)
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

// Export gives a version as a file; 0 = the set in force. ErrNoVersion.
func Export(ctx context.Context, d *desk.Desk, version int) ([]byte, error) {
	text, err := VersionText(ctx, d, version)
	return []byte(text), err
}
