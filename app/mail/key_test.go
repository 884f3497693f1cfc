package mail

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func order1() Key {
	return Key{Mall: "shopify", Shop: "honten", OrderNo: "#1001", Event: Shipped, Occasion: "shipment-1"}
}

func TestAKeyWithAnEmptyPartIsRefusedAndNamesThePart(t *testing.T) {
	for name, empty := range map[string]func(*Key){
		"モール":    func(k *Key) { k.Mall = "" },
		"店舗":     func(k *Key) { k.Shop = " " },
		"注文番号":   func(k *Key) { k.OrderNo = "" },
		"メールの種類": func(k *Key) { k.Event = "" },
		"回":      func(k *Key) { k.Occasion = "　" },
	} {
		k := order1()
		empty(&k)
		err := k.Validate()
		if !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), name+"が空です") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := MessageID(k, "example.jp"); !errors.Is(err, ErrKey) {
			t.Errorf("%s: a Message-ID for half a key: %v", name, err)
		}
	}
	if err := order1().Validate(); err != nil {
		t.Error(err)
	}
}

func TestTheMessageIDHoldsNothingOfTheOrder(t *testing.T) {
	id, err := MessageID(order1(), "Example.JP")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := MessageID(order1(), "example.jp")
	if id != again {
		t.Errorf("a retry has another Message-ID: %s, %s", id, again)
	}
	if !strings.HasSuffix(id, "@example.jp") || strings.Contains(id, "1001") || strings.ContainsAny(id, "<> ") {
		t.Error(id)
	}
	for _, domain := range []string{"", "localhost", "exa mple.jp", "example.jp\r\nBcc: x"} {
		if id, err := MessageID(order1(), domain); err == nil {
			t.Errorf("domain %q gave %s", domain, id)
		}
	}
}

func TestDifferentMailsHaveDifferentMessageIDs(t *testing.T) {
	// The same letters, parted elsewhere.
	one, errOne := MessageID(Key{"shop", "ify1", "001", Shipped, "1"}, "example.jp")
	two, errTwo := MessageID(Key{"shop", "ify", "1001", Shipped, "1"}, "example.jp")
	if errOne != nil || errTwo != nil || one == two {
		t.Error(one, two, errOne, errTwo)
	}
	part := rapid.StringMatching(`[a-c]{1,3}`)
	key := rapid.Custom(func(t *rapid.T) Key {
		return Key{part.Draw(t, "mall"), part.Draw(t, "shop"), part.Draw(t, "no"), Event(part.Draw(t, "event")), part.Draw(t, "occasion")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := key.Draw(t, "a"), key.Draw(t, "b")
		idA, errA := MessageID(a, "example.jp")
		idB, errB := MessageID(b, "example.jp")
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if (a == b) != (idA == idB) {
			t.Fatalf("%v %s, %v %s", a, idA, b, idB)
		}
	})
}
