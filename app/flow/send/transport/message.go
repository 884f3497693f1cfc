package transport

import (
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"miseban/app/mail"
)

// Message is one mail to one recipient.
type Message struct {
	ID      string // Message-ID without angle brackets, from mail.MessageID: the same on every try
	To      string
	Subject string // one line
	Body    string // plain text, lines end in "\n"
	Date    time.Time
}

// ErrMessage says that a mail can't be sent as it is, whatever the server says.
var ErrMessage = errors.New("このメールは送れません")

// build makes the mail as it goes over the line: UTF-8 in base64, so that no server can break a line of Japanese, and with no
// header that tells of this computer or program.
func build(a Account, m Message) (*gomail.Msg, error) {
	to, err := mail.CheckAddress(m.To)
	if err != nil {
		return nil, fmt.Errorf("%w: 宛先: %w", ErrMessage, err)
	}
	from, err := mail.CheckAddress(a.From)
	if err != nil {
		return nil, fmt.Errorf("%w: 差出人: %w", ErrMessage, err)
	}
	switch {
	case strings.Count(m.ID, "@") != 1 || strings.ContainsFunc(m.ID, func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }):
		return nil, fmt.Errorf("%w: Message-IDの形が正しくありません", ErrMessage)
	case strings.TrimSpace(m.Subject) == "" || strings.TrimSpace(m.Body) == "":
		return nil, fmt.Errorf("%w: 件名か本文が空です", ErrMessage)
	case strings.ContainsFunc(m.Subject, unicode.IsControl):
		return nil, fmt.Errorf("%w: 件名に改行などの制御文字が入っています", ErrMessage)
	case m.Date.IsZero():
		return nil, fmt.Errorf("%w: 日時がありません", ErrMessage)
	}
	fromHeader, err := netmail.ParseAddress(from.Addr)
	if err != nil {
		return nil, fmt.Errorf("%w: 差出人の形が正しくありません", ErrMessage)
	}
	fromHeader.Name = a.FromName

	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(fromHeader)
	if err := msg.To(to.Addr); err != nil {
		return nil, fmt.Errorf("%w: 宛先の形が正しくありません", ErrMessage) // go-mail's own text repeats the address
	}
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDateWithValue(m.Date)
	msg.Subject(m.Subject)
	// A text's line ends in CRLF before it is encoded (RFC 2045 §6.8).
	msg.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(strings.ReplaceAll(m.Body, "\r\n", "\n"), "\n", "\r\n"))
	return msg, nil
}
