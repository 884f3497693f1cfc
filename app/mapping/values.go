package mapping

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// What a text of the status column can mean.
const (
	Cleared   = "cleared"   // may ship
	NotYet    = "not_yet"   // must wait for the mall or the money
	Shipped   = "shipped"   // has gone out
	Cancelled = "cancelled" // will not
)

// What a text of the paid column can mean.
const (
	IsPaid = "paid"
	Unpaid = "unpaid"
)

// Values say what the texts of two columns mean. A text that is not among them is unknown, never guessed.
type Values struct {
	Status map[string]string `json:"status,omitempty"` // text → Cleared, NotYet, Shipped or Cancelled
	Paid   map[string]string `json:"paid,omitempty"`   // text → IsPaid or Unpaid
}

// Texts are the different texts of two columns, in the order of the file; at most forty of each.
type Texts struct{ Status, Paid []string }

var knownStatus = wordsTo(map[string]string{
	Cleared:   "発送待ち 未発送 出荷待ち 未出荷 発送可能 発送準備中 出荷準備中 配送準備 配送要請 入金済み 入金済 unfulfilled unshipped 対応中",
	NotYet:    "注文確認待ち 入金待ち 処理中 決済処理中 購入処理中 未入金 支払待ち pending 保留 予約 予約中",
	Shipped:   "発送済み 発送済 出荷済み 出荷済 配送中 配送完了 配達完了 取引完了 fulfilled shipped 発送完了 出荷完了",
	Cancelled: "キャンセル 取消 注文取消し 注文取消 cancelled canceled キャンセル済み キャンセル済 返品 voided refunded",
})

var knownPaid = wordsTo(map[string]string{
	IsPaid: "入金済み 入金済 支払済み 支払済 支払い済み 決済完了 決済済み 入金確認済み 入金確認済 paid 済 完了",
	Unpaid: "未入金 入金待ち 支払待ち 未払い 未払 未決済 unpaid pending 未",
})

func wordsTo(lists map[string]string) map[string]string {
	m := map[string]string{}
	for to, words := range lists {
		for _, w := range strings.Fields(words) {
			m[w] = to
		}
	}
	return m
}

// ValueKey gives the form in which texts of status and paid columns are compared: NFKC, trimmed, lower case.
func ValueKey(s string) string { return strings.ToLower(strings.TrimSpace(norm.NFKC.String(s))) }

// valuesOf proposes what the texts mean, where it is beyond doubt.
func valuesOf(p Proposal, rows [][]string) (Values, Texts) {
	v, t := Values{}, Texts{}
	if p.Kind != Orders {
		return v, t
	}
	for _, c := range p.Columns {
		var known map[string]string
		var to *map[string]string
		var texts *[]string
		switch c.Means {
		case Status:
			known, to, texts = knownStatus, &v.Status, &t.Status
		case Paid:
			known, to, texts = knownPaid, &v.Paid, &t.Paid
		default:
			continue
		}
		for _, r := range rows {
			if c.At >= len(r) || len(*texts) >= 40 {
				continue
			}
			text := strings.TrimSpace(r[c.At])
			if text == "" || len(text) > 60 || slices.Contains(*texts, text) || c.Means == Paid && look(text)&(day|moment) != 0 {
				continue
			}
			*texts = append(*texts, text)
			if means, ok := known[ValueKey(text)]; ok {
				if *to == nil {
					*to = map[string]string{}
				}
				(*to)[text] = means
			}
		}
	}
	return v, t
}
