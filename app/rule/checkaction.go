package rule

import (
	"strings"

	"miseban/app/yen"
)

// Bounds of numbers in actions: what lies outside is a slip of the finger.
const (
	mostFee      = 1_000_000 // yen, tax included
	mostPriority = 1000
)

// actions checks what a rule does, each thing by itself and all together.
func (k *checker) actions(r *Rule) {
	exclusive := map[ActionKind]*Action{}
	on := map[[2]string]*Action{}
	seen := map[string]bool{}
	for i := range r.Then {
		a := &r.Then[i]
		k.comments(a.At, a.Comments)
		if !k.action(a) {
			continue
		}
		if a.Kind.Exclusive() {
			if exclusive[a.Kind] != nil {
				k.fault(a.At, nil, "1つのルールに「%s」が2つあります。どちらにするか決めて、1つ消してください。", a.Kind.Name())
			}
			exclusive[a.Kind] = a
			continue
		}
		if seen[FormatAction(a)] {
			k.fault(a.At, nil, "同じ動作「%s」が2つあります。1つ消してください。", clip(FormatAction(a)))
			continue
		}
		seen[FormatAction(a)] = true
		switch a.Kind {
		case SetFlag, SetLabel, SetCheck:
			key := [2]string{string(a.Kind), sameName(a.Text)}
			if other := on[key]; other != nil && other.Off != a.Off {
				k.fault(a.At, nil, "同じ「%s」を付けて外しています。どちらかを消してください。", clip(FormatAction(&Action{Kind: a.Kind, Text: a.Text})))
			}
			on[key] = a
		case Fee:
			key := [2]string{string(a.Kind), sameName(a.Text)}
			if on[key] != nil {
				k.fault(a.At, nil, "料金「%s」が2つあります。金額を合わせて1つにしてください。", clip(a.Text))
			}
			on[key] = a
		}
	}
}

func (k *checker) action(a *Action) bool {
	before := len(k.faults)
	what := "「" + a.Kind.Name() + "」"
	choose := func(list []WordOf, names []string) {
		switch {
		case a.Text == "":
			k.fault(a.At, nil, "%sが未入力です。選んでください。", what)
		case nameOf(list, a.Text) == "":
			k.fault(a.At, nil, "%sに「%s」はありません。%s", what, clip(a.Text), advice(a.Text, names))
		}
	}
	switch a.Kind {
	case SetFlag:
		choose(Flags, words().flags.names)
	case Pass:
		choose(BuiltIns, words().builtIns.names)
	case Prices:
		choose(PriceWords, words().prices.names)
	case HoldUntil:
		k.text(a.At, what+"の理由", a.Text, false)
		if a.When.Kind != Missing {
			k.day(a)
		}
	case ShipOn:
		if a.When.Kind == Missing {
			k.fault(a.At, nil, "%sが未入力です。「出荷日 お届け希望日-3日」のように書いてください。", what)
			break
		}
		k.day(a)
	case Fee:
		k.filled(a, what+"の名前")
		if a.Yen < 1 || a.Yen > mostFee {
			k.fault(a.At, nil, "料金「%s」の金額が %s円です。1円から %s円までで書いてください（税込）。", clip(a.Text), a.Yen, yen.Yen(mostFee))
		}
		if a.Rate != 8 && a.Rate != 10 {
			k.fault(a.At, nil, "料金「%s」の税率が %d%% です。8%% か 10%% にしてください。", clip(a.Text), a.Rate)
		}
	case Priority:
		if a.Number > mostPriority || a.Number < -mostPriority {
			k.fault(a.At, nil, "優先度は -%d から %d までです（ふつうは 0）。", mostPriority, mostPriority)
		}
	case SetLabel, SetCheck, Review, Method, Enclose, Leaflet, Mail, SlipNote:
		k.filled(a, what+"の内容")
	default:
		k.fault(a.At, nil, "「%s」という動作はありません。%s", clip(string(a.Kind)), advice(string(a.Kind), words().actions.names))
	}
	if a.Off && a.Kind != SetFlag && a.Kind != SetLabel && a.Kind != SetCheck {
		k.fault(a.At, nil, "%sは外せません。外せるのは判定・ラベル・チェックだけです。", what)
	}
	return len(k.faults) == before
}

func (k *checker) filled(a *Action, what string) {
	if strings.TrimSpace(a.Text) == "" {
		k.fault(a.At, nil, "%sが未入力です。書いてください。", what)
		return
	}
	k.text(a.At, what, a.Text, false)
}

// day checks the day of a hold or of shipping.
func (k *checker) day(a *Action) {
	at := a.When.At
	if at == (Pos{}) {
		at = a.At
	}
	o := a.When
	o.At = at
	if o.Kind != Day && o.Kind != Today && o.Kind != FieldRef {
		k.fault(at, nil, "「%s」には日付を書きます。2026-12-01、今日+3日、お届け希望日-3日 のように書いてください。", a.Kind.Name())
		return
	}
	if !k.operand(&o, nil, TheOrder, nil, 0) {
		return
	}
	if t, _, _ := typeOf(&o, TheOrder); t != DateType {
		k.fault(at, nil, "「%s」は日付ではありません。お届け希望日 や 発売日 のような日付の項目を書いてください。", operandName(&o))
	}
}
