package teach

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/store"
)

// Sorts of learned things beside those that are proposed.
const (
	ShopSort    habit.Sort = "shop"    // a shop whose files without a comment column need no question
	RefusedSort habit.Sort = "refused" // a proposal that is not made again
)

// UsedDays is how far back uses are counted.
const UsedDays = 84

// Learned is one thing that the program does because of her answers.
type Learned struct {
	Key     string     `json:"key"` // stable
	Sort    habit.Sort `json:"sort"`
	Text    string     `json:"text"`            // Japanese: what was learned
	Since   jst.Moment `json:"since,omitempty"` // 0 = not known
	From    []Evidence `json:"from"`            // the answers that taught it; none where she said it in one answer
	Used    int        `json:"used"`            // orders since, at most of the last UsedDays days, that it let through or changed
	Last    jst.Moment `json:"last,omitempty"`  // when the newest of these was placed
	Revoked string     `json:"-"`               // what becomes of it when it is revoked
}

// List gives all that was learned, newest first.
func List(ctx context.Context, d *desk.Desk, now time.Time) ([]Learned, error) {
	b, err := readBook(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("read what was learned: %w", err)
	}
	out := b.list(d)
	index := map[string]*Learned{}
	from := jst.At(now.AddDate(0, 0, -UsedDays))
	oldest := jst.At(now)
	for i := range out {
		index[out[i].Key] = &out[i]
		oldest = min(oldest, out[i].Since)
	}
	from = max(from, oldest)
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if r.OrderedAt >= from && len(out) > 0 {
			rows = append(rows, r)
		}
	}
	err = d.EachJudged(ctx, rows, now, func(r *desk.Row, in judge.Input, j judge.Judgement) error {
		for _, key := range b.through(d, in, j) {
			if l := index[key]; l != nil && r.OrderedAt >= l.Since {
				l.Used, l.Last = l.Used+1, max(l.Last, r.OrderedAt)
			}
		}
		return nil
	})
	return out, err
}

// book is all that was learned, as it is kept.
type book struct {
	memory
	phrases []store.Phrase
	words   map[string]string
}

func readBook(ctx context.Context, d *desk.Desk) (book, error) {
	var b book
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		if b.memory, err = readMemory(r); err != nil {
			return err
		}
		if b.phrases, err = r.Phrases(); err != nil {
			return err
		}
		b.words, err = r.PaymentWords()
		return err
	})
	return b, err
}

func (b *book) list(d *desk.Desk) []Learned {
	var out []Learned
	add := func(key string, sort habit.Sort, text string, since jst.Moment) {
		l := b.Learned[key]
		from := l.From
		if from == nil {
			from = []Evidence{}
		}
		out = append(out, Learned{Key: key, Sort: sort, Text: text, Since: cmp.Or(since, l.At), From: from})
	}
	for _, p := range b.phrases {
		add("phrase:"+p.Text, habit.Phrase, "コメント「"+p.Shown+"」は確認しない", jst.Moment(p.Since))
	}
	for word, class := range b.words {
		if c := payment.Class(class); c != payment.Unknown {
			add("word:"+word, habit.Word, "支払方法「"+word+"」は"+c.Name(), 0)
		}
	}
	for _, r := range d.Rules().Set.Rules {
		if _, ok := b.Learned["rule:"+r.Name]; ok && !r.Off {
			add("rule:"+r.Name, habit.Rule, rule.RuleSentence(&r), 0)
		}
	}
	for _, s := range d.Shops() {
		if s.NoCommentOK {
			add("shop:"+fmt.Sprint(s.ID), ShopSort, s.Name+"は、コメントの列がなくても確認しない", 0)
		}
	}
	for _, r := range b.Refused {
		text := "覚えない（新しい答えが出るまで聞かない）："
		if r.Never {
			text = "もう聞かない："
		}
		add("refused:"+r.Key, RefusedSort, text+r.Shown, r.At)
	}
	slices.SortStableFunc(out, func(x, y Learned) int { return cmp.Or(cmp.Compare(y.Since, x.Since), cmp.Compare(x.Key, y.Key)) })
	return out
}

// through gives the keys of the learned things without which an order would be judged otherwise.
func (b *book) through(d *desk.Desk, in judge.Input, j judge.Judgement) []string {
	var out []string
	comment := strings.TrimSpace(order.Value(in.Facts.Comment))
	if released := d.Settings().Phrases; comment != "" && len(judge.NewSentences(comment, released)) == 0 {
		for _, s := range said(comment) {
			if released[s.Key] && !slices.Contains(out, "phrase:"+s.Key) {
				out = append(out, "phrase:"+s.Key)
			}
		}
	}
	if word := strings.TrimSpace(order.Value(in.Facts.PaymentText)); word != "" {
		if _, ok := b.words[word]; ok {
			out = append(out, "word:"+word)
		}
	}
	for _, f := range j.Rules {
		if _, ok := b.Learned["rule:"+f.Name]; ok {
			out = append(out, "rule:"+f.Name)
		}
	}
	if in.Facts.NoComment && in.Shop.NoCommentOK {
		out = append(out, "shop:"+fmt.Sprint(in.Shop.ID))
	}
	return out
}
