package settings

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/send"
	"miseban/app/mail"
	"miseban/ui/part"
)

func (s *Screen) mailCard() fyne.CanvasObject {
	st := s.read
	state := "止まっています。店番からは何も送りません"
	arm := part.NewKeyButton("自動メールを始める", "", part.Plain, s.arm)
	if st.armed.Armed {
		state = st.armed.Since.Long() + " 以降の注文に送ります"
		arm = part.NewKeyButton("自動メールを止める", "", part.Plain, s.disarm)
	}
	arm.SetEnabled(st.ready || st.armed.Armed)
	account := "まだありません"
	if st.ready {
		account = fmt.Sprintf("%s（%s:%d・%s）", st.account.From, st.account.Host, st.account.Port, st.account.Security.Name())
	}
	box := part.VStack(6, title("メール", state, arm),
		part.Beside(fact("送信用アカウント", account), part.HStack(6, button("変更", s.editAccount), button("テスト送信", s.test))),
		part.Beside(fact("送るまでの待ち", fmt.Sprintf("%d分（その間は取り消せます）", st.hold)), button("変更", s.editHold)))
	for _, e := range mail.Events() {
		box.Add(part.Beside(fact("文面", e.Name()+"のメール"), button("見る・直す", func() { s.editTemplate(e) })))
	}
	for _, x := range st.senders {
		shop := s.f.Desk.Shop(x.ShopID)
		var labels []string
		var choices []mail.Sender
		for _, who := range []mail.Sender{mail.SenderMall, mail.SenderShop, mail.SenderNone} {
			if mail.AllowSender(string(shop.Mall), x.Event, who) == nil {
				labels, choices = append(labels, who.Name()), append(choices, who)
			}
		}
		pick := widget.NewSelect(labels, nil)
		pick.SetSelected(x.Sender.Name())
		pick.OnChanged = func(name string) {
			for i, l := range labels {
				if l == name && choices[i] != x.Sender {
					s.set("メールの送り方を変えました", func(ctx context.Context) error {
						return send.SetSender(ctx, s.f.Desk, shop, x.Event, choices[i], s.f.Now())
					})
				}
			}
		}
		box.Add(part.NewFactWide(shop.Name, 140, part.NewFactWide(x.Event.Name(), 90, part.HStack(0, pick, layout.NewSpacer()))))
	}
	return part.NewCard(part.CardPlain, box)
}

func (s *Screen) set(said string, f func(context.Context) error) {
	s.f.Run(said, func(ctx context.Context, _ func(int, int)) error { return f(ctx) }, func(err error) {
		if err != nil {
			s.failMail(err)
			return
		}
		s.f.Say(said + "。")
		s.f.Changed()
	})
}

func (s *Screen) failMail(err error) {
	if text, ok := send.Sentence(err); ok {
		s.f.Banners.Show(part.Failure, text)
		return
	}
	s.f.Fail(err)
}

func (s *Screen) arm() {
	part.NewDialog(s.f.Window.Canvas(), "自動メールを始めますか", part.NewNote("今日からの注文について、下の表で「店番が送る」にしたメールだけを送ります。モールが送る設定のままなら、何も送りません。過去の注文には送りません。", part.Body),
		part.Choice{Label: "始める", Kind: part.Primary, Do: func() {
			s.set("自動メールを始めました", func(ctx context.Context) error { return send.Arm(ctx, s.f.Desk, "", s.f.Now()) })
		}}).Show(nil)
}

func (s *Screen) disarm() {
	s.set("自動メールを止めました。送信待ちは保留にしました", func(ctx context.Context) error { return send.Disarm(ctx, s.f.Desk, s.f.Now()) })
}

// editAccount is the form of the account; a preset fills in what it knows.
func (s *Screen) editAccount() {
	a := s.read.account
	if !s.read.ready {
		a = send.Account{Port: 587, Security: mail.STARTTLS, SignIn: mail.SignInPlain, FromName: s.read.company.Name, From: s.read.company.Email}
	}
	entry := func(text string) *part.Entry {
		e := part.NewEntry("")
		e.SetText(text)
		return e
	}
	host, port, user, from, name := entry(a.Host), entry(strconv.Itoa(a.Port)), entry(a.User), entry(a.From), entry(a.FromName)
	secret := part.NewEntry("保存済みなら空のまま")
	secret.Password = true
	note := part.NewNote("契約先を選ぶと、わかる項目を入れます。どの設定も未検証なので、テスト送信で確かめてください。", part.Quiet)
	var names []string
	for _, p := range mail.Providers() {
		names = append(names, p.Name)
	}
	security := a.Security
	signIn := a.SignIn
	provider := widget.NewSelect(names, func(n string) {
		for _, p := range mail.Providers() {
			if p.Name != n {
				continue
			}
			host.SetText(p.Host)
			host.SetPlaceHolder(p.HostHint)
			port.SetText(strconv.Itoa(p.Port))
			security, signIn, a.Provider = p.Security, p.SignIn, n
			note.SetRuns(part.Run{Text: p.CheckedText() + "　" + p.Note, Style: part.Quiet})
		}
	})
	provider.PlaceHolder = "選ぶ"
	if a.Provider != "" {
		provider.Selected = a.Provider
	}
	box := part.VStack(8, part.NewField("契約先", provider), note, part.NewField("送信サーバー", host), part.NewField("ポート", port), part.NewField("差出人メール", from),
		part.NewField("差出人の名前", name), part.NewField("ユーザー名", user), part.NewField("パスワード", secret),
		part.NewNote("パスワードは、このパソコンのキーチェーンだけに入れます。データのファイルには入りません。", part.Quiet))
	d := part.NewDialog(s.f.Window.Canvas(), "送信用アカウント", box, part.Choice{Label: "保存する", Kind: part.Primary, Default: true, Do: func() {
		a.Host, a.User, a.From, a.FromName, a.Security, a.SignIn = host.Text, user.Text, from.Text, name.Text, security, signIn
		a.Port, _ = strconv.Atoi(port.Text)
		if a.Name == "" {
			a.Name = a.From
		}
		if a.User == "" {
			a.User = a.From
		}
		word := secret.Text
		s.set("送信用アカウントを保存しました", func(ctx context.Context) error {
			err := send.SetAccount(ctx, s.f.Desk, a, s.f.Now())
			if err == nil && word != "" {
				err = send.KeepSecret(a, word)
			}
			return err
		})
	}})
	d.SetWidth(600)
	d.Show(from)
}

