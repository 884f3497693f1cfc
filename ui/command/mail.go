package command

import (
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/app/order"
)

var mailCommands = []*command{
	{name: "mail preview", args: "注文番号 種類", does: "その受注に送るメールを、送らずに見ます。", run: runMailPreview,
		help: mailEvents() + `
JSON: {"order_no","to","subject","body","problem":"書けない理由","refused":"送信待ちにならない理由"}`},
	{name: "mail queue", args: "[注文番号…] --event 種類", does: "メールを送信待ちにします（番号なしは、当てはまる受注すべて）。", flags: map[string]bool{"event": true}, run: runMailQueue,
		help: mailEvents() + `
同じ受注の同じ種類のメールは、一度しか送信待ちになりません。足りない項目がある受注は「保留」になり、直すまで送りません。
番号を書いた受注が送信待ちにならないと、終了コードは 1 です。
JSON: {"queued":N,"already":N,"held":[{"order_no","reason"}],"refused":[{"order_no","reason"}]}`},
	{name: "mail send", args: "[--password-stdin]", does: "送信待ちのメールを送ります（スケジュール実行用）。", flags: map[string]bool{"password-stdin": false}, run: runMailSend,
		help: `パスワードはキーチェーンから読みます。--password-stdin では標準入力から読み、保管しません。送信数の上限を守り、残りは次の回に送ります。
サーバーに断られて止まったとき、失敗・結果不明・保留が出たときは、終了コードは 1 です。
JSON: {"sent":N,"retry":N,"failed":N,"unknown":N,"held":N,"withdrawn":N,"paused":"理由","stopped":false,"next":"日時かnull","waiting":N,"left":N}`},
	{name: "mail log", args: "[--state 状態]", does: "送信箱の一覧です（新しい順）。", flags: map[string]bool{"state": true}, run: runMailLog,
		help: "状態: " + strings.Join(mailStates(), " ") + `
JSON: {"mails":[{"id","order_no","shop","event","state","to","subject","body","message_id","queued_at","not_before","tried_at","attempts","answer"}]}`},
	{name: "mail resolve", args: "番号 sent|again|withdraw", does: "結果不明・失敗・保留のメールをどうするかを決めます（番号は mail log）。", run: runMailResolve,
		help: `sent は送られたと確かめたとき、again はもう一度送信待ちにするとき、withdraw は送らないときです。
JSON: {"id":N,"state":"queued"}`},
	{name: "mail test", args: "アカウント名 宛先 [--password-stdin]", does: "テストメールを1通送ります。", flags: map[string]bool{"password-stdin": false}, run: runMailTest,
		help: `JSON: {"ok":true,"problem":"","answer":"サーバーの返事","text":"…"}`},
	{name: "mail account set", args: "ファイル.json [--password-stdin]", does: "送信用のアカウントを設定します。", flags: map[string]bool{"password-stdin": false}, run: runMailAccountSet,
		help: `ファイル: {"name","provider","host","port","security":"starttls|tls|plain-explicit","sign_in":"plain|login|scram-sha-256|scram-sha-1|xoauth2|oauthbearer|none","user","from","from_name","limits":[{"max":60,"minutes":15}]}
provider を書くと、書かなかった項目はその契約先の値になります：` + providerNames() + `
パスワードはファイルに書かず、--password-stdin で渡します。キーチェーンだけに保管します。
JSON: {"account":"…","from":"…","password":"kept|not_kept|not_given"}`},
	{name: "mail template set", args: "ファイル.json", does: "メールの文面を変えます。", run: runMailTemplateSet,
		help: `ファイル: {"event":"order_confirmed","subject":"…","body":"…"}（件名と本文を空にすると、はじめの文面に戻ります）
` + mailFields() + `
JSON: {"event":"…"}`},
	{name: "mail senders", does: "店舗と種類ごとに、だれがメールを送るかの表です。", run: runMailSenders, help: `JSON: {"senders":[{"shop","event","sender":"miseban|mall|none"}]}`},
	{name: "mail senders set", args: "店舗 種類 miseban|mall|none", does: "だれがメールを送るかを決めます（Amazonは店番から送れません）。", run: runMailSendersSet,
		help: mailEvents() + "\nJSON: {\"shop\",\"event\",\"sender\"}"},
	{name: "mail arm", args: "[--since 日付]", does: "自動メールを始めます（--since より前の注文には送りません。省くと今日）。", flags: map[string]bool{"since": true}, run: runMailArm,
		help: `JSON: {"armed":true,"since":"2026-11-24"}`},
	{name: "mail disarm", does: "自動メールを止め、送信待ちを保留にします。", run: runMailDisarm, help: `JSON: {"armed":false,"since":""}`},
}

func mailEvents() string {
	var out []string
	for _, e := range mail.Events() {
		out = append(out, string(e)+"（"+e.Name()+"）")
	}
	return "種類: " + strings.Join(out, " ")
}

