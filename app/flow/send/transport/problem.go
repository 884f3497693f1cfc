package transport

import (
	"fmt"

	"miseban/app/mail"
)

// Problem names what is wrong with an account or its line, for the owner's next step.
type Problem string

// The problems that the owner can be told about.
const (
	NoProblem        Problem = ""
	BadSettings      Problem = "bad_settings"       // Account.Validate refuses them
	BadMessage       Problem = "bad_message"        // the mail itself can't be sent
	HostNotFound     Problem = "host_not_found"     // no server of this name
	PortClosed       Problem = "port_closed"        // a computer, but nobody at this port
	TimedOut         Problem = "timed_out"          // no answer in time
	LineDropped      Problem = "line_dropped"       // the server hung up
	TLSFailed        Problem = "tls_failed"         // no encryption could be agreed on
	BadCertificate   Problem = "bad_certificate"    // the server can't prove its name
	SignInImpossible Problem = "sign_in_impossible" // the server doesn't offer this way to sign in
	WrongPassword    Problem = "wrong_password"     // user name, password or token refused
	FromRefused      Problem = "from_refused"       // signed in, but not allowed to send as this sender
	SignInRequired   Problem = "sign_in_required"   // the account signs in with nothing, the server wants a name
	RecipientRefused Problem = "recipient_refused"  // the server won't take mail for this address
	ServerRefused    Problem = "server_refused"     // the server said no for another reason
	ServerBusy       Problem = "server_busy"        // the server said "later"
	Cancelled        Problem = "cancelled"          // stopped from our side before anything was said
)

// Sentence tells the owner in Japanese what happened and what to do. It holds the account's settings, never its secret.
func (p Problem) Sentence(a Account) string {
	server := fmt.Sprintf("%s（ポート%d）", a.Host, a.Port)
	switch p {
	case NoProblem:
		return fmt.Sprintf("%s に接続でき、「%s」から送信できます。", server, a.From)
	case HostNotFound:
		return fmt.Sprintf("メールサーバー「%s」が見つかりません。サーバー名のつづりと、インターネットにつながっているかを確かめてください。", a.Host)
	case PortClosed:
		return fmt.Sprintf("%s につながりません。ポート番号を確かめてください（STARTTLSは587、SSL/TLSは465が普通です）。", server)
	case TimedOut:
		return fmt.Sprintf("%s から時間内に返事がありません。ポート番号と暗号化の方法の組み合わせ（STARTTLSは587、SSL/TLSは465が普通です）を確かめてください。", server)
	case LineDropped:
		return fmt.Sprintf("%s との接続が途中で切れました。", server)
	case TLSFailed:
		return fmt.Sprintf("%s と暗号化（%s）の接続ができません。暗号化の方法とポート番号の組み合わせを確かめてください。パスワードは送っていません。", server, a.Security.Name())
	case BadCertificate:
		return fmt.Sprintf("%s の証明書が正しくありません。サーバー名が契約先の案内どおりか、パソコンの日付が合っているかを確かめてください。パスワードは送っていません。", server)
	case SignInImpossible:
		return fmt.Sprintf("%s は認証方法「%s」を受け付けません。ほかの認証方法を選んでください。パスワードは送っていません。", server, mechanisms[a.SignIn])
	case WrongPassword:
		return fmt.Sprintf("ユーザー名「%s」かパスワードが違うと %s に断られました。パスワードを入れ直してください（Gmailなどではアプリ パスワードが必要です）。", a.User, server)
	case FromRefused:
		return fmt.Sprintf("ログインはできましたが、差出人「%s」での送信を断られました。契約先に登録したメールアドレスを差出人にしてください。", a.From)
	case ServerRefused:
		return fmt.Sprintf("%s に断られました。サーバーの返事を確かめてください。", server)
	case SignInRequired:
		return fmt.Sprintf("%s はログインしないと送信できません。認証の方法とユーザー名を設定してください。", server)
	case RecipientRefused:
		return fmt.Sprintf("%s がこの宛先を受け付けませんでした。", server)
	case ServerBusy:
		return fmt.Sprintf("%s が「今は受け付けられない」と答えました。", server)
	case Cancelled:
		return "送信を始める前に取りやめました。何も送っていません。"
	case BadSettings:
		return "送信用アカウントの設定に足りない所があります。"
	case BadMessage:
		return mailUnfit
	}
	return fmt.Sprintf("%s でエラーが起きました。", server)
}

const mailUnfit = "このメールは宛先か内容に不備があるため送れません。"

// meaning adds to a problem's sentence what became of the mail.
func meaning(o mail.Outcome) string {
	switch o {
	case mail.OutcomeSent:
		return "メールは送信されました。"
	case mail.OutcomeRetry:
		return "メールはまだ送られていません。時間をおいて自動でもう一度送ります。"
	case mail.OutcomePauseAccount:
		return "メールはまだ送られていません。このアカウントをしばらく休ませてから、自動でもう一度送ります。"
	case mail.OutcomeFailed:
		return "メールは送られませんでした。宛先と内容を確かめてください。"
	case mail.OutcomeStopAccount:
		return "メールはまだ送られていません。設定を直すまで、このアカウントからの送信を止めています。"
	}
	return "本文を渡した後でサーバーの返事を受け取れなかったため、届いたかどうか分かりません。二重に送らないよう自動では送り直しません。送信済みメールやお客様への到着を確かめて、どうするかを選んでください。"
}
