package rules

import (
	"miseban/app/rule"
)

// deed is one line of the list of actions.
type deed struct {
	kind rule.ActionKind
	off  bool
	name string
	help string
}

// stopHere stands for Rule.Stop in that list.
const stopHere rule.ActionKind = "stop"

var deeds = []deed{
	{rule.Review, false, "確認で止める", "何を見るかを書くと、今日の質問に出ます"},
	{rule.HoldUntil, false, "保留する", "日を決めるか、解除するまで"},
	{rule.SetFlag, false, "判定を付ける", "ギフト、金額非表示など"},
	{rule.SetFlag, true, "判定を外す", ""},
	{rule.SetLabel, false, "ラベルを付ける", "お店のラベル"},
	{rule.SetLabel, true, "ラベルを外す", ""},
	{rule.SetCheck, false, "チェック欄を付ける", "出荷までに印を付ける欄"},
	{rule.SetCheck, true, "チェック欄を外す", ""},
	{rule.Pass, false, "組み込みの確認で止めない", "コメントや住所などの確認"},
	{rule.Method, false, "配送方法を決める", ""},
	{rule.ShipOn, false, "出荷日を決める", "お届け希望日の3日前など"},
	{rule.Prices, false, "納品書の金額を決める", "表示・非表示・追加分だけ"},
	{rule.Enclose, false, "同梱する", "サンクスカードなど"},
	{rule.Leaflet, false, "チラシを同梱する", "楽天・Amazon では確認します"},
	{rule.SlipNote, false, "納品書に一言書く", ""},
	{rule.Fee, false, "明細を追加する", "ラッピング代など（税込）"},
	{rule.Mail, false, "メールを用意する", "公開のときに選んだ場合だけ送られます"},
	{rule.Priority, false, "引当の優先順", "大きいほど先、ふつうは 0"},
	{stopHere, false, "ここで終わる", "あとのルールを見ません"},
}

func deedOf(kind rule.ActionKind, off bool) deed {
	for _, d := range deeds {
		if d.kind == kind && d.off == off {
			return d
		}
	}
	return deed{kind: kind, name: string(kind)}
}

// prices are the words of a Prices action.
var prices = []rule.WordOf{{ID: "show", Name: "表示する"}, {ID: "hide", Name: "金額を出さない"}, {ID: "fees", Name: "追加分だけ表示する"}}

// slot is one thing that an action wants to know.
type slot int

const (
	slotText slot = iota
	slotDay
	slotYen
	slotRate
	slotNumber
)

// slots lists what a kind of action wants to know, in the order in which it is asked.
func slots(k rule.ActionKind) []slot {
	switch k {
	case rule.HoldUntil:
		return []slot{slotDay, slotText}
	case rule.ShipOn:
		return []slot{slotDay}
	case rule.Fee:
		return []slot{slotText, slotYen, slotRate}
	case rule.Priority:
		return []slot{slotNumber}
	case stopHere:
		return nil
	}
	return []slot{slotText}
}

// newAction is an action of a kind before anything is filled in.
func newAction(d deed) rule.Action {
	a := rule.Action{Kind: d.kind, Off: d.off}
	if d.kind == rule.Fee {
		a.Rate = 10
	}
	return a
}

// actionWords are the words that an action's text is one of; nil where it is free.
func actionWords(k rule.ActionKind) []rule.WordOf {
	switch k {
	case rule.SetFlag:
		return rule.Flags
	case rule.Pass:
		return rule.BuiltIns
	case rule.Prices:
		return prices
	}
	return nil
}

// slotValue words what an action says; empty is not filled in yet.
func slotValue(a *rule.Action, s slot) string {
	switch s {
	case slotDay:
		if a.When.Kind == rule.Missing && a.Kind == rule.HoldUntil {
			return "解除するまで"
		}
		return operandText(a.When, rule.Field{Type: rule.DateType}, rule.TheOrder)
	case slotYen:
		if a.Yen == 0 {
			return ""
		}
		return numberText(int64(a.Yen), rule.YenType)
	case slotRate:
		return "税率" + numberText(int64(a.Rate), rule.CountType) + "％"
	case slotNumber:
		return numberText(a.Number, rule.CountType)
	}
	if a.Text == "" {
		return ""
	}
	if w := actionWords(a.Kind); w != nil {
		return wordText(w, a.Text)
	}
	return "「" + a.Text + "」"
}

// optional tells whether a slot may stay empty.
func optional(k rule.ActionKind, s slot) bool { return k == rule.HoldUntil && s == slotText }

func slotHint(k rule.ActionKind, s slot) string {
	switch s {
	case slotDay:
		return "日を選ぶ"
	case slotYen:
		return "金額"
	}
	switch k {
	case rule.Review:
		return "何を確認するか"
	case rule.HoldUntil:
		return "理由（なくてもよい）"
	case rule.SlipNote:
		return "納品書に書く文"
	case rule.Enclose, rule.Leaflet:
		return "何を入れるか"
	case rule.Fee:
		return "明細の名前"
	}
	return "選ぶ"
}