// test sends one mail to the owner.
func (s *Screen) test() {
	to := part.NewEntry("テストメールを受け取るアドレス")
	to.SetText(s.read.company.Email)
	secret := part.NewEntry("保存済みなら空のまま")
	secret.Password = true
	d := part.NewDialog(s.f.Window.Canvas(), "テスト送信", part.VStack(8, part.NewField("宛先", to), part.NewField("パスワード", secret)),
		part.Choice{Label: "1通送る", Kind: part.Primary, Do: func() {
			address, word := to.Text, secret.Text
			said := ""
			s.f.Run("テストメールを送っています", func(ctx context.Context, _ func(int, int)) error {
				if !s.read.ready {
					return send.ErrNoAccount
				}
				if word == "" {
					var err error
					if word, err = send.StoredSecret(s.read.account); err != nil {
						return err
					}
				}
				r, err := send.Test(ctx, s.f.Desk, s.read.account, word, address, send.Options{})
				said = r.Sentence
				if err == nil && r.Outcome != mail.OutcomeSent {
					return errors.New(r.Sentence)
				}
				return err
			}, func(err error) {
				switch {
				case err == nil:
					s.f.Say("テストメールを送りました：" + address)
				case said != "":
					s.f.Banners.Show(part.Failure, said)
				default:
					s.failMail(err)
				}
			})
		}})
	d.Show(to)
}

// editHold changes how long a new mail can be taken back.
func (s *Screen) editHold() {
	n := part.NewNumberEntry("", 0, 24*60)
	v := int64(s.read.hold)
	n.SetNumber(&v)
	part.NewDialog(s.f.Window.Canvas(), "送るまでの待ち", part.NewField("待つ時間", part.HStack(8, n, part.NewText("分", part.Body))),
		part.Choice{Label: "保存する", Kind: part.Primary, Default: true, Do: func() {
			if x, ok := n.Number(); ok && x != nil {
				s.set("送るまでの待ちを変えました", func(ctx context.Context) error { return send.SetHoldMinutes(ctx, s.f.Desk, int(*x), s.f.Now()) })
			}
		}}).Show(n)
}

// editTemplate shows and changes a text; the fields are put in from a list.
func (s *Screen) editTemplate(e mail.Event) {
	t, err := send.TemplateOf(s.f.Ctx, s.f.Desk, e)
	if err != nil {
		s.f.Fail(err)
		return
	}
	subject := part.NewEntry("")
	subject.SetText(t.Subject)
	body := part.NewMultiLineEntry("", 14)
	body.SetText(t.Body)
	var names []string
	for _, f := range mail.Fields(e) {
		names = append(names, f.Name+"（例："+f.Sample+"）")
	}
	insert := widget.NewSelect(names, nil)
	insert.PlaceHolder = "差し込む項目を選ぶ"
	insert.OnChanged = func(n string) {
		for i, x := range names {
			if x == n {
				body.Append("{{." + mail.Fields(e)[i].Name + "}}")
				insert.ClearSelected()
			}
		}
	}
	box := part.VStack(8, part.NewField("件名", subject), part.NewField("差し込み", insert), body)
	d := part.NewDialog(s.f.Window.Canvas(), "文面　"+e.Name(), box,
		part.Choice{Label: "はじめの文面に戻す", Kind: part.Plain, Do: func() {
			s.set("文面を戻しました", func(ctx context.Context) error {
				return send.SetTemplate(ctx, s.f.Desk, mail.Template{Event: e}, s.f.Now())
			})
		}},
		part.Choice{Label: "保存する", Kind: part.Primary, Do: func() {
			n := mail.Template{Event: e, Subject: subject.Text, Body: body.Text}
			s.set("文面を保存しました", func(ctx context.Context) error { return send.SetTemplate(ctx, s.f.Desk, n, s.f.Now()) })
		}})
	d.SetWidth(720)
	d.Show(subject)
}
