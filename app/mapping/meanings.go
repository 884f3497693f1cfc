package mapping

const (
	one     = false
	several = true
)

// meanings are the meanings of each kind.
var meanings = map[Kind][]About{
	Orders: append(append([]About{
		{OrderNo, "注文番号", "注文を区別する番号です。同じ番号の続く行は1件の受注になります。", true, one},
		{LineID, "明細番号", "受注の中の1行を区別する番号です。", false, one},
		{OrderedAt, "注文日時", "注文を受けた日（と時刻）です。", false, one},
		{OrderedTime, "注文時刻", "日付と別の列にある注文の時刻です。", false, one},
		{Status, "状態", "モールでの処理の状態です。文字ごとに出荷できるかどうかを選びます。", false, one},
		{Paid, "入金", "入金済みかどうか、または入金日です。", false, one},
		{Payment, "支払方法", "クレジットカード・代金引換などの支払方法です。", false, one},
		{Total, "請求金額", "お客様が支払う合計（税込、割引のあと）です。", false, one},
		{Goods, "商品合計", "受注の商品代金の合計（税込）です。", false, one},
		{Shipping, "送料", "受注の送料（税込）です。", false, one},
		{CODFee, "代引手数料", "代引手数料・決済手数料（税込）です。", false, one},
		{WrappingFee, "ラッピング料金", "ラッピングなどの料金（税込）です。複数の列は足します。", false, several},
		{Coupon, "クーポン・割引", "クーポンなどの割引額です。複数の列は足します。", false, several},
		{Points, "ポイント利用額", "ポイントで支払われた額です。複数の列は足します。", false, several},
		{ItemCode, "商品コード", "商品の番号です。SKUとの対応づけに使います。", false, one},
		{SKU, "SKU", "色やサイズまで決まる番号です。", false, one},
		{ItemName, "商品名", "商品の名前です。", false, one},
		{Options, "選択肢", "色・サイズ・名入れなどの選択です。複数の列は並べます。", false, several},
		{UnitPrice, "単価", "商品1個の価格（税込）です。", false, one},
		{LineTotal, "明細の金額", "単価×数量（税込）です。", false, one},
		{Qty, "数量", "商品の個数です。", false, one},
		{TaxRate, "税率", "商品の消費税率（8または10）です。", false, one},
	}, append(people(Orderer, "注文者"), people(Dest, "届け先")...)...), []About{
		{Noshi, "のし", "のしの種類や表書きです。", false, one},
		{Wrapping, "ラッピング", "ラッピングの種類です。複数の列は並べます。", false, several},
		{Message, "メッセージ", "メッセージカードの文面です。", false, one},
		{WishDate, "お届け希望日", "お客様が希望した日です。", false, one},
		{WishTime, "お届け希望時間", "お客様が希望した時間帯です。", false, one},
		{Method, "配送方法", "宅配便・メール便などの配送方法です。", false, one},
		{Comment, "備考・コメント", "お客様が書いた文章です。複数の列は改行で並べます。", false, several},
		{Memo, "店舗メモ", "店舗が書いたメモです。複数の列は改行で並べます。", false, several},
	}...),
	Products: {
		{"SKU", "SKU", "色・サイズごとの商品の番号です。", true, one},
		{"商品名", "商品名", "商品の名前です。", false, one},
		{"色・サイズ", "色・サイズ", "色とサイズを1つにした文字です。", false, one},
		{"カラー", "カラー", "色だけの列です。", false, one},
		{"サイズ", "サイズ", "サイズだけの列です。", false, one},
		{"仕入先", "仕入先", "仕入先の名前です。", false, one},
		{"仕入先品番", "仕入先品番", "仕入先が使う番号です。", false, one},
		{"仕入単価", "仕入単価", "1個の仕入単価（税抜）です。", false, one},
		{"税率", "税率", "消費税率（8または10）です。", false, one},
		{"在庫", "在庫", "手元の在庫数です。", false, one},
		{"発注点", "発注点", "この数を下回ったら発注します。", false, one},
		{"補充目標", "補充目標", "発注してこの数まで戻します。", false, one},
		{"ロット", "ロット", "発注の単位となる個数です。", false, one},
		{"最低発注数", "最低発注数", "1回の発注の最低の個数です。", false, one},
		{"リードタイム", "リードタイム", "発注から入荷までの日数です。", false, one},
		{"発売日", "発売日", "予約商品の発売日です。", false, one},
		{"取寄せ", "取寄せ", "注文を受けてから仕入れる商品は○です。", false, one},
		{"JAN", "JAN", "バーコードの数字です。", false, one},
		{"棚番", "棚番", "商品を置いている場所です。", false, one},
		{"備考", "備考", "商品のメモです。", false, one},
		{MallCode, "モール商品コード", "モールで使っている商品番号です。モールごとに1列ずつ選べます。", false, several},
	},
	Stock: {
		{"SKU", "SKU", "色・サイズごとの商品の番号です。", true, one},
		{"在庫", "在庫", "数えた在庫数です。", true, one},
		{"商品名", "商品名", "商品の名前です。", false, one},
		{"JAN", "JAN", "バーコードの数字です。", false, one},
		{"棚番", "棚番", "商品を置いている場所です。", false, one},
		{"備考", "備考", "商品のメモです。", false, one},
	},
	Suppliers: {
		{"仕入先", "仕入先", "仕入先の名前です。", true, one},
		{"メールアドレス", "メールアドレス", "発注書を送る宛先です。", false, one},
		{"担当者", "担当者", "担当の人または部署です。", false, one},
		{"最低発注額", "最低発注額", "1回の発注の最低の金額（税抜）です。", false, one},
		{"リードタイム", "リードタイム", "発注から入荷までの日数です。", false, one},
		{"備考", "備考", "仕入先のメモです。", false, one},
	},
	Statement: {
		{BankDate, "日付", "取引の日です。年・月・日が別の列でもかまいません。", true, several},
		{Payer, "お名前・摘要", "振り込んだ人の名前（カナ）がある列です。", true, one},
		{Deposit, "入金額", "お預入れの金額です。", false, one},
		{Withdrawal, "出金額", "お引出しの金額です。", false, one},
		{Balance, "残高", "取引のあとの残高です。", false, one},
		{BankMemo, "メモ", "そのほかの文字です。", false, one},
		{Amount, "金額", "入金と出金が1つの列にある金額です。", false, one},
		{InOut, "入払区分", "金額が入金か出金かを表す列です。", false, one},
	},
	MakerStock: {
		{MakerCode, "品番", "メーカーの品番です。", false, one},
		{MakerName, "商品名", "商品の名前です。", false, one},
		{MakerJan, "JAN", "バーコードの数字です。", false, one},
		{MakerQty, "在庫数", "メーカーの在庫数です。", false, one},
		{MakerState, "在庫状況", "○・△・×、在庫あり・欠品などの表示です。", false, one},
		{NextArrival, "次回入荷", "次に入荷する日または時期です。", false, one},
	},
}

func people(side, who string) []About {
	m := func(part string) Meaning { return Meaning(side + part) }
	list := []About{
		{m(PartName), who + "の氏名", "姓と名が1つの列にある氏名です。", false, one},
		{m(PartFamily), who + "の姓", "姓だけの列です。", false, one},
		{m(PartGiven), who + "の名", "名だけの列です。", false, one},
		{m(PartKana), who + "のフリガナ", "姓と名が別の列なら、両方を選びます。", false, several},
		{m(PartZip), who + "の郵便番号", "3桁と4桁が別の列なら、両方を選びます。", false, several},
		{m(PartPrefecture), who + "の都道府県", "都道府県だけの列です。", false, one},
		{m(PartCity), who + "の市区町村", "市区町村だけの列です。", false, one},
		{m(PartAddress), who + "の住所", "番地・建物名が別の列なら、すべて選びます。", false, several},
		{m(PartPhone), who + "の電話番号", "3つの列に分かれていれば、すべて選びます。", false, several},
	}
	if side == Orderer {
		list = append(list, About{OrdererEmail, who + "のメールアドレス", "お知らせを送る宛先です。", false, one})
	}
	return list
}
