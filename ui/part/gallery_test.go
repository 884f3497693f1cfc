package part_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"miseban/app/jst"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

var monday = jst.DateOf(time.Date(2026, 11, 30, 8, 30, 0, 0, jst.Zone))

// picture draws a screen and, if MISEBAN_PICTURES names a folder, keeps it there as a PNG.
func picture(t *testing.T, name string, mode look.Mode, screen func(fyne.Window) fyne.CanvasObject) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(mode))
	w := test.NewTempWindow(t, container.NewWithoutLayout())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	content := screen(w)
	w.SetContent(content)
	w.Resize(fyne.NewSize(1280, 800))
	if m := content.MinSize(); m.Width > 1280 || m.Height > 800 {
		t.Errorf("%s needs %.0f × %.0f pixels, the smallest window has 1280 × 800", name, m.Width, m.Height)
	}
	folder := os.Getenv("MISEBAN_PICTURES")
	if folder == "" {
		return
	}
	img := w.Canvas().Capture()
	suffix := map[look.Mode]string{look.Light: "-light", look.Dark: "-dark"}[mode]
	f, err := os.Create(filepath.Join(folder, name+suffix+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// TestGalleryFitsIntoTheSmallestWindow builds the kinds of screens; with MISEBAN_PICTURES it also
// draws them in both palettes, to be looked at.
func TestGalleryFitsIntoTheSmallestWindow(t *testing.T) {
	screens := map[string]func(fyne.Window) fyne.CanvasObject{
		"today": todayScreen, "orders": ordersScreen, "import": importScreen, "purchase": purchaseScreen,
		"dialog": dialogScreen, "palette": paletteScreen, "calendar": calendarScreen, "empty": emptyScreen,
		"fields": fieldsScreen,
	}
	for name, screen := range screens {
		picture(t, name, look.Light, screen)
		if os.Getenv("MISEBAN_PICTURES") != "" { // the sizes are the same, only the eye sees a difference
			picture(t, name, look.Dark, screen)
		}
	}
}

func rail(selected string) *part.NavRail {
	n := part.NewNavRail("店番", []part.Area{
		{ID: "today", Title: "今日"}, {ID: "orders", Title: "受注", Count: 231}, {ID: "ship", Title: "出荷", Count: 84},
		{ID: "preorder", Title: "予約", Count: 17}, {ID: "purchase", Title: "発注", Count: 9}, {ID: "goods", Title: "商品"},
		{ID: "customers", Title: "顧客"}, {ID: "mail", Title: "メール", Count: 12}, {ID: "rules", Title: "ルール"},
		{ID: "settings", Title: "設定", Foot: true},
	}, nil)
	n.Select(selected)
	n.SetFoot("自動保存済み", "バックアップ 8:24")
	return n
}

func page(area string, top, foot, main fyne.CanvasObject) fyne.CanvasObject {
	return part.Dock(nil, nil, rail(area), nil, container.NewStack(part.NewGround(look.Background), part.Dock(top, foot, nil, nil, main)))
}

func todayScreen(fyne.Window) fyne.CanvasObject {
	run := func(s string, st part.Style) part.Run { return part.Run{Text: s, Style: st} }
	head := part.NewCard(part.CardPlain, part.VStack(4,
		part.NewParagraph(run("11月30日(月) 8:30　新しい受注 ", part.Quiet), run("200件", part.Strong.At(20)),
			run("　楽天 105 · Yahoo! 55 · Amazon 40　　5ファイル · 拒否 0行 · 6分前", part.Quiet)),
		part.NewParagraph(run("128", part.Strong.At(20).In(look.Good)), run(" そのまま出せる　 ", part.Body),
			run("16", part.Strong.At(20).In(look.Warn)), run(" お聞きすること　 ", part.Body),
			run("44", part.Strong.At(20)), run(" 自分で進む ", part.Body), run("モール14 · 予約8 · 在庫7 …", part.Quiet))))
	comment := "「よろしくお願いします。金額の分かるものは入れないでください。」"
	from := len("「よろしくお願いします。")
	quote := part.NewCardInset(part.CardNotice, 12, 20, part.NewParagraph(part.Highlight(comment, part.Quote, [2]int{from, len(comment) - len("」")})...))
	answers := part.NewAnswers(func(int) {},
		part.Answer{Label: "わかった。金額なしで出す"}, part.Answer{Label: "納品書に一言書いて出す"},
		part.Answer{Label: "保留して、お客様に聞く（返信待ち）", Note: "メールの下書きを開きます"},
		part.Answer{Label: "わかった。この文は今後も確認しない"})
	question := part.NewCard(part.CardAttention, part.Dock(part.VStack(10,
		part.HStack(8, part.NewText("質問 4 / 16　コメントに初めての文があります", part.Heading), layout.NewSpacer(), part.NewText("Backspace で前へ", part.Quiet)),
		quote,
		part.NewNote("「よろしくお願いします」は確認不要の文です（11/02 から）。黄色の文は初めてです。", part.Quiet),
		part.NewFact("受注", part.VStack(4, part.NewParagraph(run("楽天 123456-20261130-0000100003　", part.Body), run("山﨑 美咲", part.Strong), run(" → 德永 誠　13,190円", part.Body)),
			part.Chips("ギフト", "金額非表示", "リピーター 3"))),
		part.NewFact("商品", part.NewNote("今治タオル 藍 ×2、和紙ラッピング（紺）", part.Body)),
		part.NewFact("いまの設定", part.NewNote("金額を印字しません（ギフト：注文者と届け先の氏名が違う）", part.Body)),
		part.Inset(6, 0, 0, 0, answers.Box)),
		part.NewNote("次：メール便に入らない 6件 → 宅急便へ（店負担 +2,190円）· 番地がない 2件 · 追加請求 2件 · 代引×ギフト 1件 · 同梱 3組 …", part.Quiet), nil, nil, layout.NewSpacer()))
	plan := func(a, b, c string) fyne.CanvasObject {
		return part.VStack(5, part.NewFactWide(a, 95, part.NewFactWide(b, 50, part.NewNote(c, part.Quiet))), part.NewRuleSoft())
	}
	send := part.NewBigButton("出す　あと 13問", "", nil)
	send.Disable()
	right := part.NewCard(part.CardPlain, part.Dock(part.VStack(6,
		part.NewText("出荷の計画", part.Heading),
		part.NewParagraph(run("149 個口", part.Figure), run("  すべて答えたとき · いま 128", part.Quiet)),
		plan("納品書", "149枚", "うち金額なし 13"), plan("B2クラウド", "149行", "宅急便 61 · ネコポス 88"),
		plan("メール", "17通", "予約受付 7 · 在庫遅れ 6 · 確認 4\nモールが送る 145"),
		part.NewFactWide("出さない", 95, part.HStack(8, part.NewText("51件", part.Body), part.NewLink("理由を見る", part.Quiet, nil), layout.NewSpacer())),
		part.NewCardInset(part.CardNotice, 6, 10, part.VStack(0, part.NewText("ヤマトの集荷 15:00 まで 6時間30分", part.Strong), part.NewNote("この量なら 14:10 に終わります（過去8週のペース）", part.Quiet))),
		part.NewNote("プリンター RICOH A4 · 保存先 出荷/2026-11-30\n通し番号 001〜149 を納品書と送り状の両方に入れます", part.Quiet)),
		part.VStack(6, send, part.NewKeyButton("答えていない注文は残し、先に 128件だけ出す", "", part.Flat, nil)), nil, nil, layout.NewSpacer()))
	left := part.Dock(part.Inset(0, 0, 12, 0, head), nil, nil, nil, question)
	main := part.Inset(14, 16, 14, 16, container.New(part.Sides{Right: 392, Gap: 14}, left, right))
	return page("today", nil, part.NewFootLine("先週 31手 → 今日 18手の見込み", "出したあとも、紙とメール以外はひとつの Ctrl+Z で元に戻せます"), main)
}

func orderColumns() []grid.Column {
	return []grid.Column{
		{ID: "shop", Title: "店舗", Width: 68, Always: true}, {ID: "number", Title: "注文番号", Width: 121, KeepEnd: true},
		{ID: "at", Title: "注文日時", Width: 86}, {ID: "name", Title: "注文者", Width: 84},
		{ID: "lines", Title: "点数", Width: 45, Align: grid.Right}, {ID: "total", Title: "請求額", Width: 76, Align: grid.Right},
		{ID: "status", Title: "ステータス", Width: 118}, {ID: "flags", Title: "判定", Width: 136, NoSort: true},
		{ID: "reason", Title: "理由", Width: 160, Grow: true},
	}
}

func orderRows() grid.Fixed {
	line := func(shop, number, at, name, lines, total, status string, tone look.Tone, reason string, flags ...string) grid.Row {
		why := grid.Of(grid.Quiet, reason)
		return grid.Row{Cells: []grid.Cell{grid.Text(shop), grid.Text(number), grid.Text(at), grid.Text(name), grid.Text(lines),
			grid.Text(total), grid.Status(status, tone), grid.Tags(flags...), why}}
	}
	some := []grid.Row{
		line("楽天", "123456-20261005-0000100003", "10/05 11:22", "山﨑 美咲", "2", "13,190", "確認待ち", look.ToneReview, "コメント「金額の分かるものは入れないでください。」", "ギフト", "複数届け先"),
		line("楽天", "123456-20261005-0000100002", "10/05 10:40", "髙橋 一郎", "3", "7,228", "確認待ち", look.ToneReview, "コメントに初めての文", "リピーター 4"),
		line("Yahoo!", "yshop-10000412", "10/05 09:30", "佐藤 花子", "1", "3,850", "モール処理待ち", look.ToneNeutral, "銀行振込の入金をモールが確認中", "新規"),
		line("Amazon", "250-0000003-0000001", "10/05 08:14", "田中 翔", "1", "2,480", "印刷待ち", look.TonePrint, "—", "メール便可"),
		line("楽天", "123456-20261007-0000100007", "10/07 21:05", "小林 陽子", "1", "3,900", "発売日待ち", look.ToneRelease, "11/20 発売", "予約", "候補"),
		line("au PAY", "400000003", "10/06 18:41", "德永 誠", "2", "5,120", "入荷待ち", look.ToneArrival, "発注 P-0012　入荷予定 10/14"),
		line("Shopify", "#1007", "10/06 12:09", "𠮷田 さくら", "1", "1,980", "印刷待ち", look.TonePrint, "—", "ギフト"),
		line("BASE", "A1B2C3D4E5F6G7H8", "10/06 20:20", "渡邊 恵", "1", "4,400", "入金待ち", look.TonePayment, "期限 10/13", "リピーター 2"),
		line("楽天", "123456-20261006-0000100006", "10/06 15:00", "加藤 大輔", "1", "2,310", "キャンセル", look.ToneCancelled, "—"),
		line("Qoo10", "cart 8812", "10/07 07:33", "清水 太郎", "4", "1,009,760", "出荷待ち", look.ToneShip, "印刷 10/07 08:02"),
	}
	var f grid.Fixed
	for i := range 40 {
		f.Lines = append(f.Lines, some[i%len(some)])
		f.Keys = append(f.Keys, string(rune('a'+i)))
	}
	return f
}

func ordersScreen(w fyne.Window) fyne.CanvasObject {
	search := part.NewSearchField("検索　氏名・電話・注文番号・商品", "Ctrl+K")
	top := part.VStack(0, part.Bar(part.Beside(search, part.HStack(8,
		part.NewKeyButton("取り込み", "Ctrl+O", part.Plain, nil), part.NewKeyButton("一括操作 ▼", "", part.Plain, nil),
		part.NewKeyButton("確認を始める（23件）", "Enter", part.Primary, nil)))),
		part.TabBar(part.Beside(part.NewStatusTabs([]part.Tab{
			{ID: "all", Title: "すべて", Count: 231}, {ID: "review", Title: "確認待ち", Count: 23, Tone: look.ToneReview},
			{ID: "payment", Title: "入金待ち", Count: 14, Tone: look.TonePayment}, {ID: "release", Title: "発売日待ち", Count: 17},
			{ID: "arrival", Title: "入荷待ち", Count: 9}, {ID: "print", Title: "印刷待ち", Count: 84, Tone: look.TonePrint},
			{ID: "ship", Title: "出荷待ち", Count: 12}, {ID: "shipped", Title: "出荷済み", Count: 66}, {ID: "cancelled", Title: "キャンセル", Count: 6},
		}, nil), part.NewKeyButton("＋ 保存した検索", "", part.Flat, nil))))
	g := grid.New(orderColumns())
	g.SetSort(grid.Sort{Column: "at", Descending: true})
	g.SetRows(orderRows())
	g.Select(0)
	g.Selection().Toggle(12)
	heading := func(s string) fyne.CanvasObject { return part.VStack(3, part.NewNote(s, part.Caption), part.NewRule()) }
	item := func(name, n, yen string) fyne.CanvasObject {
		return part.VStack(5, part.HStack(0, part.NewText(name, part.Body), layout.NewSpacer(), part.NewText(n, part.Body), part.NewText("　　　", part.Body), part.NewText(yen, part.Body)), part.NewRuleSoft())
	}
	why := part.NewCardInset(part.CardNotice, 8, 10, part.VStack(3,
		part.NewText("なぜ確認待ち？", part.Strong),
		part.NewParagraph(part.Highlight("コメント「金額の分かるものは入れないでください。」", part.Body, [2]int{len("コメント「"), len("コメント「金額の分かるもの")})...),
		part.NewNote("ルール 3「コメントがあれば確認」 v12 · 金額非表示は設定済みです", part.Quiet),
		part.HStack(4, part.NewKeyButton("確認した", "A", part.Primary, nil), part.NewKeyButton("保留", "H", part.Plain, nil), part.NewKeyButton("直す", "E", part.Plain, nil), layout.NewSpacer())))
	pane := part.VStack(6,
		part.NewNote("楽天市場店 · 123456-20261005-0000100003", part.Quiet),
		part.NewText("山﨑 美咲 様", part.Title),
		part.HStack(4, part.NewPill("確認待ち", look.ToneReview), part.NewChip("ギフト"), part.NewChip("金額非表示"), part.NewChip("複数届け先"), layout.NewSpacer()),
		why, heading("お届け先 1 / 2　ギフト：注文者「山﨑 美咲」と届け先「德永 誠」が異なる"),
		part.NewNote("德永 誠 様　〒460-0008\n愛知県名古屋市中区栄 3-4-5", part.Body), part.NewNote("のし 御祝 · 和紙ラッピング（紺）", part.Quiet),
		item("今治タオル 藍", "2", "3,300"), item("和紙ラッピング（紺）", "1", "440"),
		heading("お届け先 2 / 2"), part.NewNote("濵田 さくら 様　〒810-0001　福岡県福岡市中央区天神 1-2-3", part.Body), part.NewNote("のし 内祝", part.Quiet),
		heading("請求"), part.HStack(0, part.NewText("クレジットカード（決済済み）", part.Body), layout.NewSpacer(), part.NewText("13,190円", part.Strong)))
	right := container.NewStack(part.NewGround(look.Surface), part.Dock(nil, nil, part.NewRule(), nil, part.Inset(12, 14, 12, 14, pane)))
	return page("orders", top, nil, container.New(part.Sides{Right: 372}, g, right))
}

func importScreen(fyne.Window) fyne.CanvasObject {
	fig := func(label, n string, s part.Style) fyne.CanvasObject {
		return part.VStack(0, part.NewText(label, part.Quiet), part.NewText(n, s))
	}
	sum := part.NewCard(part.CardPlain, part.HStack(36, fig("読んだ行", "512", part.Figure), part.NewText("→", part.Figure), fig("受注", "312", part.Figure),
		part.NewText("＝", part.Figure), fig("新しい受注", "250", part.Figure.In(look.Good)), fig("変わった受注", "5", part.Figure.In(look.Warn)),
		fig("同じ", "55", part.Figure), fig("拒否", "2", part.Figure.In(look.Error)), layout.NewSpacer(),
		part.VStack(0, part.NewTextRight("確認不要 201件 · 確認待ち 23件 · 入金待ち 14件 · その他 12件", part.Strong), part.NewTextRight("すべての行に行き先があります。", part.Quiet))))
	files := grid.NewTable([]grid.Column{{ID: "file", Title: "ファイル", Width: 295}, {ID: "layout", Title: "形式", Width: 240, Grow: true},
		{ID: "code", Title: "文字コード", Width: 120}, {ID: "rows", Title: "行", Width: 68, Align: grid.Right}, {ID: "new", Title: "新規", Width: 68, Align: grid.Right},
		{ID: "changed", Title: "更新", Width: 68, Align: grid.Right}, {ID: "same", Title: "同じ", Width: 68, Align: grid.Right}, {ID: "bad", Title: "拒否", Width: 68, Align: grid.Right}})
	row := func(file, form, sure string, tone look.Tone, n ...string) grid.Row {
		r := grid.Row{Cells: []grid.Cell{grid.Text(file), grid.Join(grid.Span{Text: form}, grid.Span{Text: sure, Kind: grid.Pill, Tone: tone}), grid.Text("Shift_JIS")}}
		for _, s := range n {
			r.Cells = append(r.Cells, grid.Text(s))
		}
		return r
	}
	files.SetRows(grid.Fixed{Lines: []grid.Row{
		row("dl-20261007.csv", "楽天 受注CSV", "確実", look.TonePrint, "201", "112", "3", "20", "1"),
		row("order.csv ＋ item.csv（2）", "Yahoo! 注文＋商品", "確実", look.TonePrint, "168", "74", "2", "15", "0"),
		row("2026100712345.txt", "Amazon 注文レポート", "確実", look.TonePrint, "92", "48", "0", "12", "0"),
		row("orders_export.csv", "au PAY 受注", "未検証の列あり", look.ToneReview, "51", "16", "0", "8", "1")}})
	bad := part.NewCard(part.CardPlain, part.VStack(6, part.NewParagraph(part.Run{Text: "読めなかった行　2　", Style: part.Strong}, part.Run{Text: "直して取り込み直せるファイルに書き出せます。", Style: part.Quiet}),
		part.NewFactWide("dl-20261007.csv 118行目", 220, part.NewNote("個数「２個」：数字として読めません。全角の「２」のあとに文字があります。", part.Body)), part.NewRuleSoft()))
	banners := part.NewBanners()
	banners.Show(part.Failure, "au PAY の 1 件は電話番号の列がありません。ほかの行は取り込みました。", part.Action{Label: "この行を見る"})
	banners.Undo("5ファイルを取り込みました。", nil)
	progress := part.NewProgressStrip("", func() {})
	progress.Set("読み込んでいます", 12345, 48210)
	return page("orders", part.NewTopBar("取り込み結果", "10月7日 10:40　5ファイル　0.3秒", part.NewKeyButton("この取り込みを元に戻す", "Ctrl+Z", part.Plain, nil), part.NewKeyButton("受注一覧へ", "", part.Primary, nil)),
		part.NewFootLine("元のファイルは取り込みと一緒に保存されています。", ""),
		part.Inset(14, 16, 14, 16, part.VStack(12, banners.Box, sum, files, bad, progress)))
}

func purchaseScreen(fyne.Window) fyne.CanvasObject {
	right := func(id, title string, w float32) grid.Column {
		return grid.Column{ID: id, Title: title, Width: w, Align: grid.Right}
	}
	g := grid.NewTable([]grid.Column{{ID: "sku", Title: "SKU", Width: 128}, {ID: "name", Title: "商品", Width: 170}, right("orders", "受注", 50), right("stock", "在庫", 48),
		right("open", "発注残", 62), right("point", "発注点", 62), right("goal", "補充目標", 76), right("lot", "ロット", 62), right("buy", "発注数", 62), {ID: "why", Title: "計算", Width: 200, Grow: true}})
	row := func(t ...string) grid.Row {
		var r grid.Row
		for i, s := range t {
			switch i {
			case 8:
				r.Cells = append(r.Cells, grid.Of(grid.Strong, s))
			case 9:
				r.Cells = append(r.Cells, grid.Of(grid.Quiet, s))
			default:
				r.Cells = append(r.Cells, grid.Text(s))
			}
		}
		return r
	}
	g.SetRows(grid.Fixed{Lines: []grid.Row{row("imabari-f-ai", "今治タオル フェイス 藍", "38", "6", "12", "10", "20", "5", "40", "不足 32 − 発注残 12 ＋ 目標 20 ＝ 40 → 5個単位で 40"),
		row("tea-sencha-100", "深蒸し煎茶 100g", "64", "20", "0", "30", "60", "12", "108", "不足 44＋目標 60 ＝ 104 → 12個単位で切り上げ 108"),
		row("yunomi-kon", "湯呑 紺", "3", "0", "0", "0", "0", "1", "3", "取寄せ：受注 3点ぶん")}})
	g.Select(0)
	return page("purchase", part.VStack(0, part.NewTopBar("発注", "全店舗の受注 231件から 10:40 に計算", part.NewKeyButton("基準を変えて試す", "", part.Plain, nil), part.NewKeyButton("入荷を登録", "", part.Plain, nil), part.NewKeyButton("3社の発注書を作る（Excel）", "", part.Primary, nil)),
		part.TabBar(part.NewStatusTabs([]part.Tab{{ID: "a", Title: "提案", Count: 11}, {ID: "b", Title: "発注済み", Count: 6}, {ID: "c", Title: "入荷待ちの受注", Count: 9}, {ID: "d", Title: "履歴", Count: -1}}, nil))),
		part.NewFootLine("提案は取り込みのたびに計算し直します。数は書き換えられます。", ""),
		part.Inset(10, 14, 10, 14, part.VStack(8, part.HStack(12, part.NewText("山田陶器", part.Heading), part.NewText("締め 本日 15:00 · 最低発注額 20,000円 → いま 34,650円", part.Quiet), part.NewPill("達しています", look.TonePrint), layout.NewSpacer()), g)))
}

func dialogScreen(w fyne.Window) fyne.CanvasObject {
	main := ordersScreen(w)
	w.SetContent(main)
	part.Confirm(w.Canvas(), "3件の受注を消しますか", "山﨑 美咲 様ほか 2件の受注と、その明細・メールの記録を消します。消したあとは元に戻せません。", "3件を消す", func() {})
	return main
}

func paletteScreen(w fyne.Window) fyne.CanvasObject {
	main := ordersScreen(w)
	w.SetContent(main)
	part.NewCommandPalette(w.Canvas(), []part.Command{
		{Title: "取り込む：ファイルを選ぶ", Key: "Ctrl+O"}, {Title: "受注：確認待ちを開く", Key: "Ctrl+2"}, {Title: "受注：印刷待ちを開く"},
		{Title: "出す：計画を開く", Key: "Ctrl+Enter"}, {Title: "元に戻す", Key: "Ctrl+Z"}, {Title: "ルール：下書きを作る"},
	}).Show()
	return main
}

func calendarScreen(w fyne.Window) fyne.CanvasObject {
	main := fieldsScreen(w)
	w.SetContent(main)
	d := part.NewDateEntry(func() jst.Date { return monday })
	w.SetContent(container.NewStack(main, container.NewCenter(d)))
	d.SetDate(monday.AddDays(4))
	d.OpenCalendar()
	return w.Content()
}

func emptyScreen(fyne.Window) fyne.CanvasObject {
	g := grid.New(orderColumns())
	g.SetEmpty(part.NewEmptyState("まだ受注がありません", "モールからダウンロードした受注ファイルを、ここに落としてください。",
		part.Action{Label: "ファイルを選ぶ", Hint: "Ctrl+O"}, part.Action{Label: "見本の店で試す"}))
	return page("orders", part.NewTopBar("受注", ""), part.NewFootLine("ファイルは読むだけで、書き換えません。", "Ctrl+P すべての操作"), g)
}

func fieldsScreen(w fyne.Window) fyne.CanvasObject {
	date := part.NewDateEntry(func() jst.Date { return monday })
	date.SetDate(monday)
	n := part.NewNumberEntry("", 0, 999_999)
	v := int64(12340)
	n.SetNumber(&v)
	note := part.NewMultiLineEntry("納品書に書く一言", 4)
	note.SetText("ご注文ありがとうございます。\n𠮷日に間に合うようお届けします。")
	disabled := part.NewKeyButton("公開する", "Ctrl+Enter", part.Primary, nil)
	disabled.Disable()
	focused := part.NewKeyButton("いま押せる", "Enter", part.Plain, nil)
	form := part.NewCard(part.CardPlain, part.VStack(12,
		part.NewField("氏名", part.NewEntry("注文者の氏名")), part.NewField("出荷日", part.HStack(8, date, layout.NewSpacer())),
		part.NewField("金額", part.HStack(8, n, part.NewText("円", part.Body), layout.NewSpacer())), part.NewField("一言", note),
		part.HStack(8, focused, part.NewKeyButton("消す", "", part.Danger, nil), disabled, part.NewKeyButton("詳しく", "", part.Flat, nil), layout.NewSpacer())))
	pills := part.Flow(6)
	for _, s := range []struct {
		word string
		tone look.Tone
	}{{"確認待ち", look.ToneReview}, {"入金待ち", look.TonePayment}, {"発売日待ち", look.ToneRelease}, {"入荷待ち", look.ToneArrival}, {"印刷待ち", look.TonePrint}, {"出荷待ち", look.ToneShip}, {"キャンセル", look.ToneCancelled}, {"送信失敗", look.ToneError}, {"モール処理待ち", look.ToneNeutral}} {
		pills.Add(part.NewPill(s.word, s.tone))
	}
	main := part.VStack(12, form, part.NewCard(part.CardChosen, part.NewNote("3　コメントがある、ただし「宅配BOXへお願いします」「置き配希望」の文だけなら除く → 確認待ち", part.Body)),
		part.NewCard(part.CardError, part.NewNote("ファイルを開けませんでした。何も失われていません。Excel を閉じて、もう一度選んでください。", part.Body)), pills)
	return page("settings", part.NewTopBar("設定", "すぐに保存されます"), part.NewFootLine("設定の変更も Ctrl+Z で元に戻せます。", ""), part.Inset(14, 16, 14, 16, main))
}
