package customer

import (
	"slices"
	"testing"

	"miseban/app/jst"
)

// shop links orders given as contacts; they are numbered and dated in their order.
func shop(decisions []Decision, contacts ...Contact) *Book {
	keys := make([]Keys, len(contacts))
	for i, c := range contacts {
		c.Order = int64(i + 1)
		if c.OrderedAt == 0 {
			c.OrderedAt = jst.Moment(1700000000 + 86400*i)
		}
		keys[i] = KeysOf(c, NewIgnore([]string{"045-000-9999"}, []string{"shop@example.jp"}, nil))
	}
	return Link(keys, decisions, Usual())
}

func samePerson(t *testing.T, b *Book, want bool, x, y int64) {
	t.Helper()
	if got := b.Customer(x) == b.Customer(y); got != want {
		t.Errorf("orders %d and %d of one person: %v, want %v", x, y, got, want)
	}
}

func TestOnePersonTypesHerselfDifferentlyOnEveryMall(t *testing.T) {
	b := shop(nil,
		Contact{Mall: "rakuten", Name: "髙橋 一郎", Kana: "タカハシ イチロウ", Phone: "090-0000-1002", Address: "大阪府大阪市北区梅田1丁目2番3号"},
		Contact{Mall: "yahoo", Name: "高橋一郎", Phone: "+81 90 0000 1002", Mail: "Ichiro@example.jp"},
		Contact{Mall: "shopify", Name: "高橋　一郎 様", Mail: "ichiro@example.jp", Phone: "066-000-1002"},
		Contact{Mall: "base", Name: "たかはし いちろう", Kana: "ﾀｶﾊｼ ｲﾁﾛｳ", Address: "大阪市北区梅田１−２−３"},
	)
	for _, o := range []int64{2, 3, 4} {
		samePerson(t, b, true, 1, o)
	}
	if got := b.History(4); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("history of the fourth order: %v", got)
	}
	if b.Repeater(1) != 0 || b.Repeater(4) != 3 || b.Kind(1) != Repeater {
		t.Errorf("repeater %d, %d, %v", b.Repeater(1), b.Repeater(4), b.Kind(1))
	}
	evidence := b.Evidence(3)
	for _, want := range []Evidence{{1, 2, Name | Phone}, {2, 3, Name | Mail}, {1, 4, Kana | Address}} {
		if !slices.Contains(evidence, want) {
			t.Errorf("evidence %v lacks %v", evidence, want)
		}
	}
	if len(evidence) != 3 {
		t.Errorf("%d links hold four orders together", len(evidence))
	}
}

func TestAFamilyWithOneTelephoneIsNotOnePerson(t *testing.T) {
	home := "東京都渋谷区神宮前1-2-3"
	b := shop(nil,
		Contact{Name: "山田 太郎", Phone: "045-000-1001", Address: home, Mail: "family@example.jp"},
		Contact{Name: "山田 花子", Phone: "045-000-1001", Address: "渋谷区神宮前1丁目2番3号", Mail: "hanako@example.jp"},
		Contact{Name: "山田 次郎", Mail: "family@example.jp"},
	)
	samePerson(t, b, false, 1, 2)
	samePerson(t, b, false, 1, 3)
	if got := b.Candidate(2); len(got) != 1 || got[0] != (Candidate{1, 1, Phone | Address}) {
		t.Errorf("candidates of Hanako's order: %v", got)
	}
	if got := b.Candidate(3); len(got) != 1 || got[0] != (Candidate{1, 1, Mail}) {
		t.Errorf("candidates of Jiro's order: %v", got)
	}
	if b.Repeater(2) != 0 || b.Kind(2) != CandidateKind || len(b.Candidate(1)) != 0 {
		t.Errorf("repeater %d, kind %v, first order %v", b.Repeater(2), b.Kind(2), b.Candidate(1))
	}
}

