package mail

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Key is what makes a mail the same mail: the outbox holds each key once, for ever. No part may be empty.
type Key struct {
	Mall    string // the mall's id, such as "rakuten"
	Shop    string // the shop's id
	OrderNo string // the order number as the mall writes it
	Event   Event
	// Occasion tells mails of one event apart: the shipment's key for 出荷, "1" where there can be only one,
	// the own number of a mail that the owner started by hand.
	Occasion string
}

// ErrKey says that a key can't identify a mail.
var ErrKey = errors.New("メールを一意に区別できません")

// Validate reports which part is empty or holds control characters, as an ErrKey.
func (k Key) Validate() error {
	for _, part := range []struct{ name, value string }{
		{"モール", k.Mall}, {"店舗", k.Shop}, {"注文番号", k.OrderNo}, {"メールの種類", string(k.Event)}, {"回", k.Occasion},
	} {
		if strings.TrimSpace(part.value) == "" {
			return fmt.Errorf("%w: %sが空です", ErrKey, part.name)
		}
		if strings.ContainsFunc(part.value, unicode.IsControl) {
			return fmt.Errorf("%w: %sに制御文字が入っています", ErrKey, part.name)
		}
	}
	return nil
}

// MessageID gives the Message-ID, without angle brackets, of the mail with this key: the same on every try, so that a
// receiving server and a reader can see a double. Only a hash of the key and the sender's domain are in it; the computer's
// name never is. The domain is the part behind the @ of the sender's address (RFC 5322 §3.6.4).
func MessageID(k Key, domain string) (string, error) {
	if err := k.Validate(); err != nil {
		return "", err
	}
	domain = strings.ToLower(domain)
	if why := domainFault(domain); why != "" {
		return "", fmt.Errorf("Message-IDを作れません（差出人のドメイン）: %s", why)
	}
	h := sha256.New()
	for _, part := range []string{k.Mall, k.Shop, k.OrderNo, string(k.Event), k.Occasion} {
		// The length before each part keeps ("ab","c") and ("a","bc") apart.
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil)[:16]) + "@" + domain, nil
}
