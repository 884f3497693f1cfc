package mapping

import (
	"strconv"
	"strings"
)

// sure is the confidence that a name gives that is a meaning's own; a number behind a name says less (or more).
const sure = 0.95

// synonyms are the names of columns, as Key gives them, by meaning. The names are those of the malls' and carts' files, of
// the banks' statements (from memory, 未検証) and of the lists that owners keep. What a number behind a name says: of two
// columns that could mean the same, the one with the higher number does; below 85 the name alone does not convince.
// A + behind the number: a part, left out where a column tells the whole.
var synonyms = map[Kind]string{
	Orders: `
order_no: 注文番号 ご注文番号 受注番号 オーダー番号 受注コード 注文コード 売上id=93 注文id=93 受注id=93 オーダーid=93 orderid ordernumber orderno ordernum
 カート番号=97 購入番号=90 取引id=80 取引番号=75 注文no 受注no オーダーno 管理番号=40 伝票番号=50 order=75 ordername name=45 id=30 no=30 注文管理番号=80
line_id: 商品明細id 明細id 注文明細id 注文詳細id 売上詳細id lineid orderitemid orderdetailid 明細番号 明細no 注文明細番号 受注明細番号 行番号=75 行no=75
 lineitemid 注文番号=40
ordered_at: 注文日時 注文日=93 受注日=93 受注日時 オーダー日 オーダー日時 購入日 購入日時 ご注文日 ご注文日時 注文年月日 注文受付日時 受付日時=85 受付日=80 売上日=80
 日付=75 日時=75 年月日=70 orderdate ordertime=94 ordereddate purchasedate orderedat createdat=88 申込日時=85 申込日=80 purchasedatetime orderdatetime
ordered_time: 注文時間 注文時刻 受注時間 受注時刻 購入時間 購入時刻 時刻=70
status: ステータス 注文ステータス=96 受注ステータス=96 注文状況 受注状況 処理状況 対応状況 対応状況名称 処理状況区分 発送状況=86 発送状態=86 配送状態=86 配送状況=86
 出荷状況=86 出荷状態=86 出荷ステータス=86 状態=85 状況=80 注文状態=96 受注状態=96 status=86 orderstatus=96 fulfillmentstatus=86 shipstatus=82 shippingstatus=82
 取引状態 取引ステータス 注文の状態 進捗=75 進行状況=75
paid: 入金状態 入金フラグ 入金状況 入金ステータス 支払状況 支払状態 支払い状況 支払ステータス paymentstatus paystatus financialstatus 入金日=82 入金確認日=82 入金日時=82
 支払い日=82 支払日=82 お支払日=82 決済完了日=82 決済日=80 paidat=78 paymentsdate=78 paydate=78 paymentdate=78 決済状況=85 決済ステータス=85 決済状態=85
 settlestatus=70 入金=85 入金確認 入金区分 支払済 支払い済み 入金済み 入金有無 paid=85
payment: 支払方法 支払い方法 支払方法名 支払い方法名 お支払方法 お支払い方法 決済方法 決済方法名 決済方法ステータス 決済手段 決済種別 paymethodname=96 paymethod=80
 paymentmethod settlementname 支払方法名称 支払区分=80 入金方法=80 payment=80 paymenttype=85 支払い=75 支払=75 お支払い=75 支払種別 paymentmethoddetails=70
total: 請求金額 請求合計金額=96 請求合計 合計金額=90 総合計金額=94 総合計=92 合計=88 支払合計 お支払合計 お支払い合計 支払金額=90 お支払金額=90 お支払い金額=90 ご請求金額
 ご請求額 請求額 総額=85 注文合計=92 注文合計金額 注文金額=86 ご注文金額 注文の合計 total=93 grandtotal totalprice=85 requestprice ordertotal totalamount=90 amount=60
 決済金額=86 購入者決済金額=80 受注金額=86 売上合計=80 合計額=86 購入金額=80 金額=50
goods: 商品合計金額 商品合計 商品代金合計 商品代金=88 商品の合計金額 商品金額=82 作品合計 注文の販売価格 商品計=85 小計=80 subtotal=88 goodstotal 商品合計額 商品代=85
shipping: 送料 送料合計=96 配送料 配送料金 注文の送料 発送料 運賃=80 postage postageprice shipping=90 shippingprice shipcharge shippingfee shippingcharge shippingcost
 送料ラッピング=60 基本送料=85 送料計 deliveryfee=85
cod_fee: 代引料合計 代引料 代引手数料 代引き手数料 代金引換手数料 代引手数料合計 代引き料 代引き手数料合計 codfee codcharge 決済手数料=86 手数料=70 paycharge=85
 chargeprice=82 支払手数料=75 支払い手数料=75 paymentmethodfee=80
wrapping_fee: ラッピング料金 ラッピング料 包装手数料 ラッピング手数料 ラッピング手数料合計 giftwrapcharge giftwrapprice giftwrappingprice 包装料 ギフト料金=80 ラッピング代
coupon: クーポン利用総額=96 クーポン割引額 クーポン=85 クーポン利用額 クーポン値引 クーポン値引額 クーポン割引 作家クーポン=88 couponprice coupontotalprice couponamount
 coupondiscountamount 割引額=80 割引金額=82 割引=75 値引=75 値引き=80 値引額=80 discount=55 discountamount=82 itemcoupondiscount=85 totalmallcoupondiscount=85
 itempromotiondiscount=85 shippromotiondiscount=85 店舗発行クーポン利用額=85+ 楽天発行クーポン利用額=85+
points: ポイント利用額 ポイント利用=80 利用ポイント 使用ポイント ポイント値引 ポイント値引額 ポイント使用額 ポイント割引 usepoint usedpoints pointused pointsused
 ショップポイントによる割引金額 外部ポイントによる割引金額 useaupointprice ポイント=60 利用ポイント数=85 ポイント利用数=85
item_code: 商品番号 商品コード 品番=94 商品管理番号=80 独自商品コード=97 販売者商品コード=97 itemcode itemid=86 作品管理番号 型番=92 商品型番 購入商品型番 商品id=60
 productid=60 productcode originalproductid=86 itemnumber 商品no アイテムコード アイテム番号 商品品番 自社品番 商品code itemno 購入商品商品id=60 lotnumber=40 sku=60
sku: sku skuコード sku番号 sku管理番号=86 システム連携用sku番号=97 variantsku lineitemsku subcode 枝番号=86 オプションコード=86 種類コード=86 種類id=50 オプション独自コード=90
 商品規格id=50 itemmanagementid=82 variantid=60 バリエーションコード sellersku 商品sku 枝番=80
item_name: 商品名 商品名称 品名 アイテム名 作品名 作品タイトル itemname productname product=75 title=86 lineitemname 商品=75 商品タイトル 購入商品商品名 品目=85
 ご注文商品=85 注文商品=85 お品物=80 name=30 item=75 itemtitle 製品名
options: 項目選択肢 sku情報 オプション=86 オプション情報 バリエーション バリエーション名 種類=82 規格=85 規格名=60 規格分類名=88 カラー=86 サイズ=86 色=85 色サイズ カラーサイズ
 subcodeoption itemoption itemoptionvalue=86 option=86 option商品別特殊表示 オプション値 optionvalue variant=86 variation variationname 選択肢 名入れ=80 inscriptionvalue=80
 商品オプション 選択項目 オプション1=80 オプション2=80 オプション3=80 オプション4=80 オプション5=80 itemoptioncommissionval=60
unit_price: 単価 販売単価 販売価格 価格=93 商品単価 作品単価 税込単価 単価税込 商品価格=90 商品毎税込価格=90 販売価格消費税込 購入商品販売価格消費税込 unitprice itemprice=78
 price=85 lineitemprice productprice=90 1個あたりの価格 売価=85
line_total: 小計=80 金額=60 linesubtotal 明細金額 商品小計=85 totalitemprice=86 linetotal 購入商品小計 行合計 合計金額=20 itemprice=75 注文金額の合計=80 明細合計 購入者決済金額=50
qty: 数量 個数 注文数 注文数量 注文個数 購入数量 購入数 購入個数 販売個数 購入商品販売個数 商品数量 商品個数 受注数 受注数量 点数=80 quantity quantitypurchased=96 qty unit=86
 lineitemquantity numberofitems=60 quantitytoship=70 quantityordered 数=60 ご注文数 orderquantity itemquantity
tax_rate: 商品税率=97 税率=93 消費税率 taxrate 消費税種類=80 税区分=60 適用税率
noshi: のし 熨斗 のし有無 のし種類 熨斗のし noshitype giftwrappapertype=82 noshi のし表書き 表書き=80 熨斗種類
wrapping: ラッピング ラッピング名 ギフトラッピング 包装名 ギフト包装 giftwraptype giftwrappingtype giftwrap 包装=80 ラッピング種類=60 ギフト=60 ラッピング希望=80
message: メッセージ=86 メッセージカード=80 メッセージカード内容=96 giftmessage giftwrapmessage giftmessagetext カードメッセージ メッセージカード種類=50 ギフトメッセージ メッセージ内容
wish_date: お届け日指定 お届け希望日 配送希望日 配送日=82 配達希望日 希望日=85 希望配送日 希望配達日 shiprequestdate deliveryrequestday scheduleddeliverystartdate=82
 deliverystartdate=82 配達指定日 配送指定日 お届け指定日 お届け日=82 着日指定 指定日=80 deliverydate=80 配達日=75 希望お届け日 着荷希望日
wish_time: お届け時間帯 お届け希望時間 お届け希望時間帯 配送希望時間 配送希望時間帯 お届け時間 お届け時間名称 配送時間帯 shiprequesttime deliveryrequesttime 配達時間帯
 希望時間帯 時間帯指定 時間帯=86 指定時間=85 deliverytime 配達希望時間 配達希望時間帯 時間指定 希望時間 お届け指定時間 配送時間 希望配送時間帯
method: 配送方法 配送方法名 発送方法 shipmethodname=96 shipmethod=80 shippingmethod shipservicelevel=86 shippingservicename=85 shipservicename=80 deliveryname=90
 配送会社名=82 配送会社=80 配送業者=82 配送業者名称=85 配送業者名 配送サービス=86 発送会社=80 deliverymethod 運送会社=80 出荷方法 配送便=85 便種=85 配送種別=80
comment: 備考=93 備考欄 コメント お客様コメント ご要望 ご要望欄 通信欄 配送要請事項=86 buyercomments usercomment notes=90 note=80 comment comments 購入者コメント 注文者コメント
 注文コメント deliveryinstructions=86 お客様備考 要望 購入者からのコメント 詳細指定事項欄=86 customernote お客様からのメッセージ=85 お問い合わせ内容=70 連絡事項=75 ご意見ご要望 購入者備考
memo: メモ=86 ショップメモ ひとことメモ 注文メモ ショップ用メモ欄 memo=86 tags=75 社内メモ 管理メモ 店舗メモ shipnotes=82 担当者メモ 受注メモ 店舗備考 管理用メモ`,
	Statement: `
date: 日付 取引日 年月日 お取引日 勘定日=85 取引年月日 date 取扱日 お取扱日 取引日付 入出金日 操作日=90 入金日=85 起算日=60 操作日年=96+ 操作日月=96+ 操作日日=96+ お取引年月日
payer: 摘要内容=97 お名前 振込依頼人名=97 振込依頼人=96 依頼人名=96 ご依頼人名=96 お振込人 摘要=86 お取引内容 取引内容 お取り扱い内容 お取扱内容 入出金内容 内容=86 詳細2=90
 詳細1=70 取引摘要 取引名=75 名前=90 氏名=90 振込人=96 振込人名=96 お振込人名=96 description=86 摘要欄 適用=75
deposit: お預入 お預入れ お預入金額 お預入れ金額 お預け入れ お預け入れ金額 預かり金額 お預り金額 お預かり金額 預り金額 入金 入金額 入金金額 受入金額 deposit 預入 預入額 お預入額 預入金額
 ご入金額 お預り お預かり credit=80
withdrawal: お引出 お引出し お引出金額 お引出し金額 お引き出し お引き出し金額 お支払金額 お支払い金額 支払い金額 支払金額 出金 出金額 出金金額 払出金額 払戻金額 withdrawal お引出額
 お支払 お支払い debit=80
balance: 残高 差引残高 取引後残高 現在高 現在貸付高 現在残高 balance 預金残高 お預り残高
memo: メモ 備考 ラベル=60 memo お客様メモ 通帳メモ
amount: 金額 入出金=93 入出金額 取引金額 amount お取引金額 入出金金額
in_out: 入払区分 入出金区分 入出区分 入払 区分=60 借貸区分 取引区分=75 入出`,
	Suppliers: `
仕入先: 仕入先 仕入先名 仕入れ先 仕入れ先名 会社名 名称=90 発注先 取引先 取引先名 メーカー メーカー名 supplier
メールアドレス: メールアドレス メール email 発注先メール mail 送信先メールアドレス
担当者: 担当者 担当 ご担当 ご担当者 担当者名 窓口=80
最低発注額: 最低発注額 最低発注金額 最小発注額 最小発注金額 最低ロット金額
リードタイム: リードタイム リードタイム日数 納期日数 調達日数 納期=80
備考: 備考 メモ note memo`,
	MakerStock: `
code: 商品コード 品番 メーカー品番 型番 商品番号 sku code itemno 品番コード 商品no 製品番号 製品コード skuコード
name: 商品名 品名 name 商品名称 製品名 productname
jan: jan janコード ean バーコード jancode gtin
qty: 在庫数 在庫=86 数量 在庫数量 現在庫 現在庫数 qty stock 引当可能数 可能数 有効在庫 有効在庫数 残数 在庫残 quantity
state: 在庫状況 状況=85 在庫区分 状態=86 在庫表示 在庫状態 ステータス=86 判定=80 在庫=60 在庫有無 出荷可否
next_arrival: 次回入荷 次回入荷日 次回入荷予定 次回入荷予定日 入荷予定 入荷予定日 納期=85 再入荷 再入荷予定 次回納期 次回入荷時期`,
}

