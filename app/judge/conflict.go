package judge

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/order"
	"miseban/app/payment"
)

// conflictKinds are pairs that a carrier or a payment provider refuses. Each can be switched off.
var conflictKinds = []struct {
	id, name string
	found    func(*judging) (string, bool)
}{
	{"cod_gift", "代金引換 × ギフト", func(g *judging) (string, bool) {
		return "代金引換なのにギフトです。お届け先の方が代金を払うことになります。", g.j.Class == payment.COD && g.j.Has(Gift)
	}},
	{"cod_mailbin", "代金引換 × メール便", func(g *judging) (string, bool) {
		return "代金引換はメール便では送れません。", g.j.Class == payment.COD && g.method(mailbinWords)
	}},
	{"cod_box", "代金引換 × 宅配BOX・置き配・営業所止め", func(g *judging) (string, bool) {
		return "代金引換は、宅配BOX・置き配・営業所止めでは受け取れません。", g.j.Class == payment.COD && (g.method(boxWords) || g.says(boxWords))
	}},
	{"cod_limit", "代金引換の上限", func(g *judging) (string, bool) {
		if g.f.Total == nil {
			return "", false
		}
		return fmt.Sprintf("代金引換 %s円は、上限の %s円を超えています。", *g.f.Total, g.w.Settings.CODLimit), g.j.Class == payment.COD && *g.f.Total > g.w.Settings.CODLimit
	}},
	{"mailbin_wrapping", "メール便 × ラッピング", func(g *judging) (string, bool) {
		wrapped := false
		for _, d := range g.f.Destinations {
			wrapped = wrapped || order.Value(d.Wrapping) != "" || order.Value(d.Noshi) != ""
		}
		return "ラッピングやのしのある注文は、メール便では箱に入りません。", wrapped && g.method(mailbinWords)
	}},
	{"mailbin_wish", "メール便 × 日時指定", func(g *judging) (string, bool) {
		wish := order.Value(g.f.WishDate) != "" || (order.Value(g.f.WishTime) != "" && order.Value(g.f.WishTime) != "0")
		return "メール便はお届けの日時を指定できません。", wish && g.method(mailbinWords)
	}},
	{"atobarai_office", "後払い × 局留め・営業所止め", func(g *judging) (string, bool) {
		return "後払いは、局留め・営業所止めでは使えません。", g.j.Class == payment.Atobarai && (g.method(officeWords) || g.says(officeWords))
	}},
	{"atobarai_other", "後払い × 注文者と違うお届け先", func(g *judging) (string, bool) {
		return "後払いなのに、注文者と違うお届け先です。後払い会社の条件を確かめてください。", g.j.Class == payment.Atobarai && g.j.Has(Gift)
	}},
}

var (
	mailbinWords = []string{"メール便", "ネコポス", "ゆうパケット", "クリックポスト", "レターパック", "定形外", "ポスト投函"}
	boxWords     = []string{"宅配box", "宅配ボックス", "置き配", "置配", "営業所止", "局留", "センター止"}
	officeWords  = []string{"局留", "営業所止", "センター止", "営業所留"}
)

func (g *judging) conflicts() {
	for _, c := range conflictKinds {
		text, found := c.found(g)
		if !found {
			continue
		}
		g.ask(Question{Kind: "conflict_" + c.id, Subject: "conflict:" + c.id, Group: "conflict:" + c.id, Title: c.name, Text: text,
			Answers: []Answer{{Label: "わかった。このまま出す", Act: ActAccept}, {Label: "納品書に一言書いて出す", Act: ActNote}, answerAsk, answerHold}})
	}
}

// method looks at the shipping method that was chosen, else at the mall's.
func (g *judging) method(words []string) bool {
	if g.j.Method != "" {
		return containsAny(g.j.Method, words)
	}
	return containsAny(order.Value(g.f.Method), words)
}

// says looks at the customer's words and the address: 局留め stands there.
func (g *judging) says(words []string) bool {
	if containsAny(order.Value(g.f.Comment), words) {
		return true
	}
	for _, d := range g.f.Destinations {
		if containsAny(order.Value(d.Address), words) {
			return true
		}
	}
	return false
}

func containsAny(s string, words []string) bool {
	if s == "" {
		return false
	}
	s = strings.ToLower(norm.NFKC.String(s))
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
