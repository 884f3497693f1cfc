package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/intake"
	"miseban/app/flow/review"
)

// sent is one order of a file with everything about where it goes; the customer is known by mail.
type sent struct{ day, mail, name, zip, prefecture, city, street, phone string }

func (s *shop) takeSent(name string, orders ...sent) {
	s.Helper()
	var b strings.Builder
	b.WriteString("注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,注文者メールアドレス,送付先姓,送付先名,送付先郵便番号1,送付先郵便番号2,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント\r\n")
	for _, o := range orders {
		family, given, _ := strings.Cut(o.name, " ")
		zip, tel := append(strings.Split(o.zip, "-"), ""), append(strings.Split(o.phone, "-"), "", "")
		fmt.Fprintf(&b, "123456-202611%s-0000000001,300,2026-11-%s 10:00:00,クレジットカード,1080,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,煎茶,tea,1080,1,,\r\n", o.day, o.day, family, given, o.mail, family, given,
			zip[0], zip[1], o.prefecture, o.city, o.street, tel[0], tel[1], tel[2])
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		s.Fatal(err)
	}
	if r, err := intake.Import(ctx, s.s.Desk, []string{path}, intake.Options{Now: tuesday}); err != nil || r.Refused() {
		s.Fatalf("%+v %v", r, err)
	}
}

// proposals gives what is proposed for the last order, as "target field=value".
func (s *shop) proposals() map[string]review.Proposal {
	s.Helper()
	rows := s.s.Desk.Rows()
	all, err := review.Proposals(ctx, s.s.Desk, rows[len(rows)-1])
	if err != nil {
		s.Fatal(err)
	}
	out := map[string]review.Proposal{}
	for _, p := range all {
		kind, _, _ := strings.Cut(p.Target, ":")
		if p.LabelOnly {
			kind = "label " + kind
		}
		out[kind+" "+p.Field] = p
	}
	return out
}

var hanako = sent{"10", "hanako@example.com", "山田 花子", "150-0001", "東京都", "渋谷区", "神宮前1-2-3", "090-0000-1001"}

// What an order lacks is known from the last one of the same customer.
func TestWhatIsKnownFromAnEarlierOrder(t *testing.T) {
	old := hanako
	old.day, old.street = "05", "神宮前9-9-9"
	now := hanako
	now.day, now.street, now.phone, now.zip = "20", "神宮前", "1-2-3", "-"
	s := newShop(t)
	s.takeSent("1.csv", old, hanako, now)
	p := s.proposals()
	for what, want := range map[string]string{"dest address": "東京都渋谷区神宮前1-2-3", "dest phone": "09000001001", "dest zip": "1500001"} {
		if p[what].Value != want || !strings.Contains(p[what].Why, "2026/11/10") {
			t.Errorf("%s: %+v, want %s of 11/10", what, p[what], want)
		}
	}
	if len(p) != 3 {
		t.Errorf("%+v", p)
	}
	// A proposal that she takes is a correction like any other, and then there is nothing to propose.
	rows := s.s.Desk.Rows()
	var values []review.Value
	for _, x := range p {
		values = append(values, review.Value{Target: x.Target, Field: x.Field, Text: x.Value})
	}
	if _, err := review.CorrectAll(ctx, s.s.Desk, rows[2], values, tuesday); err != nil {
		t.Fatal(err)
	}
	if p := s.proposals(); len(p) != 0 || s.s.Desk.Row(rows[2].ID).Questions != 0 {
		t.Errorf("still proposed: %+v", p)
	}
}

// Somebody else of the same name, a new address that is complete, and nothing known at all.
func TestWhatIsNotProposed(t *testing.T) {
	namesake := hanako
	namesake.day, namesake.mail, namesake.phone, namesake.street, namesake.zip = "20", "other@example.com", "090-0000-2002", "神宮前", "-"
	same := hanako
	same.day = "21"
	moved := hanako
	moved.day, moved.street = "22", "神宮前7-7-7"
	s := newShop(t)
	s.takeSent("1.csv", hanako, namesake)
	if p := s.proposals(); len(p) != 0 {
		t.Errorf("a namesake's address is proposed: %+v", p)
	}
	s.takeSent("2.csv", same)
	if p := s.proposals(); len(p) != 0 {
		t.Errorf("all is well, and %+v", p)
	}
	s.takeSent("3.csv", moved)
	if p := s.proposals(); len(p) != 1 || p["dest address"].Value != "東京都渋谷区神宮前1-2-3" || strings.Contains(p["dest address"].Why, "足りない") {
		t.Errorf("another address than before: %+v", p)
	}
}