func mailStates() []string {
	var out []string
	for _, s := range mail.States() {
		out = append(out, string(s))
	}
	return out
}

func mailFields() string {
	var out []string
	for _, f := range mail.Fields(mail.Shipped) {
		out = append(out, "{{."+f.Name+"}} "+f.Meaning)
	}
	return "差し込み項目: " + strings.Join(out, "、")
}

func providerNames() string {
	var out []string
	for _, p := range mail.Providers() {
		out = append(out, p.Name)
	}
	return strings.Join(out, "、")
}

// mailer gives what queues mails when orders go out.
func mailer(_ *call, s *open.Shop) (ship.Mailer, error) { return send.NewMailer(s.Desk), nil }

// tellMail words the faults of mail for the owner.
func tellMail(err error) error {
	if text, ok := send.Sentence(err); ok {
		return told(text)
	}
	return err
}

func eventNamed(id string) (mail.Event, error) {
	if e := mail.Event(id); e.Known() {
		return e, nil
	}
	return "", usage("「" + id + "」という種類のメールはありません。" + mailEvents())
}

func shopNamed(s *open.Shop, name string) (order.Shop, error) {
	shops := s.Desk.Shops()
	if i := slices.IndexFunc(shops, func(x order.Shop) bool { return x.Name == name }); i >= 0 {
		return shops[i], nil
	}
	return order.Shop{}, told("「" + name + "」という店舗はありません。何も変更していません。")
}

// password reads the password that was piped in, up to the end of its line.
func (c *call) password() (string, error) {
	b, err := io.ReadAll(io.LimitReader(c.in, 64<<10))
	if err != nil {
		return "", told("標準入力からパスワードを読めませんでした。何も送っていません。")
	}
	s := strings.TrimRight(string(b), "\r\n")
	if s == "" {
		return "", told("標準入力が空です。--password-stdin には、パスワードを渡してください。何も送っていません。")
	}
	return s, nil
}

// secret gives where an account's password comes from: the call, else the keychain.
func (c *call) secret(a send.Account) send.Secret {
	return func() (string, error) {
		if c.has("password-stdin") {
			return c.password()
		}
		return send.StoredSecret(a)
	}
}

func runMailPreview(c *call) error {
	if len(c.args) != 2 {
		return usage("注文番号と、メールの種類を書いてください。")
	}
	e, err := eventNamed(c.args[1])
	if err != nil {
		return err
	}
	return c.reading(func(s *open.Shop) error {
		row, err := s.Desk.Find(c.args[0])
		if err != nil {
			return err
		}
		p, err := send.Write(c.ctx, s.Desk, row.ID, e, c.now)
		if err != nil {
			return tellMail(err)
		}
		if c.json {
			return c.writeJSON(p)
		}
		if p.Problem != "" {
			c.print("書けません：%s", p.Problem)
		} else {
			c.print("宛先：%s\n件名：%s\n\n%s", p.To, p.Subject, p.Body)
		}
		if p.Refused != "" {
			c.print("送信待ちにはなりません：%s", p.Refused)
		}
		return nil
	})
}

func runMailQueue(c *call) error {
	e, err := eventNamed(c.flags["event"])
	if err != nil {
		return err
	}
	return c.writing(func(s *open.Shop) error {
		var q send.Queued
		var err error
		var rows []*desk.Row
		switch {
		case len(c.args) > 0:
			if rows, err = rowsOf(s, c.args); err == nil {
				q, err = send.QueueFor(c.ctx, s.Desk, rows, e, c.now)
			}
		case e == mail.OrderConfirmed:
			q, err = send.Confirm(c.ctx, s.Desk, c.now)
		default:
			q, err = send.QueueFor(c.ctx, s.Desk, send.GoneOut(s.Desk), e, c.now)
			q.Refused = []send.Refused{}
		}
		if err != nil {
			return tellMail(err)
		}
		if c.json {
			if err := c.writeJSON(q); err != nil {
				return err
			}
		}
		c.print("送信待ちにしたメール %d通（すでにあるもの %d通）", q.Queued, q.Already)
		for _, h := range q.Held {
			c.print("  保留 %s：%s", h.OrderNo, h.Reason)
		}
		for _, r := range q.Refused {
			c.print("  送らない %s：%s", r.OrderNo, r.Reason)
		}
		if len(q.Refused)+len(q.Held) > 0 {
			return silently
		}
		return nil
	})
}

