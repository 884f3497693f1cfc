package rule

import (
	"fmt"
	"strconv"
)

// ActionSentence words an action: 「ラベル「代引ギフト」を付ける」.
func ActionSentence(a *Action) string {
	text := "「" + a.Text + "」"
	if a.Text == "" {
		text = blank
	}
	put := func(what string) string {
		if a.Off {
			return what + text + "を外す"
		}
		return what + text + "を付ける"
	}
	switch a.Kind {
	case SetFlag:
		text = "「" + wordName(Flags, a.Text) + "」"
		return put("判定")
	case SetLabel:
		return put("ラベル")
	case SetCheck:
		return put("チェック")
	case HoldUntil:
		s := "保留"
		if a.When.Kind != Missing {
			s = sideName(&a.When, TheOrder, nil) + "まで保留"
		}
		if a.Text != "" {
			s += "（" + a.Text + "）"
		}
		return s
	case Review:
		return "確認" + text
	case Pass:
		return "組み込みの確認「" + wordName(BuiltIns, a.Text) + "」で止めない"
	case Method:
		return "配送方法を" + text + "にする"
	case Prices:
		switch a.Text {
		case "show":
			return "納品書に金額を印字する"
		case "hide":
			return "納品書に金額を印字しない"
		case "fees":
			return "納品書に追加料金だけを印字する"
		}
		return "納品書の金額を" + blank + "にする"
	case Enclose:
		return text + "を同梱する"
	case Leaflet:
		return "チラシ" + text + "を同梱する"
	case Fee:
		return fmt.Sprintf("料金%s %s円（税込・%d％）を加える", text, a.Yen, a.Rate)
	case Mail:
		return "メール" + text + "を送る"
	case Priority:
		return "引当の優先度を" + strconv.FormatInt(a.Number, 10) + "にする"
	case SlipNote:
		return "納品書に" + text + "と書く"
	case ShipOn:
		return sideName(&a.When, TheOrder, nil) + "から出荷する"
	}
	return string(a.Kind)
}

func wordName(words []WordOf, id string) string {
	for _, w := range words {
		if w.ID == id {
			return w.Name
		}
	}
	return id
}
