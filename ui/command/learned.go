package command

import (
	"errors"
	"fmt"
	"strconv"

	"miseban/app/flow/open"
	"miseban/app/flow/teach"
	"miseban/app/jst"
)

var learnedCommands = []*command{
	{name: "learned", does: "答えから覚えたことと、覚えてよいか聞きたいことの一覧です。", run: runLearned,
		help: `JSON: {"proposals":[{"n","sort","text","note","saves","change","orders":["…"]}],"learned":[{"n","sort","text","since","orders":["…"],"used","last"}]}
used は、そのあと（長くて84日）に使われた受注の数です。`},
	{name: "learned accept", args: "番号", does: "聞きたいことの番号のものを覚えます。", run: runLearnedAccept},
	{name: "learned revoke", args: "番号", does: "覚えたことの番号のものを取り消します。元に戻せます。", run: runLearnedRevoke},
}

func runLearned(c *call) error {
	type proposal struct {
		N      int      `json:"n"`
		Sort   string   `json:"sort"`
		Text   string   `json:"text"`
		Note   string   `json:"note"`
		Saves  int      `json:"saves"`
		Change string   `json:"change"`
		Orders []string `json:"orders"`
	}
	type lesson struct {
		N      int         `json:"n"`
		Sort   string      `json:"sort"`
		Text   string      `json:"text"`
		Since  *jst.Moment `json:"since"`
		Orders []string    `json:"orders"`
		Used   int         `json:"used"`
		Last   *jst.Moment `json:"last"`
	}
	return c.reading(func(s *open.Shop) error {
		ps, err := teach.Proposals(c.ctx, s.Desk, nil, c.now)
		if err != nil {
			return err
		}
		all, err := teach.List(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		proposals, lessons := []proposal{}, []lesson{}
		for i, p := range ps {
			proposals = append(proposals, proposal{i + 1, string(p.Sort), p.Question.Text, p.Question.Note, p.Saves, p.Change, numbersOf(p.From)})
		}
		for i, l := range all {
			lessons = append(lessons, lesson{i + 1, string(l.Sort), l.Text, momentOr(l.Since), numbersOf(l.From), l.Used, momentOr(l.Last)})
		}
		if c.json {
			return c.writeJSON(map[string]any{"proposals": proposals, "learned": lessons})
		}
		c.print("聞きたいこと %d件", len(proposals))
		for _, p := range proposals {
			c.print("%d. %s\n   %s", p.N, p.Text, p.Note)
		}
		c.print("覚えたこと %d件", len(lessons))
		for i, l := range lessons {
			since := "いつからかは不明"
			if l.Since != nil {
				since = all[i].Since.Date().Long() + " から"
			}
			c.print("%d. %s（%s、使用 %d件）", l.N, l.Text, since, l.Used)
		}
		return nil
	})
}

func momentOr(m jst.Moment) *jst.Moment {
	if m == 0 {
		return nil
	}
	return &m
}

func numbersOf(from []teach.Evidence) []string {
	out := []string{}
	for _, e := range from {
		out = append(out, e.OrderNo)
	}
	return out
}

func runLearnedAccept(c *call) error {
	return c.writing(func(s *open.Shop) error {
		ps, err := teach.Proposals(c.ctx, s.Desk, nil, c.now)
		if err != nil {
			return err
		}
		n, err := c.number(len(ps), "聞きたいこと")
		if err != nil {
			return err
		}
		if _, err := teach.Answer(c.ctx, s.Desk, ps[n-1], teach.Learn, c.now); err != nil {
			return err
		}
		return c.tellLearned("覚えました", ps[n-1].Question.Text)
	})
}

func runLearnedRevoke(c *call) error {
	return c.writing(func(s *open.Shop) error {
		all, err := teach.List(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		n, err := c.number(len(all), "覚えたこと")
		if err != nil {
			return err
		}
		_, err = teach.Revoke(c.ctx, s.Desk, all[n-1].Key, c.now)
		if errors.Is(err, teach.ErrUnknown) {
			return told("それはもう覚えていません。何も変更していません。")
		}
		if err != nil {
			return err
		}
		return c.tellLearned("取り消しました", all[n-1].Text)
	})
}

// number reads the number of something in a list of n things.
func (c *call) number(n int, what string) (int, error) {
	if len(c.args) != 1 {
		return 0, usage("番号をひとつ書いてください。")
	}
	i, err := strconv.Atoi(c.args[0])
	if err != nil {
		return 0, usage("「" + c.args[0] + "」は番号ではありません。")
	}
	if i < 1 || i > n {
		return 0, told(fmt.Sprintf("%sは %d件です。何も変更していません。", what, n))
	}
	return i, nil
}

func (c *call) tellLearned(what, text string) error {
	if c.json {
		return c.writeJSON(map[string]string{"text": text})
	}
	c.print("%s：%s", what, text)
	return nil
}
