package command

import (
	"fmt"
	"strconv"

	"miseban/app/firstday"
	"miseban/app/flow/desk"
	flow "miseban/app/flow/firstday"
	"miseban/app/flow/open"
	"miseban/app/flow/publish"
	"miseban/assets/rules"
)

var firstdayCommands = []*command{
	{name: "firstday", does: "取り込んだ昔の受注から、店の決まりごとの提案を作ります（何も変更しません）。", run: runFirstDay,
		help: `店舗、支払方法、あいさつの文、項目・選択肢、くり返しのお客様、メール便、発注点、ルールの提案を、件数と日付と例といっしょに並べます。
番号は、同じ受注なら変わりません。「firstday accept 番号…」で採用、「firstday dismiss 番号…」で使わないことにします。
JSON: {"orders":N,"from","to","cards":[{"n","id","kind","state","title","evidence":["…"],"does","orders","from","to","examples":[{"order_no","day","text"}],"answers":[{"n","label"}]}]}
state は open accepted dismissed told（決めることがない）です。`},
	{name: "firstday accept", args: "番号… [--as 答えの番号]", does: "提案を採用します（ルールは下書きに加わり、公開するまで効きません）。", flags: map[string]bool{"as": true}, run: deciding(1),
		help: "--as は、提案の 3番からの答えを選ぶときに書きます。メールも印刷もしません。採用は「undo」で元に戻せます（下書きのルールは「firstday back」）。\nJSON: {\"cards\":[{\"n\",\"id\",\"state\",\"title\"}]}"},
	{name: "firstday dismiss", args: "番号…", does: "提案を使わないことにします。", run: deciding(2), help: "JSON: firstday accept と同じ形です。"},
	{name: "firstday back", args: "番号…", does: "提案への答えを取り消します。", run: deciding(0), help: "JSON: firstday accept と同じ形です。"},
	{name: "letter", does: "この1か月の受注を判定し直して、見なくてもよかった注文を数えた手紙です（何も変更しません）。", run: runLetter,
		help: `JSON: {"from","to","orders":N,"not_needed":N,"spared":N,"before":{"asked":N,"why":[{"kind","title","orders"}]},"after":{…},"all":{…},"accepted":N,"open":N,"text"}
before は提案を採用する前、after は採用した提案で、all は残りの提案も採用したときです。`},
	{name: "rules starters", args: "[ID]", does: "すぐ使えるルールのセットの一覧です。ID を書くと、そのセットを出力します。", run: runStarters,
		help: "「miseban rules starters gift > gift.rules」のように保存して、直してから「rules publish」で公開できます。example は見本の店のルールです。\nJSON: {\"starters\":[{\"id\",\"name\",\"about\",\"text\"}]}"},
}

type firstDayCard struct {
	N        int               `json:"n"`
	ID       string            `json:"id"`
	Kind     firstday.Kind     `json:"kind"`
	State    firstday.State    `json:"state"`
	Title    string            `json:"title"`
	Evidence []string          `json:"evidence"`
	Does     string            `json:"does"`
	Orders   int               `json:"orders"`
	From     string            `json:"from"`
	To       string            `json:"to"`
	Examples []firstDayExample `json:"examples"`
	Answers  []firstDayAnswer  `json:"answers"`
}

type firstDayExample struct {
	OrderNo string `json:"order_no"`
	Day     string `json:"day"`
	Text    string `json:"text"`
}

type firstDayAnswer struct {
	N     int    `json:"n"`
	Label string `json:"label"`
}

var firstDayStates = map[firstday.State]string{firstday.Waiting: "", firstday.Accepted: "［採用］", firstday.PutAside: "［使わない］", firstday.Told: "［お知らせ］"}

// look reads the old orders; with people watching it says how far it is.
func (c *call) look(d *desk.Desk) (*flow.Day, error) {
	shown := 0
	return flow.Look(c.ctx, d, c.now, func(part float64) {
		if at := int(part * 4); at > shown && len(d.Rows()) > 20_000 {
			shown = at
			fmt.Fprintf(c.err, "受注を見ています… %d％\n", at*25)
		}
	})
}