// productNames are the headings of products, which counts of stock share.
const productNames = `
SKU: sku skuコード sku番号 商品コード=92 商品番号=92 品番=91 自社品番=93 自社sku 管理番号=70
商品名: 商品名 品名 商品名称 名称=90 製品名=90 productname=90
色・サイズ: 色サイズ バリエーション カラーサイズ 規格=90 種類=85
カラー: カラー 色 カラー名
サイズ: サイズ サイズ名
仕入先: 仕入先 仕入先名 仕入れ先 仕入れ先名 メーカー=90 メーカー名=90 発注先=90
仕入先品番: 仕入先品番 仕入先商品コード 仕入れ先品番 メーカー品番=93 メーカー型番=93 先方品番=93
仕入単価: 仕入単価 仕入れ単価 仕入価格 仕入れ価格 原価 原価単価 発注単価 cost=85
税率: 税率 消費税率 税=80 税区分=80
在庫: 在庫 在庫数 在庫数量 現在庫 現在庫数 実在庫 棚卸数 実棚数 数量=60 stock=85 棚卸数量
発注点: 発注点 発注点数 補充点
補充目標: 補充目標 目標在庫 目標在庫数 補充目標数 適正在庫 目標=80
ロット: ロット ロット数 発注単位 発注ロット 入数=90
最低発注数: 最低発注数 最低発注数量 最小発注数 最小発注数量 最低ロット
リードタイム: リードタイム リードタイム日数 納期日数 調達日数 納期=70
発売日: 発売日 発売予定日 販売開始日
取寄せ: 取寄せ 取り寄せ 取寄 お取り寄せ 取寄せ品
JAN: jan janコード janean バーコード ean jancode
棚番: 棚番 ロケーション 棚=85 保管場所 置き場 置場
備考: 備考 メモ 商品メモ 仕入メモ
モール商品コード: モール商品コード 店舗商品コード ショップ商品コード モール商品番号 モールsku 店舗sku ショップsku 楽天商品番号 楽天商品コード 楽天商品管理番号 yahoo商品コード
 ヤフー商品コード amazonsku amazon商品コード アマゾンsku aupay商品コード qoo10商品コード shopifysku base商品コード stores品番 カラーミー型番 楽天sku管理番号 メルカリshops商品コード`

// candidate is what a name can mean.
type candidate struct {
	meaning Meaning
	weight  float64
	part    bool
}

var nameTable = func() map[Kind]map[string][]candidate {
	all := map[Kind]string{Products: productNames, Stock: productNames}
	for k, text := range synonyms {
		all[k] = text
	}
	tables := map[Kind]map[string][]candidate{}
	for k, text := range all {
		table := map[string][]candidate{}
		tables[k] = table
		meaning := Meaning("")
		for _, word := range strings.Fields(text) {
			if m, ok := strings.CutSuffix(word, ":"); ok {
				meaning = Meaning(m)
				continue
			}
			if _, ok := AboutOf(k, meaning); !ok {
				continue // a count of stock has fewer meanings than products
			}
			c := candidate{meaning: meaning, weight: sure}
			name, number, given := strings.Cut(word, "=")
			if given {
				number, c.part = strings.CutSuffix(number, "+")
				n, err := strconv.Atoi(number)
				if err != nil {
					panic("mapping: synonym " + word) // a slip in the table above; every test would tell
				}
				c.weight = float64(n) / 100
			}
			table[name] = append(table[name], c)
		}
	}
	return tables
}()
