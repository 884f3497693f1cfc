package command

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"miseban/app/flow/open"
	"miseban/app/flow/send"
	"miseban/app/flow/ship"
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
