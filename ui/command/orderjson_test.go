package command_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/open"
	"miseban/app/jst"
)

// What the owner's rules add to an order stands in its JSON, each reason with the rule that gave it.
func TestAnOrdersJSONSaysWhatRulesAdd(t *testing.T) {
	const when = "2026-10-08T09:00:00+09:00"
	c := newConsole(t)
	c.want(0, "import", sample("rakuten.sample.csv"), "--now", when)
	s, err := open.Writing(context.Background(), c.data)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Desk.PublishRules(context.Background(), `店番ルール 1
ルール "代引"
  条件 支払区分 = 代金引換
  動作
    料金 "梱包代" 220円 税10%
    料金 "茶菓子" 108円 税8%
    配送方法 "宅急便"
    納品書の一言 "代金は配達の方に"
    同梱物 "サンクスカード"
    ラベル "現金"
    確認 "電話で確かめる"
    判定 要注意
ルール "代引」の見本"
  条件 支払区分 = 代金引換
  動作
    チェック "のし"
    保留 "店長に聞く"
ルール "カードの料金"
  条件 支払区分 = クレジットカード
  動作
    料金 "包装代" 330円 税10%
    チラシ "新茶の案内"
`, "", time.Date(2026, 10, 8, 9, 0, 0, 0, jst.Zone))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	type fee struct {
		Name string `json:"name"`
		Yen  int    `json:"yen"`
		Rate int    `json:"tax_rate"`
		Rule string `json:"rule"`
	}
	var got struct {
		Orders []struct {
			No             string          `json:"order_no"`
			Flags          []string        `json:"flags"`
			Total          *int            `json:"total"`
			Billed         *int            `json:"billed_total"`
			Totals         json.RawMessage `json:"totals"`
			Labels         []string        `json:"labels"`
			Checks         []string        `json:"checks"`
			Method         *string         `json:"method"`
			ShippingMethod *string         `json:"shipping_method"`
			Fees           []fee           `json:"fees"`
			Encloses       []string        `json:"encloses"`
			Notes          []string        `json:"notes"`
			Reasons        []struct {
				For, Text string
				Rule      *string
			}
		} `json:"orders"`
	}
	raw := c.want(0, "orders", "--json", "--now", when)
	if err := json.Unmarshal([]byte(raw), &got); err != nil {
		t.Fatal(err)
	}
	// Lists are never null: a script loops over them.
	for _, name := range []string{"labels", "checks", "fees", "encloses", "notes"} {
		if strings.Contains(raw, `"`+name+`":null`) {
			t.Errorf("%s is null", name)
		}
	}
	rules := map[string]map[string]string{} // order → reason → rule
	for _, o := range got.Orders {
		rules[o.No] = map[string]string{}
		for _, r := range o.Reasons {
			if r.Rule != nil {
				rules[o.No][r.For+" "+r.Text] = *r.Rule
			}
		}
		switch o.No {
		case "123456-20261006-0000100005": // 代引
			if !slices.Equal(o.Labels, []string{"現金"}) || !slices.Equal(o.Checks, []string{"のし"}) || o.Method == nil || *o.Method != "宅急便" || o.ShippingMethod == nil || *o.ShippingMethod == "宅急便" {
				t.Errorf("%+v", o)
			}
			if !slices.Equal(o.Encloses, []string{"サンクスカード"}) || !slices.Equal(o.Notes, []string{"代金は配達の方に"}) || !slices.Contains(o.Flags, "blacklist") {
				t.Errorf("%+v", o)
			}
			if !slices.Equal(o.Fees, []fee{{"梱包代", 220, 10, "代引"}, {"茶菓子", 108, 8, "代引"}}) || *o.Billed != *o.Total+328 {
				t.Errorf("fees %+v, total %d, billed %d", o.Fees, *o.Total, *o.Billed)
			}
		case "123456-20261005-0000100001": // card
			if len(o.Labels) != 0 || o.Method != nil || len(o.Fees) != 1 || *o.Billed != *o.Total+330 {
				t.Errorf("%+v", o)
			}
		}
	}
	for no, want := range map[string]map[string]string{
		"123456-20261006-0000100005": {"review 電話で確かめる": "代引", "blacklist ルール「代引」": "代引", "hold ルール「代引」の見本」": "代引」の見本"},
		"123456-20261005-0000100001": {"review 追加の請求が必要です": "カードの料金", "review 楽天": "カードの料金"},
	} {
		for begins, rule := range want {
			found := false
			for reason, by := range rules[no] {
				found = found || strings.HasPrefix(reason, begins) && by == rule
			}
			if !found {
				t.Errorf("%s: no reason %q by the rule %q among %q", no, begins, rule, rules[no])
			}
		}
		for reason := range rules[no] {
			if strings.Contains(reason, "コメント") {
				t.Errorf("%s: a built-in reason is put down to a rule: %q", no, reason)
			}
		}
	}
}
