// Package publish puts a rule set in force: it reads it, runs its tests, shows what it would change, and publishes it; it keeps the
// versions, takes sets in and out as files, and looks after the health of the rules. It knows no window; judging is the simulation's
// and the desk's.
package publish

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/rule"
	"miseban/store"
)

// Options are how a set is published.
type Options struct {
	Note  string // why, for the list of versions
	Mails bool   // the mails that the simulation names are queued
	Force bool   // although tests fail
	Now   time.Time
	// Book is the simulation's book, where the caller has one; nil, or one that is no longer fresh, is read anew.
	Book *simulate.Book
}

// Report says what came of publishing.
type Report struct {
	Version    int
	Entry      int64                // of the history, for undo
	Simulation *simulate.Simulation // what it changed: of open orders exactly this
	Tests      []TestResult
	Mails      *Mails // nil = none were asked for
}

// TestsError says that the set's own tests failed, so that it was not published.
type TestsError struct{ Failed []TestResult }

func (e *TestsError) Error() string {
	return fmt.Sprintf("%d tests of the rules failed", len(e.Failed))
}

// Japanese names the tests; nothing was changed.
func (e *TestsError) Japanese() string {
	const most = 5
	var b strings.Builder
	fmt.Fprintf(&b, "ルールのテストが %d件、合格しませんでした。", len(e.Failed))
	for i, t := range e.Failed {
		if i == most {
			fmt.Fprintf(&b, "\nほかに %d件", len(e.Failed)-most)
			break
		}
		fmt.Fprintf(&b, "\n%s：%s", t.Test.Order, t.Got)
	}
	b.WriteString("\n公開していません。公開中のルールは変わっていません。ルールかテストを直すか、承知のうえで公開してください。")
	return b.String()
}

// Faults that a caller tells apart.
var (
	ErrSame      = errors.New("the rules in force are the same")
	ErrNoVersion = errors.New("no such version of the rules")
	ErrNoRule    = errors.New("no such rule")
)

// Sentence words a fault of rules for the owner; ok is false when it is none.
func Sentence(err error) (text string, ok bool) {
	var said interface{ Japanese() string }
	switch {
	case errors.As(err, &said):
		return said.Japanese(), true
	case errors.Is(err, ErrSame):
		return "公開中のルールとまったく同じです。何も変更していません。", true
	case errors.Is(err, ErrNoVersion):
		return "その番号の版はありません。「miseban rules versions」で番号を確かめてください。何も変更していません。", true
	case errors.Is(err, ErrNoRule):
		return "その名前のルールはありません。名前を確かめてください。何も変更していません。", true
	}
	return "", false
}

// Publish puts a rule set in force, as one act that can be undone. *desk.RulesError when the text has faults, *TestsError when tests
// fail and Force is not set, ErrSame when there is nothing new: then nothing is changed. Of a failed run the report has the tests.
func Publish(ctx context.Context, d *desk.Desk, text string, o Options) (Report, error) {
	var r Report
	set, program, err := desk.ReadRules(text)
	if err != nil {
		return r, fmt.Errorf("publish rules: %w", err)
	}
	if err := d.Warm(ctx, o.Now); err != nil {
		return r, fmt.Errorf("publish rules: %w", err)
	}
	if d.Rules().Version > 0 && d.Rules().Text == text {
		return r, fmt.Errorf("publish rules: %w", ErrSame)
	}
	if r.Tests, err = RunTests(ctx, d, program, o.Now); err != nil {
		return r, fmt.Errorf("publish rules: %w", err)
	}
	if failed := Failed(r.Tests); len(failed) > 0 && !o.Force {
		return r, fmt.Errorf("publish rules: %w", &TestsError{failed})
	}
	if err := r.try(ctx, d, program, o); err != nil {
		return r, fmt.Errorf("publish rules: %w", err)
	}
	if r.Version, r.Entry, err = d.PublishRules(ctx, text, o.Note, o.Now); err != nil {
		return r, err
	}
	if o.Mails && wantsMail(set) {
		if r.Mails, err = queue(ctx, d, r.Simulation, r.Entry, o.Now); err != nil {
			return r, fmt.Errorf("queue the mails of version %d: %w", r.Version, err)
		}
	}
	return r, nil
}

// try simulates the set on the orders as they are when it is published.
func (r *Report) try(ctx context.Context, d *desk.Desk, p *rule.Program, o Options) (err error) {
	book := o.Book
	for range 3 { // an act of another window in between: once more
		if book == nil || !book.Fresh(o.Now) {
			if book, err = simulate.Load(ctx, d, "", o.Now, nil); err != nil {
				return err
			}
		}
		if r.Simulation, err = book.Compare(ctx, d.Rules().Program, p); err != nil {
			return err
		}
		if book.Fresh(o.Now) {
			break
		}
	}
	return nil
}

// Version is a published set with what it changed.
type Version struct {
	store.RuleVersion
	InForce     bool
	Differences []string // to the one before, as sentences
}

// Versions gives all published sets, newest first.
func Versions(ctx context.Context, d *desk.Desk) ([]Version, error) {
	all, err := d.RuleVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the versions of the rules: %w", err)
	}
	out := make([]Version, len(all))
	newer := &rule.Set{}
	for i := len(all) - 1; i >= 0; i-- {
		older := newer
		newer = setOf(all[i].Text)
		out[i] = Version{RuleVersion: all[i], InForce: i == 0, Differences: rule.Diff(older, newer)}
	}
	return out, nil
}

// setOf reads a set that was published once.
func setOf(text string) *rule.Set {
	set, _ := rule.Parse(text)
	if set == nil {
		return &rule.Set{}
	}
	return set
}

// VersionText gives the text of a version; 0 = the one in force. ErrNoVersion.
func VersionText(ctx context.Context, d *desk.Desk, n int) (string, error) {
	if n == 0 {
		return d.Rules().Text, nil
	}
	all, err := d.RuleVersions(ctx)
	if err != nil {
		return "", fmt.Errorf("read version %d of the rules: %w", n, err)
	}
	for _, v := range all {
		if v.N == n {
			return v.Text, nil
		}
	}
	return "", fmt.Errorf("read version %d of the rules: %w", n, ErrNoVersion)
}

// Rollback publishes the text of an earlier version again, as a new version.
func Rollback(ctx context.Context, d *desk.Desk, n int, o Options) (Report, error) {
	text, err := VersionText(ctx, d, n)
	if err != nil {
		return Report{}, err
	}
	if o.Note == "" {
		o.Note = fmt.Sprintf("第%d版に戻しました", n)
	}
	return Publish(ctx, d, text, o)
}
