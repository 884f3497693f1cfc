package mail

import (
	"errors"
	"strings"
	"testing"
)

func TestWhoSendsAsLongAsNobodyHasSaid(t *testing.T) {
	for mall, want := range map[string]Sender{
		"rakuten": SenderMall, "yahoo": SenderMall, "amazon": SenderMall, "base": SenderMall, "stores": SenderMall, "qoo10": SenderMall,
		"shopify": SenderNone, "colorme": SenderNone, "makeshop": SenderNone, "eccube4": SenderNone, "futureshop": SenderNone,
	} {
		for _, e := range Events() {
			if got := (Senders)(nil).Of(mall, "honten", e); got != want {
				t.Errorf("%s %s: %s", mall, e.Name(), got.Name())
			}
		}
	}
}

func TestAmazonNeverGetsAutomaticMail(t *testing.T) {
	for _, e := range Events() {
		err := AllowSender("amazon", e, SenderShop)
		if !errors.Is(err, ErrSender) || !strings.Contains(err.Error(), "Amazon") {
			t.Errorf("%s: %v", e.Name(), err)
		}
		// Even a table that says so, from an edited settings file, has no effect.
		table := Senders{{"amazon", "honten", e}: SenderShop}
		if got := table.Of("amazon", "honten", e); got == SenderShop {
			t.Error(got)
		}
		if err := AllowSender("amazon", e, SenderNone); err != nil {
			t.Error(err)
		}
	}
}

func TestTheOwnersWordWinsForHerShopOnly(t *testing.T) {
	table := Senders{{"shopify", "honten", Shipped}: SenderShop, {"shopify", "honten", OrderConfirmed}: "somebody"}
	if got := table.Of("shopify", "honten", Shipped); got != SenderShop {
		t.Error(got)
	}
	if got := table.Of("shopify", "outlet", Shipped); got != SenderNone {
		t.Error("the other shop:", got)
	}
	if got := table.Of("shopify", "honten", OrderConfirmed); got != SenderNone {
		t.Error("a value that is no sender:", got)
	}
	if AllowSender("shopify", "birthday", SenderShop) == nil || AllowSender("shopify", Shipped, "somebody") == nil {
		t.Error("allowed what does not exist")
	}
}