func TestNamesakesAreTwoPeople(t *testing.T) {
	b := shop(nil,
		Contact{Name: "佐藤 太郎", Phone: "090-0000-1001", Address: "愛知県名古屋市中区栄4-5-6"},
		Contact{Name: "佐藤 太郎", Phone: "090-0000-1002", Address: "愛知県名古屋市中区栄4-5-7"},
		Contact{Name: "斎藤 実", Phone: "090-0000-1003"},
		Contact{Name: "斉藤 実", Phone: "090-0000-1004"},
	)
	samePerson(t, b, false, 1, 2)
	samePerson(t, b, false, 3, 4)
	if b.Kind(1) != New || b.Candidate(2) != nil {
		t.Errorf("a namesake makes %v, candidates %v", b.Kind(1), b.Candidate(2))
	}
}

func TestMaskedMailCountsInItsShopOnly(t *testing.T) {
	masked := "08bb67fa21af8e5819f4152edb9b5e41s1@pc.fw.rakuten.ne.jp"
	b := shop(nil,
		Contact{Mall: "rakuten", Shop: "ocha", Name: "山崎 美咲", Mail: masked},
		Contact{Mall: "rakuten", Shop: "ocha", Name: "山﨑 美咲", Mail: masked},
		Contact{Mall: "rakuten", Shop: "tea", Name: "山崎 美咲", Mail: masked},
	)
	samePerson(t, b, true, 1, 2)
	samePerson(t, b, false, 1, 3)
	if len(b.Candidate(3)) != 0 {
		t.Error("a masked address was a hint in another shop")
	}
}

func TestNumbersThatEverybodyTypesLinkNobody(t *testing.T) {
	b := shop(nil,
		Contact{Name: "山田 花子", Phone: "090-0000-0000"}, Contact{Name: "山田 花子", Phone: "09000000000"},
		Contact{Name: "山田 花子", Phone: "045-000-9999", Mail: "SHOP@example.jp"}, Contact{Name: "山田 花子", Phone: "450009999", Mail: "shop@example.jp"},
		Contact{Name: "山田 花子", Address: "東京都渋谷区神宮前"}, Contact{Name: "山田 花子", Address: "東京都渋谷区神宮前"},
		Contact{Name: "山田 花子"}, Contact{Name: "山田 花子"},
		Contact{}, Contact{},
	)
	for o := int64(2); o <= 10; o++ {
		if b.Customer(o) != o || b.Candidate(o) != nil {
			t.Errorf("order %d belongs to customer %d, candidates %v", o, b.Customer(o), b.Candidate(o))
		}
	}
	ignored := b.Ignored()
	for _, want := range []Ignored{
		{Phone, Placeholder, 0, []int64{1, 2}}, {Phone, ShopsOwn, 0, []int64{3, 4}}, {Mail, ShopsOwn, 0, []int64{3, 4}}, {Address, Incomplete, 0, []int64{5, 6}},
	} {
		if !slices.ContainsFunc(ignored, func(i Ignored) bool {
			return i.Key == want.Key && i.Reason == want.Reason && slices.Equal(i.Orders, want.Orders)
		}) {
			t.Errorf("not listed: %v (%v)", want, ignored)
		}
	}
}

func TestAKeyOfSixFamiliesIsNoEvidence(t *testing.T) {
	forwarder := "東京都大田区平和島1-2-3"
	families := []string{"山田 花子", "鈴木 次郎", "佐藤 太郎", "田中 実", "高橋 一郎"}
	var orders []Contact
	for _, n := range families {
		orders = append(orders, Contact{Name: n, Address: forwarder})
	}
	orders = append(orders, Contact{Name: "山田 花子", Address: forwarder})
	five := shop(nil, orders...)
	samePerson(t, five, true, 1, 6)
	if len(five.Ignored()) != 0 || len(five.Candidate(6)) != 4 {
		t.Errorf("five families: ignored %v, candidates %v", five.Ignored(), five.Candidate(6))
	}
	six := shop(nil, append(orders, Contact{Name: "德永 誠", Address: forwarder})...)
	samePerson(t, six, false, 1, 6)
	ignored := six.Ignored()
	if len(ignored) != 1 || ignored[0].Reason != SharedByFamilies || ignored[0].Families != 6 || len(ignored[0].Orders) != 7 || six.Candidate(6) != nil {
		t.Errorf("six families: %v, candidates %v", ignored, six.Candidate(6))
	}
}

