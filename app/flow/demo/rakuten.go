package demo

import (
	"fmt"
	"strconv"
	"strings"

	"miseban/app/jst"
)

// row is one row of a file, by the names of its columns. What is not in it stays empty.
type row map[string]string

func (r row) set(names string, values ...any) {
	for i, name := range strings.Fields(names) {
		r[name] = fmt.Sprint(values[i])
	}
}

var (
	flags     = map[bool]string{true: "1", false: "0"}
	stockType = map[bool]string{true: "1", false: "2"} // 在庫タイプ: 1 without variants, 2 with
)

// rakutenRows are the rows of 楽天ペイ受注CSV: one for each item of each destination.
func rakutenRows(sales []*sale) []row {
	var out []row
	for _, s := range sales {
		head := s.rakutenHead()
		for i := range s.parcels {
			p := &s.parcels[i]
			for k, l := range p.lines {
				r := row{}
				for name, value := range head {
					r[name] = value
				}
				s.rakutenParcel(r, i, p)
				s.rakutenLine(r, i*10+k, l)
				out = append(out, r)
			}
		}
	}
	return out
}

func (s *sale) rakutenHead() row {
	r := row{}
	at := s.at.In(jst.Zone)
	r.set("注文番号 ステータス 注文日時 注文日 注文時間 支払方法名 配送方法", s.number, s.state, at.Format("2006-01-02 15:04:05"), at.Format("2006-01-02"), at.Format("15:04:05"), s.pay.name, s.method)
	if s.state != rakutenUnread && s.state != rakutenProcessing && s.state != rakutenCancelled {
		r.set("注文確認日時 注文確定日時", s.at.Add(90*minute).In(jst.Zone).Format("2006-01-02 15:04:05"), s.at.Add(90*minute).In(jst.Zone).Format("2006-01-02 15:04:05"))
	}
	if s.state == rakutenShipped || s.state == rakutenPaid {
		r.set("発送指示日時 発送完了報告日時", s.at.Add(20*60*minute).In(jst.Zone).Format("2006-01-02 15:04:05"), s.at.Add(44*60*minute).In(jst.Zone).Format("2006-01-02 15:04:05"))
	}
	if s.pay.name == "クレジットカード" {
		r["クレジットカード支払い方法"] = "一括払い"
	}
	if strings.Contains(s.pay.name, "前払") || s.pay.name == "銀行振込" {
		r["支払い期限日"] = string(jst.DateOf(s.at).AddDays(7))
	}
	kind := "1"
	if s.preorder {
		kind = "6"
	}
	same := len(s.parcels) == 1 && s.parcels[0].to == s.by
	r.set("配送区分 注文種別 複数送付先フラグ 送付先一致フラグ 離島フラグ 楽天確認中フラグ 警告表示タイプ 楽天会員フラグ 購入履歴修正有無フラグ",
		0, kind, flags[len(s.parcels) > 1], flags[same], 0, flags[s.checking], flags[s.warning], 1, 0)
	r.set("商品合計金額 消費税合計 送料合計 代引料合計 請求金額 合計金額 ポイント利用額 クーポン利用総額 店舗発行クーポン利用額 楽天発行クーポン利用額",
		s.goods(), 0, s.shipping(), s.cod(), s.total(), s.goods()+s.shipping()+s.wrapping(), s.points, s.coupon, s.coupon, 0)
	r.set("決済手数料 注文者負担金合計 店舗負担金合計 外税合計 決済手数料税率 送付先外税合計 送付先送料税率 送付先代引料税率", 0, 0, 0, 0, "0.1", 0, "0.1", "0.1")
	reduced, rest := s.reduced(), s.goods()-s.reduced()+s.shipping()+s.wrapping()+s.cod()
	r.set("10%税率 10%請求金額 10%請求額に対する税額 10%合計金額 8%税率 8%請求金額 8%請求額に対する税額 8%合計金額 0%税率 0%請求金額 0%請求額に対する税額 0%合計金額",
		"0.1", rest, rest*10/110, rest, "0.08", reduced, reduced*8/108, reduced, 0, 0, 0, 0)
	if s.unfixed {
		for _, name := range []string{"送料合計", "請求金額", "合計金額", "10%請求金額", "10%請求額に対する税額", "10%合計金額"} {
			r[name] = "-9999"
		}
	}
	b := s.by
	r.set("注文者郵便番号1 注文者郵便番号2 注文者住所都道府県 注文者住所郡市区 注文者姓 注文者名 注文者姓カナ 注文者名カナ 注文者電話番号1 注文者電話番号2 注文者電話番号3",
		b.zip[:3], b.zip[3:], b.pref, b.city, b.olderFamily(), b.given, b.familyKana, b.givenKana, b.phone[0], b.phone[1], b.phone[2])
	r["注文者住所それ以降の住所"] = strings.TrimSpace(b.rest + " " + b.home)
	r["注文者メールアドレス"] = b.masked("rakuten", 32) + "s1@pc.fw.rakuten.ne.jp"
	r.set("お届け時間帯 お届け日指定 ギフト配送希望 利用端末 メールキャリアコード あす楽希望フラグ 医薬品受注フラグ 楽天スーパーDEAL商品受注フラグ メンバーシッププログラム受注タイプ",
		s.rakutenSlot(), s.wish, flags[s.gift()], int(s.serial%2), 0, 0, 0, 0, 0)
	r["コメント"] = s.rakutenComment()
	if s.coupon > 0 {
		r.set("店舗発行クーポンコード 店舗発行クーポン名", "DEMO-TEA-"+strconv.Itoa(s.coupon), fmt.Sprintf("お茶の日%d円OFFクーポン", s.coupon))
	}
	r.set("単品配送フラグ 購入時配送会社 領収書発行回数 警告表示タイプ詳細", 0, "1001", 0, 0)
	return r
}

