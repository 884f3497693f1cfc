package send

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/send/transport"
	"miseban/app/mail"
	"miseban/app/platform/keychain"
)

const accountKey = "mail_account"

// Account is the owner's account for sending, as it is kept and as `mail account set` reads it. Its password is not here.
type Account struct {
	Name     string        `json:"name"`
	Provider string        `json:"provider"` // name of a preset (mail.Providers); empty = none
	Host     string        `json:"host"`
	Port     int           `json:"port"`
	Security mail.Security `json:"security"`
	SignIn   mail.SignIn   `json:"sign_in"`
	User     string        `json:"user"`
	From     string        `json:"from"`
	FromName string        `json:"from_name"`
	Limits   []Limit       `json:"limits"` // empty = those of the provider, else mail.DefaultThrottle
}

// Limit allows at most Max mails in any span of Minutes.
type Limit struct {
	Max     int `json:"max"`
	Minutes int `json:"minutes"`
}

// transport is the account as the transport takes it.
func (a Account) transport() transport.Account {
	return transport.Account{Name: a.Name, Host: a.Host, Port: a.Port, Security: a.Security, SignIn: a.SignIn, User: a.User, From: a.From, FromName: a.FromName}
}

// Throttle gives the limits that the account keeps to.
func (a Account) Throttle() mail.Throttle {
	if len(a.Limits) == 0 {
		if p, ok := provider(a.Provider); ok {
			return p.Throttle
		}
		return mail.DefaultThrottle()
	}
	t := make(mail.Throttle, 0, len(a.Limits))
	for _, l := range a.Limits {
		t = append(t, mail.Limit{Max: l.Max, Window: time.Duration(l.Minutes) * time.Minute})
	}
	return t
}

func provider(name string) (mail.Provider, bool) {
	for _, p := range mail.Providers() {
		if p.Name == name {
			return p, true
		}
	}
	return mail.Provider{}, false
}

// Validate checks the settings without asking the server; the fault's text is for the owner.
func (a Account) Validate() error {
	if a.Provider != "" {
		if _, ok := provider(a.Provider); !ok {
			return badSettings{"「" + a.Provider + "」というメールの契約先は、店番の一覧にありません。"}
		}
	}
	for _, l := range a.Limits {
		if l.Max < 1 || l.Minutes < 1 {
			return badSettings{"送信数の上限は、通数も分数も1以上にしてください。"}
		}
	}
	return a.transport().Validate()
}

// ReadAccount reads an account from JSON. What a preset knows need not be written; a password is refused, so that none
// lies about in a file.
func ReadAccount(r io.Reader) (Account, error) {
	var a Account
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&a); err != nil {
		if strings.Contains(err.Error(), "unknown field") && strings.Contains(strings.ToLower(err.Error()), "pass") {
			return a, badSettings{"パスワードはファイルに書かず、--password-stdin で渡してください。何も変更していません。"}
		}
		return a, badSettings{fmt.Sprintf("アカウントのファイルを読めません（%v）。何も変更していません。", err)}
	}
	a.fill()
	return a, a.Validate()
}

// fill completes the account from its provider's preset.
func (a *Account) fill() {
	p, ok := provider(a.Provider)
	if !ok {
		return
	}
	if a.Host == "" {
		a.Host = p.Host
	}
	if a.Port == 0 {
		a.Port = p.Port
	}
	if a.Security == "" {
		a.Security = p.Security
	}
	if a.SignIn == "" {
		a.SignIn = p.SignIn
	}
	if a.Name == "" {
		a.Name = a.Provider
	}
	if a.User == "" && a.SignIn != mail.SignInNone {
		a.User = a.From
	}
}

// AccountOf gives the account for sending; ErrNoAccount when none is set.
func AccountOf(ctx context.Context, d *desk.Desk) (Account, error) {
	var a Account
	if err := get(ctx, d, accountKey, &a); err != nil {
		return a, err
	}
	if a.Host == "" {
		return a, ErrNoAccount
	}
	return a, nil
}

// SetAccount keeps the account and lets a stopped one try again. Mails that were queued under another sender's address are
// held when their turn comes.
func SetAccount(ctx context.Context, d *desk.Desk, a Account, now time.Time) error {
	if err := a.Validate(); err != nil {
		return err
	}
	if err := put(ctx, d, "mail_account", "送信用アカウント："+a.Name, accountKey, a, now, nil); err != nil {
		return err
	}
	return Resume(ctx, d)
}

// secretName is the account's name in the keychain: who signs in, and where.
func (a Account) secretName() string {
	if a.User == "" {
		return a.From + " " + a.Host
	}
	return a.User + " " + a.Host
}

// KeepSecret puts the account's password into the computer's keychain; keychain.ErrNone when there is none: then it is kept
// nowhere. Sentence words both.
func KeepSecret(a Account, secret string) error { return keychain.Set(a.secretName(), secret) }

// StoredSecret gives the account's password from the computer's keychain.
func StoredSecret(a Account) (string, error) {
	if a.SignIn == mail.SignInNone {
		return "", nil
	}
	return keychain.Get(a.secretName())
}

// ForgetSecret takes the account's password out of the keychain.
func ForgetSecret(a Account) error { return keychain.Delete(a.secretName()) }
