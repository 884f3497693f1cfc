package mail

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Address is a mail address that a server can be given.
type Address struct {
	// Addr is local@domain in ASCII. The local part is in quotation marks if Quoted.
	Addr string
	// Quoted flags an address of the old mobile carriers whose dots break the rules of RFC 5321 (a..b@, ab.@) and which was
	// therefore quoted. Such a mail may come back; the owner should know.
	Quoted bool
}

// Domain is the part behind the @, in lower case.
func (a Address) Domain() string {
	return strings.ToLower(a.Addr[strings.LastIndexByte(a.Addr, '@')+1:])
}

// ErrAddress says that no mail can be sent to an address. Its text names the reason but not the address.
var ErrAddress = errors.New("メールアドレスとして使えません")

// dottedCarriers gave out addresses with two dots in a row, or a dot before the @, until about 2009.
var dottedCarriers = map[string]bool{"docomo.ne.jp": true, "ezweb.ne.jp": true, "au.com": true}

// specials are the characters besides letters and digits that an unquoted local part may hold (RFC 5321 §4.1.2, atext).
const specials = "!#$%&'*+-/=?^_`{|}~"

// CheckAddress reads one address as an order file holds it: full-width characters become ASCII (NFKC) and spaces around it go.
// The error is an ErrAddress.
func CheckAddress(raw string) (Address, error) {
	s := strings.TrimSpace(norm.NFKC.String(raw))
	refuse := func(why string) (Address, error) { return Address{}, fmt.Errorf("%w: %s", ErrAddress, why) }
	if s == "" {
		return refuse("空です")
	}
	for _, r := range s {
		switch {
		case unicode.IsControl(r):
			return refuse("改行などの制御文字が入っています")
		case unicode.IsSpace(r):
			return refuse("途中に空白が入っています")
		case r > unicode.MaxASCII:
			return refuse(fmt.Sprintf("半角の英数字でない文字「%c」が入っています", r))
		}
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return refuse("@がありません")
	}
	local, domain := s[:at], strings.ToLower(s[at+1:])
	if len(s) > 254 || len(local) > 64 {
		return refuse("長すぎます")
	}
	if why := domainFault(domain); why != "" {
		return refuse(why)
	}
	if inner, ok := unquote(local); ok {
		local = inner
	}
	if local == "" {
		return refuse("@の前が空です")
	}
	for _, r := range local {
		if r != '.' && !isAlnum(r) && !strings.ContainsRune(specials, r) {
			return refuse(fmt.Sprintf("@の前に使えない文字「%c」が入っています。アドレスは1件だけ書いてください", r))
		}
	}
	if !badDots(local) {
		return Address{Addr: local + "@" + domain}, nil
	}
	if !dottedCarriers[domain] {
		return refuse("@の前のドット（.）の位置が正しくありません")
	}
	return Address{Addr: `"` + local + `"@` + domain, Quoted: true}, nil
}

// badDots reports the dots that an unquoted local part may not have.
func badDots(local string) bool {
	return strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..")
}

// unquote takes the quotation marks off a local part that was already quoted in the file.
func unquote(local string) (string, bool) {
	if len(local) < 3 || local[0] != '"' || local[len(local)-1] != '"' {
		return local, false
	}
	return local[1 : len(local)-1], true
}

// domainFault says in Japanese why a mail domain in lower case can't be one, or gives "". An address on the internet needs a
// dot in its domain, and a top-level domain is never only digits (RFC 1123 §2.1, RFC 3696 §2).
func domainFault(domain string) string {
	if domain == "" {
		return "@の後が空です"
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return "@の後にドット（.）がありません"
	}
	if len(domain) > 253 {
		return "@の後が長すぎます"
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' {
			return "@の後のドット（.）かハイフン（-）の位置が正しくありません"
		}
		for _, r := range l {
			if !isAlnum(r) && r != '-' {
				return fmt.Sprintf("@の後に使えない文字「%c」が入っています", r)
			}
		}
	}
	if strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		return "@の後が数字で終わっています"
	}
	return ""
}

func isAlnum(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
