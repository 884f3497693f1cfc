package mail

import (
	"time"

	"miseban/app/jst"
)

// Provider is a preset for the settings of an account. All of it can be edited by the owner.
type Provider struct {
	Name string
	// Host is the server; "" = every customer has an own one, and HostHint says where it is written.
	Host, HostHint string
	Port           int
	Security       Security
	SignIn         SignIn
	// Stated is the provider's limit, nil = not known to us.
	Stated *Limit
	// Throttle is what the program keeps to: the default one, and the provider's limit.
	Throttle Throttle
	// Note tells the owner what else is needed, in Japanese.
	Note string
	// Checked is the day on which the settings were tried against the provider; "" = 未検証.
	Checked jst.Date
}

// CheckedText is the day of the check as the owner reads it, or 未検証.
func (p Provider) CheckedText() string {
	if p.Checked == "" {
		return "未検証"
	}
	return p.Checked.Long() + "に確認"
}

// Providers gives the presets. None has been tried against the provider yet, so Checked is empty in all: the window shows
// 未検証, and the connection test tells the owner whether the settings are right.
func Providers() []Provider {
	presets := []Provider{
		{Name: "Gmail", Host: "smtp.gmail.com", Port: 587, Security: STARTTLS, SignIn: SignInPlain,
			Stated: &Limit{500, 24 * time.Hour},
			Note:   "Googleアカウントの2段階認証を有効にし、パスワードには「アプリ パスワード」を入れてください。"},
		{Name: "Microsoft 365", Host: "smtp.office365.com", Port: 587, Security: STARTTLS, SignIn: SignInXOAuth2,
			Note: "パスワードでの送信は2026年12月末に初期設定で無効になります。送信にはOAuthのアクセストークンが必要で、トークンを取る手順はお店で用意していただく必要があります（店番では未対応）。"},
		{Name: "エックスサーバー", HostHint: "サーバーパネルの「サーバー情報」にあるホスト名（sv○○○.xserver.jp）", Port: 465, Security: TLS, SignIn: SignInPlain,
			Stated: &Limit{1500, time.Hour},
			Note:   "ユーザー名はメールアドレス全体です。"},
		{Name: "さくらのレンタルサーバ", HostHint: "契約時のメールにある初期ドメイン（○○○.sakura.ne.jp）", Port: 587, Security: STARTTLS, SignIn: SignInPlain,
			Stated: &Limit{100, 15 * time.Minute},
			Note:   "ユーザー名はメールアドレス全体です。送信数の上限は目安です。"},
		{Name: "ロリポップ！", Host: "smtp.lolipop.jp", Port: 465, Security: TLS, SignIn: SignInPlain,
			Stated: &Limit{100, time.Hour},
			Note:   "送信数の上限はプランにより1時間に100〜1,000通です。ここでは少ない方を示しています。"},
		{Name: "Yahoo!メール", Host: "smtp.mail.yahoo.co.jp", Port: 465, Security: TLS, SignIn: SignInPlain,
			Note: "Yahoo!メールの設定で、メールソフトからの送信を許可してください。"},
		{Name: "楽天 あんしんメルアド", HostHint: "RMSのあんしんメルアドサービス「メールサーバ設定情報」にあるSMTPサーバ名", Port: 587, Security: STARTTLS, SignIn: SignInPlain,
			Note: "楽天のマスクアドレスには、このサーバーからしか届きません。差出人は楽天に登録した店舗連絡先メールアドレスにしてください。"},
	}
	for i, p := range presets {
		presets[i].Throttle = DefaultThrottle()
		if p.Stated != nil {
			presets[i].Throttle = append(presets[i].Throttle, *p.Stated)
		}
	}
	return presets
}