func TestCancelledOrdersMakeNoRepeater(t *testing.T) {
	hanako := Contact{Name: "山田 花子", Phone: "090-0000-1001"}
	cancelled := hanako
	cancelled.Cancelled = true
	b := shop(nil, cancelled, hanako, hanako)
	if b.Repeater(2) != 0 || b.Repeater(3) != 1 || !slices.Equal(b.History(3), []int64{1, 2}) {
		t.Errorf("repeater %d, %d, history %v", b.Repeater(2), b.Repeater(3), b.History(3))
	}
	b = shop(nil, cancelled, hanako)
	if b.Kind(2) != New {
		t.Errorf("one order and one cancelled make %v", b.Kind(2))
	}
	b = shop(nil, cancelled, Contact{Name: "山田 太郎", Phone: "090-0000-1001"})
	if b.Kind(2) != New || b.Kind(1) != CandidateKind || b.Candidate(2) != nil {
		t.Errorf("a cancelled order of the family makes %v, %v, %v", b.Kind(2), b.Kind(1), b.Candidate(2))
	}
}

// The older order may be imported later: time counts, not the order of the import.
func TestEarlierMeansEarlierInTime(t *testing.T) {
	b := shop(nil,
		Contact{Name: "山田 花子", Phone: "090-0000-1001", OrderedAt: 2000},
		Contact{Name: "山田 花子", Phone: "090-0000-1001", OrderedAt: 1000},
		Contact{Name: "山田 花子", Phone: "090-0000-1001", OrderedAt: 2000},
	)
	if b.Repeater(2) != 0 || b.Repeater(1) != 1 || b.Repeater(3) != 2 || b.Customer(2) != 1 {
		t.Errorf("repeaters %d %d %d, customer %d", b.Repeater(2), b.Repeater(1), b.Repeater(3), b.Customer(2))
	}
	if got := b.Orders(1); !slices.Equal(got, []int64{2, 1, 3}) {
		t.Errorf("orders by time: %v", got)
	}
}

func TestSplitByHandSurvives(t *testing.T) {
	father := Contact{Name: "山田 太郎", Phone: "045-000-1001", Mail: "father@example.jp"}
	son := Contact{Name: "山田 太郎", Phone: "045-000-1001", Mail: "son@example.jp"}
	split := []Decision{{A: 2, B: 1, At: 10}}
	b := shop(split, father, son, father, son)
	samePerson(t, b, false, 1, 2)
	samePerson(t, b, true, 1, 3) // by the stronger link
	samePerson(t, b, true, 2, 4)
	if b.Candidate(4) != nil || b.Kind(4) != Repeater {
		t.Errorf("after the split: candidates %v, kind %v", b.Candidate(4), b.Kind(4))
	}
	b = shop(split, father, son)
	if b.Kind(1) != New || b.Kind(2) != New {
		t.Errorf("two whom the owner parted hint at each other: %v %v", b.Kind(1), b.Kind(2))
	}
	// She changes her mind.
	b = shop(append(split, Decision{A: 1, B: 2, Same: true, At: 20}), father, son)
	samePerson(t, b, true, 1, 2)
	b = shop(append(split, Decision{A: 1, B: 2, Same: true, At: 5}), father, son)
	samePerson(t, b, false, 1, 2)
}