// rakutenSlot is the code of the wished time: 1 in the morning, else both hours (1416); 0 none.
func (s *sale) rakutenSlot() string {
	switch s.slot {
	case "":
		return "0"
	case "am":
		return "1"
	}
	return strings.ReplaceAll(s.slot, "-", "")
}

func (s *sale) rakutenComment() string {
	text := "[配送日時指定:]\n"
	if s.wish != "" {
		day := s.wish.Time()
		text += day.Format("2006-01-02") + "(" + strings.Split("日月火水木金土", "")[day.Weekday()] + ")\n"
	}
	if s.slot == "am" {
		text += "午前中\n"
	} else if s.slot != "" {
		text += s.slot[:2] + ":00～" + s.slot[3:] + ":00\n"
	}
	return text + s.comment
}

func (s *sale) rakutenParcel(r row, i int, p *parcel) {
	to := p.to
	r.set("送付先ID 送付先送料 送付先代引料 送付先消費税合計 送付先商品合計金額 送付先合計金額 のし", s.serial*10+int64(i), s.postage(), s.cod(), 0, p.goods(), p.goods()+s.postage(), p.noshi)
	if s.unfixed {
		r.set("送付先送料 送付先合計金額", -9999, -9999)
	}
	r.set("送付先郵便番号1 送付先郵便番号2 送付先住所都道府県 送付先住所郡市区 送付先姓 送付先名 送付先姓カナ 送付先名カナ 送付先電話番号1 送付先電話番号2 送付先電話番号3",
		to.zip[:3], to.zip[3:], to.pref, to.city, to.olderFamily(), to.given, to.familyKana, to.givenKana, to.phone[0], to.phone[1], to.phone[2])
	r["送付先住所それ以降の住所"] = strings.TrimSpace(to.rest + " " + to.home)
	if p.wrap != "" {
		r.set("ラッピングタイトル1 ラッピング名1 ラッピング料金1 ラッピング税込別1 ラッピング種類1 ラッピング税率1 ラッピング税額1", 1, p.wrap, p.wrapFee, 1, 1, "0.1", p.wrapFee*10/110)
	}
}

func (s *sale) rakutenLine(r row, n int, l line) {
	r.set("商品明細ID 商品ID 商品名 商品番号 商品管理番号 単価 個数 送料込別 税込別 代引手数料込別 ポイント倍率 在庫タイプ 商品税率 商品毎税込価格",
		s.serial*100+int64(n), 10_000_000+len(l.item), l.name, l.item, l.item, l.price, l.qty, 0, 1, 0, 1, stockType[l.single()], float64(l.tax)/100, l.price)
	r["納期情報"] = "1-2日以内に発送予定（店舗休業日を除く）"
	if l.release != "" {
		r["納期情報"] = l.release.Time().Format("2006年1月2日") + "より順次発送"
	}
	r["SKU管理番号"] = "normal-inventory"
	if !l.single() {
		r.set("SKU管理番号 システム連携用SKU番号 SKU情報", l.sku, l.sku, l.variant)
	}
}
