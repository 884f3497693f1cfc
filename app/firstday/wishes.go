package firstday

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/yen"
)

type optionSeen struct {
	Tally
	texts   map[string]int // "ラッピング:あり" → orders, only those that wish something
	nos     map[string]bool
	titles  map[string]bool
	prices  map[yen.Yen]int
	charged int // orders in which the mall already charges for wrapping
	column  int // orders with the wish in a column of its own
	byText  int // orders with the wish among the options
}

func newOption() *optionSeen {
	return &optionSeen{texts: map[string]int{}, nos: map[string]bool{}, titles: map[string]bool{}, prices: map[yen.Yen]int{}}
}

// optionsOf takes the wishes out of the lines' options and the destinations' columns.
func (v *Survey) optionsOf(s *Seen) {
	f := s.In.Facts
	found, inColumn := map[Option]string{}, map[Option]bool{}
	for _, l := range f.Lines {
		for _, text := range order.Value(l.Options) {
			c, ok := ReadOption(text)
			if !ok {
				continue
			}
			o := at(v.options, c.Kind, newOption)
			if c.No {
				if len(o.nos) < mostTexts {
					o.nos[text] = true
				}
				continue
			}
			if _, had := found[c.Kind]; !had && c.Price != nil {
				o.prices[*c.Price]++
			}
			if len(o.titles) < mostTexts {
				o.titles[c.Title] = true
			}
			if o.texts[text] > 0 || len(o.texts) < mostTexts {
				o.texts[text]++
			}
			found[c.Kind] = text
		}
	}
	for kind := range found {
		v.options[kind].byText++
	}
	for _, d := range f.Destinations {
		for kind, p := range map[Option]*string{Noshi: d.Noshi, Wrapping: d.Wrapping, GreetingCard: d.Message} {
			if x := order.Value(p); x != "" {
				inColumn[kind] = true
				if _, had := found[kind]; !had {
					found[kind] = x
				}
			}
		}
	}
	for kind, text := range found {
		o := at(v.options, kind, newOption)
		o.add(s, text)
		if inColumn[kind] {
			o.column++
		}
		if order.Value(f.WrappingFee) > 0 {
			o.charged++
		}
	}
}

// mostTexts is how many wordings of one wish are remembered: free texts, as of an engraving, have no end.
const mostTexts = 200

func (v *Survey) optionCards() []Card {
	var out []Card
	for _, k := range optionKinds {
		o := v.options[k.kind]
		if o == nil || o.Orders < Few {
			continue
		}
		c := Card{ID: "option:" + string(k.kind), Kind: AboutOption, Tally: o.Tally, Title: fmt.Sprintf("%sの希望が %s ありました", k.name, Count(o.Orders)), Evidence: []string{o.says() + "。"}}
		for i, text := range byOrders(o.texts, func(n int) int { return n }) {
			if i == 6 {
				c.Evidence = append(c.Evidence, fmt.Sprintf("ほかに %d通り。", len(o.texts)-6))
				break
			}
			c.Evidence = append(c.Evidence, fmt.Sprintf("項目・選択肢「%s」 %d回", text, o.texts[text]))
		}
		if o.column > 0 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("%sの列に書かれていたもの %s。", k.name, Count(o.column)))
		}
		if o.charged > 0 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("うち %s は、モールがラッピング料を請求しています。", Count(o.charged)))
		}
		r := rule.Rule{Name: k.name, When: all(o.condition(k.kind)), Then: []rule.Action{{Kind: rule.SetCheck, Text: k.name}, label(k.name)}}
		if k.kind == Engraving {
			r.Then = []rule.Action{{Kind: rule.Review, Text: "名入れの文字を確かめてください"}, {Kind: rule.SetCheck, Text: k.name}}
			c.Does = "名入れの注文を確認待ちにして、文字を1件ずつ確かめられるようにします。チェック欄「名入れ」も付けます。"
		} else {
			c.Does = fmt.Sprintf("チェック欄とラベル「%s」を付けるルールを、下書きに加えます。", k.name)
		}
		var others []Answer
		if price, n := most(o.prices); n > 0 && o.charged == 0 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("文字の中の値段は %s円が %d回。モールの合計にラッピング料はありません。", price, n))
			with := r
			with.Then = append(slices.Clone(r.Then), rule.Action{Kind: rule.Fee, Text: k.name, Yen: price, Rate: 10})
			others = append(others, Answer{fmt.Sprintf("採用して、料金 %s円の行も足す", price), Take{Rule: &with}})
		}
		if k.kind == Engraving {
			only := r
			only.Then = r.Then[1:]
			others = append(others, Answer{"止めずに、チェック欄だけ付ける", Take{Rule: &only}})
		}
		c.Answers = answers("採用", Take{Rule: &r}, others...)
		out = append(out, c)
	}
	return out
}

// mostValues is how many texts a condition lists; a wish with more is a free text, found by what stands before it.
const mostValues = 12

// condition finds the wish among the options or in its own column.
func (o *optionSeen) condition(kind Option) rule.Cond {
	var of []rule.Cond
	if o.byText > 0 {
		wanted := byOrders(o.texts, func(n int) int { return n })
		if len(wanted) > mostValues || kind == Engraving {
			line := o.freely()
			of = append(of, some(rule.Lines, line...))
		} else {
			of = append(of, some(rule.Lines, compare("options", rule.Contains, texts(wanted...)...)))
		}
	}
	if field := map[Option]string{Noshi: "noshi", Wrapping: "wrapping", GreetingCard: "message"}[kind]; o.column > 0 {
		of = append(of, some(rule.Destinations, compare(field, rule.Filled)))
	}
	return anyOf(of...)
}

// freely finds a wish that is told in the customer's own words: by what stands before them, and not by the words for none. A field
// that she left empty is no wish.
func (o *optionSeen) freely() []rule.Cond {
	titles := slices.Sorted(maps.Keys(o.titles))
	var nos []string
	empty := false
	for _, no := range slices.Sorted(maps.Keys(o.nos)) {
		if c, _ := ReadOption(no); c.Value == "" {
			empty = true
		} else {
			nos = append(nos, no)
		}
	}
	found := compare("options", rule.Contains, texts(titles...)...)
	if empty {
		for i, t := range titles {
			titles[i] = regexp.QuoteMeta(t) + ":."
		}
		found = compare("options", rule.Matches, texts(titles...)...)
	}
	if len(nos) == 0 {
		return []rule.Cond{found}
	}
	return []rule.Cond{found, compare("options", rule.Lacks, texts(nos...)...)}
}

func most[K cmp.Ordered](m map[K]int) (best K, n int) {
	for k, x := range m {
		if x > n || x == n && k < best {
			best, n = k, x
		}
	}
	return best, n
}