func runFirstDay(c *call) error {
	if len(c.args) > 0 {
		return usage("firstday に余分な言葉があります。")
	}
	return c.reading(func(s *open.Shop) error {
		day, err := c.look(s.Desk)
		if err != nil {
			return err
		}
		cards := []firstDayCard{}
		for i, x := range day.Cards {
			out := firstDayCard{N: i + 1, ID: x.ID, Kind: x.Kind, State: x.State, Title: x.Title, Evidence: x.Evidence, Does: x.Does, Orders: x.Orders, From: string(x.From), To: string(x.To), Examples: []firstDayExample{}, Answers: []firstDayAnswer{}}
			for _, e := range x.Examples {
				out.Examples = append(out.Examples, firstDayExample{e.No, string(e.Day), e.Text})
			}
			for k, a := range x.Answers {
				out.Answers = append(out.Answers, firstDayAnswer{k + 1, a.Label})
			}
			cards = append(cards, out)
		}
		if c.json {
			return c.writeJSON(map[string]any{"orders": day.Orders.Orders, "from": day.Orders.From, "to": day.Orders.To, "cards": cards})
		}
		for _, x := range cards {
			c.print("%d. %s%s", x.N, x.Title, firstDayStates[x.State])
			for _, e := range x.Evidence {
				c.print("     %s", e)
			}
			if x.Does != "" {
				c.print("   → %s", x.Does)
			}
			for _, a := range x.Answers {
				c.print("     %d %s", a.N, a.Label)
			}
		}
		c.print("提案 %d件（受注 %s から）。「miseban firstday accept 番号…」で採用します。", len(cards), firstday.Count(day.Orders.Orders))
		return nil
	})
}

// deciding answers cards by their numbers: with the n-th answer, or (0) takes the answer back.
func deciding(n int) func(*call) error {
	return func(c *call) error {
		if len(c.args) == 0 {
			return usage("提案の番号を書いてください。「miseban firstday」で一覧を見られます。")
		}
		if text, ok := c.flags["as"]; ok {
			var err error
			if n, err = strconv.Atoi(text); err != nil || n < 1 {
				return usage("--as は答えの番号です。")
			}
		}
		return c.writing(func(s *open.Shop) error {
			day, err := c.look(s.Desk)
			if err != nil {
				return err
			}
			var at []int
			for _, text := range c.args {
				i, err := strconv.Atoi(text)
				if err != nil || i < 1 || i > len(day.Cards) {
					return told(fmt.Sprintf("提案 %s はありません（%d件あります）。何も変更していません。", text, len(day.Cards)))
				}
				x := day.Cards[i-1]
				switch {
				case len(x.Answers) == 0:
					return told(fmt.Sprintf("提案 %d には、決めることがありません。何も変更していません。", i))
				case n > len(x.Answers):
					return told(fmt.Sprintf("提案 %d の答えは %d番までです。何も変更していません。", i, len(x.Answers)))
				case n == 1 && x.Choose && !c.has("as"):
					return told(fmt.Sprintf("提案 %d は、区分を選んでください（--as 1 など）。何も変更していません。", i))
				}
				at = append(at, i-1)
			}
			for _, i := range at {
				if err := c.decide(s.Desk, day.Cards[i], n); err != nil {
					return err
				}
			}
			if err := day.Settle(c.ctx, s.Desk); err != nil {
				return err
			}
			type decided struct {
				N     int            `json:"n"`
				ID    string         `json:"id"`
				State firstday.State `json:"state"`
				Title string         `json:"title"`
			}
			out := []decided{}
			for _, i := range at {
				x := day.Cards[i]
				out = append(out, decided{i + 1, x.ID, x.State, x.Title})
				c.print("%d. %s%s", i+1, x.Title, firstDayStates[x.State])
			}
			if c.json {
				return c.writeJSON(map[string]any{"cards": out})
			}
			return nil
		})
	}
}

func (c *call) decide(d *desk.Desk, x firstday.Card, n int) (err error) {
	if n == 0 {
		_, err = flow.PutBack(c.ctx, d, x, c.now)
	} else {
		_, err = flow.Decide(c.ctx, d, x, x.Answers[n-1], c.now)
	}
	if text, ok := flow.Sentence(err); ok {
		return told(x.Title + "：" + text)
	}
	if text, ok := publish.Sentence(err); ok {
		return told(text)
	}
	return err
}

func runLetter(c *call) error {
	if len(c.args) > 0 {
		return usage("letter に余分な言葉があります。")
	}
	return c.reading(func(s *open.Shop) error {
		day, err := c.look(s.Desk)
		if err != nil {
			return err
		}
		l, err := day.Letter(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		if c.json {
			return c.writeJSON(l)
		}
		fmt.Fprint(c.out, l.Text)
		return nil
	})
}

func runStarters(c *call) error {
	all := append(rules.Starters(), rules.Starter{ID: "example", Name: "見本の店", About: "「茶と布 みせばん堂」の手順書です。", Text: rules.Example()})
	type starter struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		About string `json:"about"`
		Text  string `json:"text"`
	}
	out := []starter{}
	for _, s := range all {
		if len(c.args) == 0 || c.args[0] == s.ID {
			out = append(out, starter(s))
		}
	}
	switch {
	case len(c.args) > 1:
		return usage("セットの ID は1つだけ書いてください。")
	case len(out) == 0:
		return told("「" + c.args[0] + "」というセットはありません。「miseban rules starters」で一覧を見られます。")
	case c.json:
		return c.writeJSON(map[string]any{"starters": out})
	case len(c.args) == 1:
		fmt.Fprint(c.out, out[0].Text)
		return nil
	}
	for _, s := range out {
		c.print("%-8s %s　%s", s.ID, s.Name, s.About)
	}
	return nil
}