func runMailResolve(c *call) error {
	if len(c.args) != 2 {
		return usage("メールの番号と、sent、again、withdraw のどれかを書いてください。")
	}
	id, err := strconv.ParseInt(c.args[0], 10, 64)
	if err != nil {
		return usage("メールの番号は数字です。「miseban mail log」で見られます。")
	}
	state := map[string]mail.State{"sent": mail.Sent, "again": mail.Queued, "withdraw": mail.Withdrawn}[c.args[1]]
	if state == "" {
		return usage("sent、again、withdraw のどれかを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		var err error
		switch state {
		case mail.Sent:
			err = send.MarkSent(c.ctx, s.Desk, id)
		case mail.Queued:
			err = send.SendAgain(c.ctx, s.Desk, id, c.now)
		default:
			err = send.TakeBack(c.ctx, s.Desk, id)
		}
		if err != nil {
			return tellMail(err)
		}
		c.print("メール %d を「%s」にしました。", id, state.Name())
		if c.json {
			return c.writeJSON(map[string]any{"id": id, "state": state})
		}
		return nil
	})
}

func runMailTemplateSet(c *call) error {
	f, err := c.oneFile()
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := send.ReadTemplate(f)
	if err != nil {
		return tellMail(err)
	}
	return c.writing(func(s *open.Shop) error {
		if err := send.SetTemplate(c.ctx, s.Desk, t, c.now); err != nil {
			return tellMail(err)
		}
		c.print("「%s」の文面を変えました。送信待ちのメールは、前の文面のままです。", t.Event.Name())
		if c.json {
			return c.writeJSON(map[string]any{"event": t.Event})
		}
		return nil
	})
}

// oneFile opens the one file that the call names.
func (c *call) oneFile() (*os.File, error) {
	if len(c.args) != 1 {
		return nil, usage("ファイルをひとつ書いてください。")
	}
	f, err := os.Open(c.args[0])
	if errors.Is(err, os.ErrNotExist) {
		return nil, told("ファイルが見つかりません。名前と場所を確かめてください。何も変更していません。")
	}
	if err != nil {
		return nil, told("ファイルを開けませんでした。何も変更していません。")
	}
	return f, nil
}

// senderWords are the senders as the commands name them.
var senderWords = []struct {
	word   string
	sender mail.Sender
}{{"miseban", mail.SenderShop}, {"mall", mail.SenderMall}, {"none", mail.SenderNone}}

func runMailSenders(c *call) error {
	type cell struct {
		Shop   string     `json:"shop"`
		Event  mail.Event `json:"event"`
		Sender string     `json:"sender"`
	}
	return c.reading(func(s *open.Shop) error {
		all, err := send.Senders(c.ctx, s.Desk)
		if err != nil {
			return tellMail(err)
		}
		out := []cell{}
		for _, x := range all {
			for _, w := range senderWords {
				if w.sender == x.Sender {
					out = append(out, cell{s.Desk.Shop(x.ShopID).Name, x.Event, w.word})
				}
			}
			c.print("%s　%s　%s", s.Desk.Shop(x.ShopID).Name, x.Event.Name(), x.Sender.Name())
		}
		if c.json {
			return c.writeJSON(map[string]any{"senders": out})
		}
		return nil
	})
}

func runMailSendersSet(c *call) error {
	if len(c.args) != 3 {
		return usage("店舗、メールの種類、miseban・mall・none のどれかを書いてください。")
	}
	e, err := eventNamed(c.args[1])
	if err != nil {
		return err
	}
	var who mail.Sender
	for _, w := range senderWords {
		if w.word == c.args[2] {
			who = w.sender
		}
	}
	if who == "" {
		return usage("miseban、mall、none のどれかを書いてください。")
	}
	return c.writing(func(s *open.Shop) error {
		shop, err := shopNamed(s, c.args[0])
		if err != nil {
			return err
		}
		if err := send.SetSender(c.ctx, s.Desk, shop, e, who, c.now); err != nil {
			return tellMail(err)
		}
		c.print("「%s」の%sメール：%s", shop.Name, e.Name(), who.Name())
		if c.json {
			return c.writeJSON(map[string]any{"shop": shop.Name, "event": e, "sender": c.args[2]})
		}
		return nil
	})
}

func runMailArm(c *call) error {
	var since jst.Date
	if text := c.flags["since"]; text != "" {
		var err error
		if since, err = jst.ParseDate(text); err != nil {
			return usage("--since は 2026-11-24 の形で書いてください。")
		}
	}
	return c.writing(func(s *open.Shop) error {
		if err := send.Arm(c.ctx, s.Desk, since, c.now); err != nil {
			return tellMail(err)
		}
		return c.tellArmed(s)
	})
}

func runMailDisarm(c *call) error {
	return c.writing(func(s *open.Shop) error {
		if err := send.Disarm(c.ctx, s.Desk, c.now); err != nil {
			return tellMail(err)
		}
		return c.tellArmed(s)
	})
}

func (c *call) tellArmed(s *open.Shop) error {
	a, err := send.IsArmed(c.ctx, s.Desk)
	if err != nil {
		return tellMail(err)
	}
	if c.json {
		return c.writeJSON(a)
	}
	if a.Armed {
		c.print("自動メールを始めました。%sの注文から送ります。", a.Since.Long())
	} else {
		c.print("自動メールを止めました。送信待ちのメールは保留にしました。")
	}
	return nil
}
