package rule

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// procedure is a shop's set as the owner may have typed it: parts on one line and on several, comments everywhere.
const procedure = `# ハンドメイド雑貨「あおい」の手順
# 2026年秋の版

店番ルール 1

# 代引のギフトは、送り先の方に代金を請求してしまう
ルール "代引のギフト" # 10月から
  メモ "送り先で代金を請求します"
  # 金額の大きいものだけ
  条件
    支払区分 = 代金引換   # 代引だけ
    ギフト
    # 高いか、名入れ
    どれか( # どちらでも
      請求金額 >= 10000
      # 名入れは戻せない
      明細のどれか(商品名 含む "名入れ"、個数 > 2)
    )
  動作
    # 電話でもよい
    確認 "送り先の方に代金を請求します" # 必ず
    ラベル "代引ギフト"
    ここで終わる

ルール "北海道・沖縄" 停止中
  条件 お届け先のどれか(都道府県 = [北海道, 沖縄県])
  動作 出荷日 お届け希望日-3日

# 住所は毎日見ているので
組み込み オフ 番地のない住所 # 10/1 から
# 髙橋さまの注文
テスト 楽天:123456-20261005-0000100002 は ステータス 確認待ち、判定 ギフト、ルール "代引のギフト" が当たる # 本物
# おわり
`

func read(t *testing.T, text string) *Set {
	t.Helper()
	set, faults := Parse(text)
	for _, f := range faults {
		t.Errorf("%d:%d %s", f.At.Line, f.At.Column, f.Text)
	}
	return set
}

func TestTheOwnersProcedureIsReadAsSheMeansIt(t *testing.T) {
	s := read(t, procedure)
	if len(s.Rules) != 2 || len(s.Off) != 1 || len(s.Tests) != 1 {
		t.Fatalf("%d rules, %d switches, %d tests", len(s.Rules), len(s.Off), len(s.Tests))
	}
	gift := s.Rules[0]
	text := func(s string) []Operand { return []Operand{{Kind: Text, Text: s}} }
	number := func(n int64) []Operand { return []Operand{{Kind: Number, Number: n}} }
	field := func(id string) Operand { return Operand{Kind: FieldRef, Field: id} }
	want := Cond{Kind: All, Of: []Cond{
		{Kind: Compare, Left: field("payment"), Op: Is, Right: []Operand{{Kind: Word, Text: "cod"}}},
		{Kind: Compare, Left: field("gift"), Op: Is},
		{Kind: Any, Of: []Cond{
			{Kind: Compare, Left: field("total"), Op: AtLeast, Right: number(10000)},
			{Kind: Some, Over: Lines, Of: []Cond{
				{Kind: Compare, Left: field("item"), Op: Contains, Right: text("名入れ")},
				{Kind: Compare, Left: field("qty"), Op: More, Right: number(2)},
			}},
		}},
	}}
	got := gift.When
	dropComments(&got)
	if got = placelessCond(got); !reflect.DeepEqual(got, want) {
		t.Errorf("the condition is read as %s", FormatCond(&got))
	}
	if gift.Name != "代引のギフト" || gift.Note != "送り先で代金を請求します" || gift.Off || !gift.Stop || len(gift.Then) != 2 {
		t.Errorf("the rule is read as %+v", gift)
	}
	if a := gift.Then[0]; a.Kind != Review || a.Text != "送り先の方に代金を請求します" || a.Beside != "必ず" || !reflect.DeepEqual(a.Above, []string{"電話でもよい"}) {
		t.Errorf("the first action is read as %+v", a)
	}
	north := s.Rules[1]
	if when := north.Then[0].When; !north.Off || north.Then[0].Kind != ShipOn || when.Field != "wish_date" || when.Plus != -3 {
		t.Errorf("the rule that is off is read as %+v", north)
	}
	test := s.Tests[0]
	wants := []Expect{{"status", false, "needs_review"}, {"flag", false, "gift"}, {"rule", false, "代引のギフト"}}
	if test.Order != "rakuten:123456-20261005-0000100002" || !reflect.DeepEqual(test.Want, wants) {
		t.Errorf("the test is read as %+v", test)
	}
	if s.Off[0].ID != "address" {
		t.Errorf("switched off is %q", s.Off[0].ID)
	}
}