// The family's orders are the same customer's by hand or by telephone and mail; the mother's address is not the son's.
func TestAnotherRecipientsAddressIsNotProposed(t *testing.T) {
	s := newShop(t)
	s.takeSent("1.csv", hanako)
	f, err := s.s.Desk.Input(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	// Her earlier parcel went to her mother.
	if _, err := review.CorrectAll(ctx, s.s.Desk, s.s.Desk.Row(1), []review.Value{{Target: "dest:" + f.Facts.Destinations[0].Key(), Field: "name", Text: "山田 和子"},
		{Target: "dest:" + f.Facts.Destinations[0].Key(), Field: "address", Text: "北海道札幌市中央区1-1"}}, tuesday); err != nil {
		t.Fatal(err)
	}
	now := hanako
	now.day, now.street, now.phone = "20", "神宮前", "1-2-3"
	s.takeSent("2.csv", now)
	if s.s.Desk.Row(2).Repeat != 1 {
		t.Fatal("the second order is not the same customer's")
	}
	if p := s.proposals(); len(p) != 0 {
		t.Errorf("%+v", p)
	}
}

// A postal code is known from other orders to the same town, when all of them agree; so is how an address begins.
func TestTheTownIsKnownFromOtherOrders(t *testing.T) {
	other := func(day, zip, street string) sent {
		return sent{day, "c" + day + "@example.com", "客 " + day, zip, "東京都", "渋谷区", street, "090-0000-30" + day}
	}
	lacking := sent{"20", "jiro@example.com", "鈴木 次郎", "-", "東京都", "渋谷区", "神宮前5-5-5", "090-0000-4004"}
	s := newShop(t)
	s.takeSent("1.csv", other("11", "150-0001", "神宮前一-1"), other("12", "150-0001", "神宮前2-1"), other("13", "150-0013", "恵比寿3-1"), lacking)
	if p := s.proposals(); len(p) != 1 || p["dest zip"].Value != "1500001" {
		t.Errorf("the missing postal code: %+v", p)
	}
	wrong := lacking
	wrong.day, wrong.zip = "21", "150-0031"
	s.takeSent("2.csv", wrong)
	if p := s.proposals(); len(p) != 0 {
		t.Errorf("one other order does not contradict: %+v", p)
	}
	s.takeSent("3.csv", other("14", "150-0001", "神宮前8-1"))
	s.takeSent("5.csv", sent{"23", "shiro@example.com", "客 23", "150-0099", "東京都", "渋谷区", "恵比寿8-8", "090-0000-6006"}, sent{"24", "goro@example.com", "鈴木 五郎", "-", "東京都", "渋谷区", "恵比寿9-9", "090-0000-7007"})
	if p := s.proposals(); len(p) != 0 {
		t.Errorf("two orders give two postal codes, proposed is %+v", p)
	}
	short := sent{"22", "saburo@example.com", "鈴木 三郎", "150-0001", "", "", "神宮前6-6-6", "090-0000-5005"}
	s.takeSent("4.csv", short)
	if p := s.proposals(); p["dest address"].Value != "東京都渋谷区神宮前6-6-6" {
		t.Errorf("an address without its beginning: %+v", p)
	}
}

// 𠮷 stays 𠮷 on the slip; the label, which can't show it, gets 吉. All that is proposed can be written in CP932.
func TestCharactersThatNoLabelShows(t *testing.T) {
	for name, want := range map[string]string{"𠮷田 花子": "吉田 花子", "山田 花\U000E0100子": "山田 花子", "山田 カ\u3099ク": "山田 ガク", "山田 𩸽": "山田 〓", "髙﨑 ①": "", "葛󠄀城 子": "葛城 子"} {
		s := newShop(t)
		o := hanako
		o.name = name
		s.takeSent("1.csv", o)
		p := s.proposals()
		got := p["label dest name"]
		if got.Value != want && !(want == "山田 ガク" && len(p) == 0) {
			t.Errorf("%q: proposed %q, want %q", name, got.Value, want)
		}
		if _, err := japanese.ShiftJIS.NewEncoder().String(got.Value); err != nil {
			t.Errorf("%q can't be written: %v", got.Value, err)
		}
		if want == "" && len(p) != 0 {
			t.Errorf("%q: %+v", name, p)
		}
	}
}
