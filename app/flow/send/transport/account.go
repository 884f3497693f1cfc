package transport

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"miseban/app/mail"
)

// Account is how to reach a mail server and as whom. The password is not part of it.
type Account struct {
	Name     string // the owner's name for it
	Host     string
	Port     int
	Security mail.Security
	SignIn   mail.SignIn
	User     string // empty only with mail.SignInNone
	From     string // the sender's address, also the envelope's
	FromName string // shown beside it; may be empty
}

// ErrAccount says that an account's settings can't work. Its text is for the owner.
var ErrAccount = errors.New("送信用アカウントの設定が正しくありません")

// Validate checks the settings without asking the server, as an ErrAccount.
func (a Account) Validate() error {
	refuse := func(why string) error { return fmt.Errorf("%w（%s）: %s", ErrAccount, a.Name, why) }
	switch {
	case strings.TrimSpace(a.Host) == "" || strings.ContainsFunc(a.Host, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '/' }):
		return refuse("サーバー名を入れてください")
	case a.Port < 1 || a.Port > 65535:
		return refuse("ポート番号は1から65535の間で入れてください")
	case a.Security != mail.STARTTLS && a.Security != mail.TLS && a.Security != mail.Plain:
		return refuse("暗号化の方法を選んでください")
	case !slices.Contains(mail.SignIns(), a.SignIn):
		return refuse("認証の方法を選んでください")
	case a.SignIn != mail.SignInNone && a.User == "":
		return refuse("ユーザー名を入れてください")
	case a.SignIn.TakesToken() && a.Security == mail.Plain:
		return refuse("アクセストークンは、暗号化していない接続では送れません")
	case strings.ContainsFunc(a.FromName, unicode.IsControl):
		return refuse("差出人の名前に改行などの制御文字が入っています")
	}
	if _, err := mail.CheckAddress(a.From); err != nil {
		return fmt.Errorf("%w（%s）: 差出人: %w", ErrAccount, a.Name, err)
	}
	return nil
}