func TestJoinedByHand(t *testing.T) {
	a, c := Contact{Name: "田中 実", Phone: "090-0000-1001"}, Contact{Name: "鈴木 実", Phone: "090-0000-1002"}
	b := shop([]Decision{{A: 1, B: 2, Same: true}, {A: 2, B: 99, Same: true}}, a, c, c)
	samePerson(t, b, true, 1, 3)
	if e := b.Evidence(3); !slices.Contains(e, Evidence{1, 2, ByHand}) || !slices.Contains(e, Evidence{2, 3, Name | Phone}) {
		t.Errorf("evidence %v", e)
	}
	// A with B and B with C, but never A with C: the later join can't be.
	b = shop([]Decision{{A: 1, B: 2, Same: true, At: 1}, {A: 2, B: 3, Same: true, At: 2}, {A: 1, B: 3, At: 3}},
		a, Contact{Name: "佐藤 実"}, c)
	samePerson(t, b, true, 1, 2)
	samePerson(t, b, false, 1, 3)
	if u := b.Unheeded(); len(u) != 1 || u[0].A != 2 || u[0].B != 3 {
		t.Errorf("unheeded %v", u)
	}
}

func TestOwnersCriteria(t *testing.T) {
	keys := []Keys{
		KeysOf(Contact{Order: 1, Name: "山田 花子", Phone: "090-0000-1001", Mail: "a@example.jp"}, Ignore{}),
		KeysOf(Contact{Order: 2, Name: "鈴木 花子", Phone: "090-0000-1001", Mail: "a@example.jp"}, Ignore{}),
		KeysOf(Contact{Order: 3, Name: "山田 花子", Phone: "090-0000-1003", Mail: "b@example.jp"}, Ignore{}),
	}
	c := Usual()
	samePerson(t, Link(keys, nil, c), false, 1, 2)
	c.Same = AtLeast(2, Name|Phone|Mail|Address)
	samePerson(t, Link(keys, nil, c), true, 1, 2)
	samePerson(t, Link(keys, nil, c), false, 1, 3)
	c.Same = []KeySet{Name}
	samePerson(t, Link(keys, nil, c), true, 1, 3)
	if n := len(AtLeast(2, Name|Phone|Mail|Address)); n != 6 {
		t.Errorf("2 of 4 gives %d combinations", n)
	}
	if AtLeast(0, Name) != nil || AtLeast(2, Name) != nil {
		t.Error("impossible N of M gives combinations")
	}
}

func TestAnUnknownOrderHasNoAnswers(t *testing.T) {
	b := Link(nil, []Decision{{A: 1, B: 2}}, Usual())
	if b.Customer(1) != 0 || b.History(1) != nil || b.Repeater(1) != 0 || b.Candidate(1) != nil || b.Kind(1) != Unknown || b.Evidence(1) != nil || b.Orders(1) != nil {
		t.Error("an order that is not there has answers")
	}
}

// Stored keys must be found again by tomorrow's program: these are FNV-1a, spread by splitmix64's finaliser, worked out apart.
func TestKeysAreTheSameOnEveryComputer(t *testing.T) {
	if got := hash("a"); got != 0xd0137a57d0ef408f {
		t.Errorf("hash of a: %#x", got)
	}
	if got := (Name | Phone).String(); got != "氏名・電話番号" {
		t.Errorf("keys read %q", got)
	}
	if got := (Phone | Mail).Codes(); !slices.Equal(got, []string{"phone", "mail"}) {
		t.Errorf("codes %v", got)
	}
}

func TestTheLastOfTwoEntriesOfAnOrderCounts(t *testing.T) {
	hanako, taro := hash("花子"), hash("太郎")
	keys := []Keys{{Order: 2, Name: hanako, Phone: 1}, {Order: 1, Name: hanako, Phone: 1}, {Order: 2, Name: taro, Phone: 1}}
	samePerson(t, Link(keys, nil, Usual()), false, 1, 2)
	samePerson(t, Link([]Keys{keys[1], keys[2], keys[0]}, nil, Usual()), true, 1, 2)
}
