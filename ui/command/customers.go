package command

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/customer"
	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/people"
	"miseban/app/judge"
)

var customerCommands = []*command{
	{name: "customers", args: "[--kind repeater,candidate,new] [--ignored]", does: "お客様の一覧と、同じ人と判断した根拠です。", flags: map[string]bool{"kind": true, "ignored": false}, run: runCustomers,
		help: `注文した人で判断します（届け先では判断しません）。氏名（またはフリガナ）と、電話番号・メールアドレス・住所のどれかが一致すれば、同じ人です。
kind: repeater リピーター（キャンセルを除いて2件以上）、candidate リピーター候補（氏名が違うほかの注文と、連絡先だけが一致）、new 新規
--ignored は、根拠にしなかった連絡先（仮の番号、店舗の連絡先など）と、その受注です。連絡先そのものは出しません。
JSON: {"customers":[{"id":1,"kind":"repeater","orders":["…"],"evidence":[{"a":"…","b":"…","keys":["phone","name"]}]}]}
keys: name kana phone mail address by_hand
--ignored の JSON: {"ignored":[{"key":"phone","reason":"…","families":N,"orders":["…"]}]}（families は、多くの姓で共有されているときの姓の数）`},
}

// The kinds of customer that can be asked for, with the window's words.
var customerKinds = []struct {
	kind customer.Kind
	name string
}{{customer.Repeater, "リピーター"}, {customer.CandidateKind, "リピーター候補"}, {customer.New, "新規"}}

func kindsNamed(list string) ([]customer.Kind, error) {
	var out []customer.Kind
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		known := false
		for _, k := range customerKinds {
			if k.kind.String() == word {
				out = append(out, k.kind)
				known = true
			}
		}
		if !known {
			return nil, usage("--kind に「" + word + "」はありません。repeater、candidate、new から選んでください（, で並べられます）。")
		}
	}
	if len(out) == 0 {
		return nil, usage("--kind のあとに repeater、candidate、new のどれかを書いてください（, で並べられます）。")
	}
	return out, nil
}

func runCustomers(c *call) error {
	if len(c.args) > 0 {
		return usage("customers に続く言葉はありません。")
	}
	var kinds []customer.Kind
	if c.has("kind") {
		if c.has("ignored") {
			return usage("--kind と --ignored は、別々に使ってください。")
		}
		var err error
		if kinds, err = kindsNamed(c.flags["kind"]); err != nil {
			return err
		}
	}
	return c.reading(func(s *open.Shop) error {
		if c.has("ignored") {
			return c.tellIgnored(people.NotBelieved(s.Desk))
		}
		all := people.List(s.Desk, kinds...)
		if c.json {
			return c.writeCustomers(all)
		}
		for _, p := range all {
			c.tellCustomer(p)
		}
		c.print("%d人", len(all))
		if n := len(people.NotBelieved(s.Desk)); n > 0 {
			c.print("根拠にしなかった連絡先が%d種類あります（--ignored で見られます）。", n)
		}
		return nil
	})
}

func (c *call) tellCustomer(p people.Customer) {
	word := ""
	for _, k := range customerKinds {
		if k.kind == p.Kind {
			word = k.name
		}
	}
	cancelled := 0
	for _, r := range p.Orders {
		if r.Status == judge.Cancelled {
			cancelled++
		}
	}
	count := fmt.Sprintf("%d件", len(p.Orders))
	if cancelled > 0 {
		count += fmt.Sprintf("（うちキャンセル%d件）", cancelled)
	}
	var malls []string
	for _, m := range p.Malls {
		malls = append(malls, m.Name())
	}
	name := p.Last().Name
	if name == "" {
		name = "（氏名なし）"
	}
	last := "—"
	if at := p.Last().OrderedAt; at != 0 {
		last = at.Time().Format("2006/01/02")
	}
	c.print("%5d  %s  %s  受注%s  %s  最後の注文 %s", p.ID, word, name, count, strings.Join(malls, "・"), last)
}

func (c *call) writeCustomers(all []people.Customer) error {
	type link struct {
		A    string   `json:"a"`
		B    string   `json:"b"`
		Keys []string `json:"keys"`
	}
	type person struct {
		ID       int64    `json:"id"`
		Kind     string   `json:"kind"`
		Orders   []string `json:"orders"`
		Evidence []link   `json:"evidence"`
	}
	out := make([]person, 0, len(all))
	for _, p := range all {
		one := person{p.ID, p.Kind.String(), numbers(p.Orders), []link{}}
		for _, e := range p.Evidence {
			one.Evidence = append(one.Evidence, link{e.A.No, e.B.No, e.Keys.Codes()})
		}
		out = append(out, one)
	}
	return c.writeJSON(map[string]any{"customers": out})
}

// tellIgnored lists what is no evidence, without the contacts themselves.
func (c *call) tellIgnored(all []people.Ignored) error {
	if c.json {
		type ignored struct {
			Key      string   `json:"key"`
			Reason   string   `json:"reason"`
			Families int      `json:"families"`
			Orders   []string `json:"orders"`
		}
		out := make([]ignored, 0, len(all))
		for _, i := range all {
			out = append(out, ignored{strings.Join(i.Key.Codes(), ","), string(i.Reason), i.Families, numbers(i.Orders)})
		}
		return c.writeJSON(map[string]any{"ignored": out})
	}
	for _, i := range all {
		why := string(i.Reason)
		if i.Families > 0 {
			why += fmt.Sprintf("（%d の姓）", i.Families)
		}
		c.print("%s：%s　受注%d件（%s）", i.Key, why, len(i.Orders), shortened(numbers(i.Orders)))
	}
	c.print("%d種類", len(all))
	return nil
}

func numbers(rows []*desk.Row) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.No)
	}
	return out
}

// shortened names the first few of many.
func shortened(all []string) string {
	const most = 5
	if len(all) <= most {
		return strings.Join(all, "、")
	}
	return strings.Join(slices.Clone(all[:most]), "、") + " ほか"
}
