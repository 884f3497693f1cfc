package ship_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// The tea shop's procedure of one winter week.
const procedure = `店番ルール 1

ルール "ギフト包装"
  条件
    ギフト
  動作
    料金 "ギフト包装代（330円）" 330円 税10%
    金額 追加料金だけ
    納品書の一言 "心を込めてお包みしました。包装代は330円です。"
    同梱物 "サンクスカード"

ルール "代引の梱包"
  条件
    支払区分 = 代金引換
  動作
    料金 "二重梱包代" 220円 税10%
    配送方法 "宅急便（通常）"
    納品書の一言 "代金は配達の方にお渡しください。"

ルール "新茶の案内"
  条件
    明細のどれか(商品名 含む "煎茶")
    でない(ギフト)
  動作
    チラシ "新茶の案内"
    同梱物 "お茶の淹れ方"

ルール "窯元の急須"
  条件 明細のどれか(商品名 含む "急須")
  動作 保留 2026-11-27 まで "窯元から届きます"

ルール "店長に聞く"
  条件 明細のどれか(商品名 含む "茶箱")
  動作 保留 "寸法を店長に聞いてから"

ルール "希望日の前"
  条件 お届け希望日 がある
  動作 出荷日 お届け希望日-2日

ルール "まとめ買い"
  条件 点数 >= 10
  動作 確認 "まとめ買いです。数を確かめてください"
`

var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

// bought is an order of the day; what is empty is as usual.
type bought struct{ goods, to, pay, wish string }

func (b bought) row(n int) string {
	or := func(v, usual string) string {
		if v == "" {
			return usual
		}
		return v
	}
	qty, price := 1, 1080
	if b.goods == "湯呑" {
		qty = 12
	}
	return fmt.Sprintf("%s,300,2026-11-23 10:0%d:00,%s,宅配便,%d,%d,0,山田,花子,%s,東京都,渋谷区,神宮前1-2-3,090,0000,1001,%s,item-%d,%d,%d,%s,\r\n",
		numbered(n), n, or(b.pay, "クレジットカード"), price*qty, price*qty, or(b.to, "山田,花子"), or(b.goods, "茶さじ"), n, price, qty, b.wish)
}

func numbered(n int) string { return fmt.Sprintf("123456-20261123-%010d", n) }

const (
	isPlain = iota + 1
	isGift
	isCOD
	isTea
	isKettle
	isChest
	isWished
	isMany
)