// Her own words are never lost, wherever she writes them; they come back in the same order.
func TestCommentsStayWhereTheyAre(t *testing.T) {
	s := read(t, procedure)
	if want := []string{"ハンドメイド雑貨「あおい」の手順", "2026年秋の版"}; !reflect.DeepEqual(s.Above, want) {
		t.Errorf("at the head %q", s.Above)
	}
	if !reflect.DeepEqual(s.Below, []string{"おわり"}) {
		t.Errorf("at the end %q", s.Below)
	}
	r := s.Rules[0]
	if r.Beside != "10月から" || r.When.Above[0] != "金額の大きいものだけ" || r.When.Of[0].Beside != "代引だけ" {
		t.Errorf("the rule's own: %q, %q, %q", r.Beside, r.When.Above, r.When.Of[0].Beside)
	}
	if any := r.When.Of[2]; any.Beside != "どちらでも" || any.Above[0] != "高いか、名入れ" || any.Of[1].Above[0] != "名入れは戻せない" {
		t.Errorf("in the group: %+v", any)
	}
	if s.Off[0].Beside != "10/1 から" || s.Tests[0].Beside != "本物" || s.Tests[0].Above[0] != "髙橋さまの注文" {
		t.Errorf("beside the others: %q, %q", s.Off[0].Beside, s.Tests[0].Beside)
	}
	written := Format(s)
	for line := range strings.SplitSeq(procedure, "\n") {
		if _, text, ok := strings.Cut(line, "# "); ok && strings.Count(written, text) != strings.Count(procedure, text) {
			t.Errorf("the comment %q is not in\n%s", text, written)
		}
	}
}

func TestEveryCommentComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := strings.Split(procedure, "\n")
		for i := range rapid.IntRange(1, 6).Draw(t, "how many") {
			at := rapid.IntRange(4, len(lines)-1).Draw(t, "line")
			own := fmt.Sprintf("覚え書き%d番", i)
			if rapid.Bool().Draw(t, "beside") && !strings.Contains(lines[at], "#") {
				lines[at] += " # " + own
			} else {
				lines = append(lines[:at], append([]string{"   #" + own}, lines[at:]...)...)
			}
		}
		text := strings.Join(lines, "\n")
		set, faults := Parse(text)
		if len(faults) > 0 {
			t.Fatalf("%v in\n%s", faults, text)
		}
		written := Format(set)
		for i := range 6 {
			own := fmt.Sprintf("覚え書き%d番", i)
			if strings.Count(text, own) != strings.Count(written, own) {
				t.Fatalf("%s is gone:\n%s\nwas\n%s", own, written, text)
			}
		}
	})
}

// What a Japanese keyboard gives without switching is read like what a programmer types.
func TestFullWidthSignsAreRead(t *testing.T) {
	for _, in := range []string{
		`支払区分 = 代金引換、請求金額 >= 10000、どれか(ギフト、商品合計 < 送料+500)`,
		`支払区分　＝　代金引換，請求金額　≧　１００００、どれか（ギフト、商品合計＜送料＋５００）`,
		`支払区分=代金引換,請求金額>=10,000円,どれか(ギフト,商品合計<送料+500円)`,
		"支払区分 ＝ 代金引換\n請求金額 ≥ １０，０００円\r\nどれか（\n\tギフト\n\t商品合計 ＜ 送料 ＋ ５００円\n）",
		`payment = cod and total >= 10000 and (gift or goods < shipping+500)`,
		`PAYMENT = COD かつ ＴＯＴＡＬ >= 10000 かつ （gift または goods < shipping + 500）`,
	} {
		c, faults := ParseCond(in)
		if want := `支払区分 = 代金引換、請求金額 >= 10000、どれか(ギフト、商品合計 < 送料+500)`; len(faults) > 0 || FormatCond(&c) != want {
			t.Errorf("%q is read as %s %v", in, FormatCond(&c), faults)
		}
	}
}

