package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/review"
	"miseban/app/flow/send"
	"miseban/app/mail"
)

var reviewCommands = []*command{
	{name: "review accept", args: "注文番号… [--off]", does: "確認した（出してよい）ことにします。", flags: offFlag, run: acting(review.Accept)},
	{name: "ask", args: "注文番号… [--note 文] [--off]", does: "お客様に確認中（返信待ち）にします。", flags: noteFlags, run: noting(review.Ask)},
	{name: "hold", args: "注文番号… [--note 文] [--off]", does: "保留にします。", flags: noteFlags, run: noting(review.Hold)},
	{name: "pay", args: "注文番号… [--off]", does: "入金済みにします。", flags: offFlag, run: acting(review.Pay)},
	{name: "cancel", args: "注文番号… [--off]", does: "キャンセルにします（モールには伝わりません）。", flags: offFlag, run: acting(review.Cancel)},
	{name: "ship", args: "注文番号… [--off]", does: "出荷済みにします（通知待ちになります）。", flags: offFlag, run: acting(shipped)},
	{name: "notified", args: "注文番号… [--off]", does: "モールへ通知済みにします。", flags: offFlag, run: acting(review.Notified)},
	{name: "correct", args: "注文番号 項目 値 [--off]", does: "モールの値を直します（取り込み直しても残ります）。", flags: offFlag, run: runCorrect,
		help: `項目：total comment wish_date method、orderer.name orderer.kana orderer.zip orderer.address orderer.phone orderer.email、
dest1.name dest1.kana dest1.zip dest1.address dest1.phone dest1.noshi dest1.wrapping dest1.message（2件目は dest2）
--off のときは値を書きません。`},
	{name: "questions", does: "いま答えが必要な質問の一覧です。", run: runQuestions, help: `JSON: {"questions":[{"kind","title","text","note","orders":["…"],"answers":[{"label","act"}]}]}`},
}

var (
	offFlag   = map[string]bool{"off": false}
	noteFlags = map[string]bool{"off": false, "note": true}
)

type actFunc func(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error)

func acting(f actFunc) func(*call) error {
	return func(c *call) error {
		return c.eachOf(func(s *open.Shop, rows []*desk.Row) error {
			_, err := f(c.ctx, s.Desk, rows, c.has("off"), c.now)
			return err
		})
	}
}

// shipped marks orders as gone out and queues their mails, where this program sends them.
func shipped(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	entry, err := review.Ship(ctx, d, rows, off, now)
	if err != nil || off {
		return entry, err
	}
	_, err = send.QueueFor(ctx, d, rows, mail.Shipped, now)
	return entry, err
}

type noteFunc func(ctx context.Context, d *desk.Desk, rows []*desk.Row, note string, off bool, now time.Time) (int64, error)

func noting(f noteFunc) func(*call) error {
	return func(c *call) error {
		return c.eachOf(func(s *open.Shop, rows []*desk.Row) error {
			_, err := f(c.ctx, s.Desk, rows, c.flags["note"], c.has("off"), c.now)
			return err
		})
	}
}

// eachOf runs an act on the orders that the call names, and tells what became of them.
func (c *call) eachOf(f func(*open.Shop, []*desk.Row) error) error {
	if len(c.args) == 0 {
		return usage("注文番号を書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		rows, err := rowsOf(s, c.args)
		if err != nil {
			return err
		}
		if err := f(s, rows); err != nil {
			return err
		}
		type state struct {
			OrderNo string `json:"order_no"`
			Status  string `json:"status"`
		}
		var out []state
		for _, r := range rows {
			now := s.Desk.Row(r.ID)
			out = append(out, state{now.No, now.Status.ID()})
			c.print("%s：%s", now.No, now.Status.Name())
		}
		if c.json {
			return c.writeJSON(map[string]any{"orders": out})
		}
		return nil
	})
}

func runCorrect(c *call) error {
	want := 3
	if c.has("off") {
		want = 2
	}
	if len(c.args) != want {
		return usage("注文番号、項目、値を書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		r, err := s.Desk.Find(c.args[0])
		if err != nil {
			return err
		}
		target, field, err := c.target(s, r, c.args[1])
		if err != nil {
			return err
		}
		value := ""
		if want == 3 {
			value = c.args[2]
		}
		_, err = review.Correct(c.ctx, s.Desk, r, target, field, value, c.has("off"), c.now)
		switch {
		case errors.Is(err, review.ErrField):
			return usage("「" + c.args[1] + "」という項目はありません。")
		case errors.Is(err, review.ErrValue):
			return told("「" + value + "」は、この項目の値として読めません。何も変更していません。")
		case err != nil:
			return err
		}
		now := s.Desk.Row(r.ID)
		if c.json {
			return c.writeJSON(map[string]any{"orders": []map[string]string{{"order_no": now.No, "status": now.Status.ID()}}})
		}
		c.print("%s を直しました（%s）", now.No, now.Status.Name())
		return nil
	})
}

// target turns dest1.address into what the order calls that destination.
func (c *call) target(s *open.Shop, r *desk.Row, word string) (target, field string, err error) {
	head, field, dotted := strings.Cut(word, ".")
	if !dotted {
		return "", head, nil
	}
	if head == "orderer" {
		return head, field, nil
	}
	var n int
	if _, err := fmt.Sscanf(head, "dest%d", &n); err != nil || n < 1 {
		return "", "", usage("「" + word + "」という項目はありません。")
	}
	readings, err := s.Desk.History(c.ctx, r.ID)
	if err != nil {
		return "", "", err
	}
	places := review.Destinations(readings)
	if n > len(places) {
		return "", "", told(fmt.Sprintf("この受注のお届け先は %d 件です。何も変更していません。", len(places)))
	}
	return "dest:" + places[n-1], field, nil
}

func runQuestions(c *call) error {
	type question struct {
		Kind    string           `json:"kind"`
		Title   string           `json:"title"`
		Text    string           `json:"text"`
		Note    string           `json:"note"`
		Orders  []string         `json:"orders"`
		Answers []map[string]any `json:"answers"`
	}
	return c.reading(func(s *open.Shop) error {
		asked, err := review.Questions(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		out := []question{}
		for _, a := range asked {
			q := question{Kind: a.Kind, Title: a.Title, Text: a.Text, Note: a.Note}
			for _, r := range a.Orders {
				q.Orders = append(q.Orders, r.No)
			}
			for _, x := range a.Answers {
				q.Answers = append(q.Answers, map[string]any{"label": x.Label, "act": x.Act})
			}
			out = append(out, q)
		}
		if c.json {
			return c.writeJSON(map[string]any{"questions": out})
		}
		for i, q := range out {
			c.print("%d. %s（%d件）「%s」", i+1, q.Title, len(q.Orders), q.Text)
		}
		c.print("質問 %d件", len(out))
		return nil
	})
}
