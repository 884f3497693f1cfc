package mail

import (
	"errors"
	"fmt"
)

// Sender says who sends the mail of an event for a shop. Its value is stored; Name is what the owner sees.
type Sender string

// Who may send.
const (
	SenderShop Sender = "shop" // this program
	SenderMall Sender = "mall" // the mall or cart does it; a second mail would be worse than none
	SenderNone Sender = "none" // nobody
)

// Name is the sender as the owner reads it.
func (s Sender) Name() string {
	switch s {
	case SenderShop:
		return "店番が送る"
	case SenderMall:
		return "モールが送る"
	case SenderNone:
		return "送らない"
	}
	return string(s)
}

// amazon forbids the confirmations and thanks that other shops send: no mail of any event goes out by itself.
const amazon = "amazon"

// ownCarts are the systems on which the shop is its own mall. They can send mails too, so the program asks before it does.
var ownCarts = map[string]bool{
	"shopify": true, "colorme": true, "makeshop": true, "eccube": true, "eccube4": true, "futureshop": true,
}

// DefaultSender gives who sends as long as the owner hasn't said otherwise: the mall for every mall, nobody for the owner's
// own cart. A mall that the program doesn't know is taken to send its own mails.
func DefaultSender(mall string, _ Event) Sender {
	if ownCarts[mall] {
		return SenderNone
	}
	return SenderMall
}

// ErrSender says that a sender can't be chosen for a mall.
var ErrSender = errors.New("この組み合わせは選べません")

// AllowSender returns nil if the owner may choose s for the event on the mall. On Amazon the program never sends by itself.
func AllowSender(mall string, e Event, s Sender) error {
	switch {
	case s != SenderShop && s != SenderMall && s != SenderNone:
		return fmt.Errorf("%w: 「%s」という送り方はありません", ErrSender, s)
	case !e.Known():
		return fmt.Errorf("%w: 「%s」というメールはありません", ErrSender, e)
	case mall == amazon && s == SenderShop:
		return fmt.Errorf("%w: Amazonでは%sメールの自動送信が禁じられているため、店番からは送れません", ErrSender, e.Name())
	}
	return nil
}

// ShopEvent is one cell of the table shop × event.
type ShopEvent struct {
	Mall, Shop string
	Event      Event
}

// Senders is the owner's table shop × event. A cell that isn't in it has the default; the nil table is all defaults.
type Senders map[ShopEvent]Sender

// Of gives who sends. A stored cell that isn't allowed, such as 店番が送る on Amazon, counts as the default.
func (t Senders) Of(mall, shop string, e Event) Sender {
	if s, ok := t[ShopEvent{mall, shop, e}]; ok && AllowSender(mall, e, s) == nil {
		return s
	}
	return DefaultSender(mall, e)
}