func TestConditionsInTheWaysInWhichTheyAreWritten(t *testing.T) {
	for in, want := range map[string]string{
		`注文日 = 2026-12-01 から 2026/12/31 まで`:          `注文日 = 2026-12-01 から 2026-12-31 まで`,
		`注文日 = 今日−3日〜今日`:                             `注文日 = 今日-3日 から 今日 まで`,
		`total between 1000 and 5000`:                `請求金額 = 1000 から 5000 まで`,
		`お届け希望日 < 注文日+2`:                             `お届け希望日 < 注文日+2日`,
		`注文日 >= 2026年1月4日`:                           `注文日 >= 2026-01-04`,
		`コメントがある、コメントの初めての文 不明`:                      `コメント がある、コメントの初めての文 不明`,
		`ギフト = いいえ、入金済み ではない、ギフト ≠ はい`:               `ギフト ではない、入金済み ではない、ギフト ではない`,
		`モール = [楽天、au PAY, ECCUBE]`:                  `モール = [楽天, au PAY, EC-CUBE]`,
		`モール = [ﾒﾙｶﾘShops]`:                          `モール = メルカリShops`,
		`組み込みの確認 含む 代金引換×メール便`:                       `組み込みの確認 含む 代金引換 × メール便`,
		`判定 = [ギフト, VIP]、ラベル ≠ "急ぎ"`:                 `判定 含む [ギフト, VIP]、ラベル 含まない "急ぎ"`,
		`支払区分 = "代金引換"`:                              `支払区分 = 代金引換`,
		`明細の合計(個数) >= 3、明細の数(単価 > 1000、税率 = 8%) = 2`: `明細の合計(個数) >= 3、明細の数(単価 > 1000、税率 = 8) = 2`,
		`明細の数 > 2、明細の数() > 2`:                        `明細の数 > 2、明細の数() > 2`,
		`明細の最大(単価、個数 > 1) > 明細の合計(小計)`:               `明細の最大(単価、個数 > 1) > 明細の合計(小計)`,
		`でない(ギフト、入金済み)`:                              `でない(ギフト、入金済み)`,
		`not gift and not (paid or mall = base)`:     `でない(ギフト)、でない(入金済み、モール = BASE)`,
		`ギフト または 入金済み`:                               `どれか(ギフト、入金済み)`,
		"ギフト または\n入金済み":                              `どれか(ギフト、入金済み)`,
		`(ギフト かつ 入金済み) または モール = BASE`:               `どれか(すべて(ギフト、入金済み)、モール = BASE)`,
		`どれか(ギフト または 入金済み、モール = BASE)`:               `どれか(ギフト、入金済み、モール = BASE)`,
		`商品名 含む 「名入れ「A」」`:                            "\x00", // lines only
		`商品コード 正規表現 "^\d{3}"`:                        "\x00",
		`コメント 含む ["\"至急\"", "C:\\new", "a\nb"]`:      `コメント 含む ["\"至急\"", "C:\\new", "a\nb"]`,
		`注文者の氏名 = 注文者のフリガナ`:                          `注文者の氏名 = 注文者のフリガナ`,
		`お届け先のどれか(都道府県 ≠ 注文者の都道府県)`:                  `お届け先のどれか(都道府県 ≠ 注文者の都道府県)`,
		`any_line(item contains "名入れ", qty > 2)`:     `明細のどれか(商品名 含む "名入れ"、個数 > 2)`,
		`明細のすべて(取寄せ)、お届け先のどれも違う(のし がある)`:             `明細のすべて(取寄せ)、お届け先のどれも違う(のし がある)`,
		`mall in [rakuten, amazon]`:                  `モール = [楽天, Amazon]`,
		`今日 >= 2026-12-01`:                           `今日 >= 2026-12-01`,
		`モールの処理 = 不明、モールの処理 不明`:                      `モールの処理 = 不明、モールの処理 不明`,
		``: ``,
	} {
		c, faults := ParseCond(in)
		if want == "\x00" {
			c, faults = ParseCond("明細のどれか(" + in + ")")
			want = map[string]string{`商品名 含む 「名入れ「A」」`: `明細のどれか(商品名 含む "名入れ「A」")`, `商品コード 正規表現 "^\d{3}"`: `明細のどれか(商品コード 正規表現 "^\d{3}")`}[in]
		}
		if got := FormatCond(&c); len(faults) > 0 || got != want {
			t.Errorf("%s is read as\n%s, want\n%s %v", in, got, want, faults)
		}
	}
}

// Every part that is read from a file says where it stands; a column counts signs, not bytes.
func TestPlaces(t *testing.T) {
	s := read(t, procedure)
	any := s.Rules[0].When.Of[2]
	for _, c := range []struct {
		what string
		got  Pos
		want Pos
	}{
		{"rule", s.Rules[0].At, Pos{7, 1}},
		{"payment", s.Rules[0].When.Of[0].At, Pos{11, 5}},
		{"代金引換", s.Rules[0].When.Of[0].Right[0].At, Pos{11, 12}},
		{"どれか", any.At, Pos{14, 5}},
		{"個数", any.Of[1].Of[1].Left.At, Pos{17, 27}},
		{"確認", s.Rules[0].Then[0].At, Pos{21, 5}},
		{"北海道・沖縄", s.Rules[1].At, Pos{25, 1}},
		{"お届け希望日", s.Rules[1].Then[0].When.At, Pos{27, 10}},
		{"組み込み", s.Off[0].At, Pos{30, 1}},
		{"テスト", s.Tests[0].At, Pos{32, 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s stands at %v, want %v", c.what, c.got, c.want)
		}
	}
}
