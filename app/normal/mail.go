package normal

import (
	"strings"
	"unicode"
)

// Mail gives the key of a mail address: NFKC, lower case, without spaces around it and without mailto: or a name in
// front of <…>. It is empty when s is not an address. Addresses with two dots in a row or a dot before the @, which
// Japanese carriers gave out until 2009, are addresses.
func Mail(s string) string {
	if !plainMail(s) {
		var stack [stackRunes]rune
		folded := string(trimSpace(appendFolded(stack[:0], s)))
		if i := strings.LastIndexByte(folded, '<'); i >= 0 && strings.HasSuffix(folded, ">") {
			folded = folded[i+1 : len(folded)-1]
		}
		s = strings.TrimSpace(strings.TrimPrefix(folded, "mailto:"))
	}
	if !isMail(s) {
		return ""
	}
	return s
}

func plainMail(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7F || c >= 'A' && c <= 'Z' || c == '<' || c == '>' || c == ':' {
			return false
		}
	}
	return true
}

func isMail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || len(s) > 254 || strings.IndexByte(s, '@') != at || strings.ContainsAny(s, " <>,;:()[]") || strings.ContainsFunc(s, unicode.IsControl) {
		return false
	}
	domain := s[at+1:]
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && dot < len(domain)-2 && domain[0] != '.' && domain[0] != '-' && !strings.Contains(domain, "..")
}

// maskedDomains are the domains under which malls hide the buyer's own address. Such an address says who somebody is
// only inside the shop that received it.
var maskedDomains = []string{
	"fw.rakuten.ne.jp",         // 楽天 あんしんメルアド: …s1@pc.fw.rakuten.ne.jp, …@mb.fw.rakuten.ne.jp
	"marketplace.amazon.co.jp", // Amazon.co.jp
	"marketplace.amazon.com",   // the same for buyers with an account abroad
	"members.ebay.com",         // eBay
	"privaterelay.appleid.com", // Apple メールを非公開: one address for each app or shop
}

// Masked says whether a mail address, in any spelling, is a mall's stand-in for the buyer's own.
func Masked(mail string) bool {
	mail = Mail(mail)
	domain := mail[strings.LastIndexByte(mail, '@')+1:]
	for _, m := range maskedDomains {
		if strings.HasSuffix(domain, m) && (len(domain) == len(m) || domain[len(domain)-len(m)-1] == '.') {
			return true
		}
	}
	return false
}