// procedureDay is the shop with the procedure published and the orders of the day taken in.
func procedureDay(t *testing.T) *desk.Desk {
	t.Helper()
	ctx := context.Background()
	s, err := open.Writing(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, _, err := s.Desk.PublishRules(ctx, procedure, "", tuesday); err != nil {
		t.Fatal(err)
	}
	body := "注文番号,ステータス,注文日時,支払方法名,配送方法,請求金額,商品合計金額,送料合計,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント\r\n"
	for i, b := range []bought{{}, {to: "佐藤,太郎"}, {pay: "代金引換"}, {goods: "煎茶"}, {goods: "急須"}, {goods: "茶箱"}, {wish: "2026-12-05"}, {goods: "湯呑"}} {
		body += b.row(i + 1)
	}
	path := filepath.Join(t.TempDir(), "rakuten.csv")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	take(t, s.Desk, path)
	return s.Desk
}

// reply gives the answer of a kind to the only question of a kind.
func reply(t *testing.T, d *desk.Desk, kind string, act judge.Act) {
	t.Helper()
	asked, err := review.Questions(context.Background(), d, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		if q.Kind != kind {
			continue
		}
		i := slices.IndexFunc(q.Answers, func(a judge.Answer) bool { return a.Act == act })
		if i < 0 {
			t.Fatalf("%s can't be answered with %s", kind, act)
		}
		if _, err := review.Answer(context.Background(), d, q, q.Answers[i], "", tuesday); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("nothing asks about %s", kind)
}

func statuses(d *desk.Desk) string {
	var out []string
	for _, r := range d.Rows() {
		out = append(out, r.Status.ID())
	}
	return strings.Join(out, " ")
}

// One day by the shop's procedure: what waits and why, the slips as they come out of the printer, and all of it put back.
func TestADayByTheShopsProcedure(t *testing.T) {
	ctx, d := context.Background(), procedureDay(t)
	const before = "ready_to_print needs_review ready_to_print needs_review on_hold on_hold awaiting_ship_date needs_review"
	if got := statuses(d); got != before {
		t.Fatalf("in the morning:\n%s, want\n%s", got, before)
	}
	plan, err := ship.Make(ctx, d, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]string{}
	for _, g := range plan.LeftOut {
		for _, r := range g.Orders {
			why[r.No] = r.Why
		}
	}
	for n, want := range map[int][]string{
		isGift:   {"追加の請求が必要です"},
		isTea:    {"チラシ", "新茶の案内"},
		isKettle: {"窯元の急須", "窯元から届きます", "2026/11/27"},
		isChest:  {"店長に聞く", "寸法を店長に聞いてから"},
		isWished: {"希望日の前", "2026/12/03"},
		isMany:   {"まとめ買いです。数を確かめてください", "湯呑 × 12"},
	} {
		for _, w := range want {
			if !strings.Contains(why[numbered(n)], w) {
				t.Errorf("order %d stays because of %q, which doesn't say %q", n, why[numbered(n)], w)
			}
		}
	}
	if got := ship.Enclosures(plan.Encloses); got != "" {
		t.Errorf("nothing that can go has anything beside the goods, the plan says %q", got)
	}

	reply(t, d, "fee_settled", judge.ActAccept)
	reply(t, d, "leaflet", judge.ActLeaveOut)
	reply(t, d, "rule", judge.ActAccept)
	if plan, err = ship.Make(ctx, d, tuesday); err != nil {
		t.Fatal(err)
	}
	if got := ship.Enclosures(plan.Encloses); got != "同梱物：お茶の淹れ方 1、サンクスカード 1" {
		t.Errorf("to be at hand: %q", got)
	}
	if len(plan.Ready) != 5 || plan.Hidden != 1 {
		t.Fatalf("%d orders go, %d without prices; want 5 and 1", len(plan.Ready), plan.Hidden)
	}
	res, err := ship.Out(ctx, d, t.TempDir(), nil, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	if ship.Enclosures(res.Encloses) != ship.Enclosures(plan.Encloses) {
		t.Errorf("planned %v, printed %v", plan.Encloses, res.Encloses)
	}
	pages := map[string]string{}
	for _, p := range text(t, res.Path) {
		for n := 1; n <= isMany; n++ {
			if strings.Contains(p, numbered(n)) {
				pages[numbered(n)] = p
			}
		}
	}
	page := func(n int) string { return pages[numbered(n)] }
	says := func(n int, yes []string, no ...string) {
		t.Helper()
		for _, w := range yes {
			if !strings.Contains(page(n), w) {
				t.Errorf("the slip of order %d lacks %q:\n%s", n, w, page(n))
			}
		}
		for _, w := range no {
			if strings.Contains(page(n), w) {
				t.Errorf("the slip of order %d says %q:\n%s", n, w, page(n))
			}
		}
	}
	says(isPlain, []string{"1,080円", "宅配便"}, "追加料金", "同梱", "梱包代", "備考")
	// The gift's recipient sees what the wrapping cost, as it was agreed, and nothing else in yen.
	says(isGift, []string{"佐藤 太郎", "ギフト包装代", "追加料金（税込）", "330円", "心を込めてお包みしました。", "同梱：サンクスカード"},
		"1,080", "1,410", "合計", "単価", "金額", "クレジットカード", "包装代は")
	if n := strings.Count(page(isGift), "円"); n != 2 {
		t.Errorf("%d amounts on the gift's slip, want the fee and the sum of the fees:\n%s", n, page(isGift))
	}
	// Who pays at the door finds the fee in the sum.
	says(isCOD, []string{"商品合計", "二重梱包代", "220円", "合計（税込）", "1,300円", "代金引換", "宅急便（通常）", "代金は配達の方にお渡しください。"}, "宅配便", "追加料金")
	says(isTea, []string{"同梱：お茶の淹れ方"}, "新茶の案内")
	for _, n := range []int{isKettle, isChest, isWished} {
		if page(n) != "" {
			t.Errorf("order %d waits and was printed", n)
		}
	}
	if got, want := statuses(d), "ready_to_ship ready_to_ship ready_to_ship ready_to_ship on_hold on_hold awaiting_ship_date ready_to_ship"; got != want {
		t.Errorf("after 出す:\n%s, want\n%s", got, want)
	}

	// Printing and the three answers are put back one by one; the shop stands as in the morning.
	for range 4 {
		if r, err := revert.Newest(ctx, d, tuesday); err != nil || len(r.Kept) > 0 {
			t.Fatalf("undo: %v, kept %v", err, r.Kept)
		}
	}
	if got := statuses(d); got != before {
		t.Errorf("put back:\n%s, want\n%s", got, before)
	}
}

// Dates move orders by themselves: the kiln's parcel, then the day before the wished one.
func TestRulesDatesMoveOrdersByThemselves(t *testing.T) {
	ctx, d := context.Background(), procedureDay(t)
	for _, day := range []struct {
		now  jst.Date
		want [2]judge.Status
	}{
		{"2026-11-26", [2]judge.Status{judge.OnHold, judge.AwaitingShipDate}}, {"2026-11-27", [2]judge.Status{judge.ReadyToPrint, judge.AwaitingShipDate}},
		{"2026-12-02", [2]judge.Status{judge.ReadyToPrint, judge.AwaitingShipDate}}, {"2026-12-03", [2]judge.Status{judge.ReadyToPrint, judge.ReadyToPrint}},
	} {
		if err := d.Warm(ctx, day.now.Time().Add(8*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := [2]judge.Status{status(t, d, numbered(isKettle)), status(t, d, numbered(isWished))}; got != day.want {
			t.Errorf("%s: %v, want %v", day.now, got, day.want)
		}
	}
}

// A fee that rules add after the printing changes no paper: a reissue is the page that lies in the parcel, and she is told that it
// would be another today. Put back to 印刷待ち, the order gets a new page.
func TestAPrintedSlipKeepsWhatRulesSaidThen(t *testing.T) {
	ctx, d := context.Background(), procedureDay(t)
	folder := t.TempDir()
	print := func(name string) (ship.Printed, string) {
		t.Helper()
		res, err := ship.Slips(ctx, d, ship.Print{Orders: rows(t, d, numbered(isCOD)), Out: filepath.Join(folder, name), Now: tuesday})
		if err != nil {
			t.Fatal(err)
		}
		return res, text(t, res.Path)[0]
	}
	print("1.pdf")
	if res, _ := print("2.pdf"); res.Reissue != 1 || len(res.AsBefore) != 0 {
		t.Errorf("the same rules: %+v", res)
	}
	if _, _, err := d.PublishRules(ctx, strings.ReplaceAll(procedure, "二重梱包代\" 220円", "二重梱包代\" 440円"), "", tuesday); err != nil {
		t.Fatal(err)
	}
	if s := status(t, d, numbered(isCOD)); s != judge.ReadyToShip {
		t.Errorf("the printed order is %s", s.Name())
	}
	res, page := print("3.pdf")
	if !slices.Equal(res.AsBefore, []string{numbered(isCOD)}) || res.Reissue != 1 {
		t.Errorf("%+v", res)
	}
	if !strings.Contains(page, "再発行") || !strings.Contains(page, "1,300円") || strings.Contains(page, "440") {
		t.Errorf("the reissue is another page:\n%s", page)
	}
	if _, err := review.PutBack(ctx, d, rows(t, d, numbered(isCOD)), tuesday); err != nil {
		t.Fatal(err)
	}
	res, page = print("4.pdf")
	if res.Reissue != 0 || strings.Contains(page, "再発行") || !strings.Contains(page, "1,520円") || !strings.Contains(page, "440円") {
		t.Errorf("%+v\n%s", res, page)
	}
}

// Her own note stands before that of the rules, and her own hiding leaves no fee to be seen.
func TestHerOwnWordStandsBeforeTheRules(t *testing.T) {
	ctx, d := context.Background(), procedureDay(t)
	reply(t, d, "fee_settled", judge.ActAccept)
	gift := rows(t, d, numbered(isGift))
	if _, err := review.Prices(ctx, d, gift, false, false, tuesday); err != nil {
		t.Fatal(err)
	}
	note(t, d, gift[0].ID, "のしは外のしです。")
	res, err := ship.Slips(ctx, d, ship.Print{Orders: gift, Out: filepath.Join(t.TempDir(), "gift.pdf"), Now: tuesday})
	if err != nil {
		t.Fatal(err)
	}
	page := text(t, res.Path)[0]
	if strings.Contains(page, "円") || strings.Contains(page, "330") || strings.Contains(page, "追加料金") {
		t.Errorf("she hid the amounts herself:\n%s", page)
	}
	hers, theirs := strings.Index(page, "のしは外のしです。"), strings.Index(page, "心を込めてお包みしました。")
	if hers < 0 || theirs < hers {
		t.Errorf("her note at %d, the rules' at %d", hers, theirs)
	}
}

// note is her own sentence for the slip.
func note(t *testing.T, d *desk.Desk, id int64, body string) {
	t.Helper()
	if _, err := d.Act(context.Background(), "slip_note", "一言", tuesday, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		return []int64{id}, w.PutDecision(order.Decision{OrderID: id, Kind: order.SlipNote, Body: body, At: jst.At(tuesday)})
	}); err != nil {
		t.Fatal(err)
	}
}
