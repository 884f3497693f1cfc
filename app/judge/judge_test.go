package judge_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/stock"
	"miseban/app/yen"
)

// Tuesday morning, before the parcels go.
var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

func text(s string) *string { return &s }

// tea is an order about which there is nothing to ask: cleared, paid by card, to herself, no comment.
func tea(mall order.Mall, change ...func(*judge.Input)) judge.Input {
	in := judge.Input{ID: 1, No: "1001", Shop: order.Shop{ID: 1, Mall: mall, Name: "店"}, Facts: &order.Facts{Head: true, Clearance: order.Known(order.Cleared),
		OrderedAt: order.Known(jst.At(tuesday.AddDate(0, 0, -1))), PaymentText: text("クレジットカード"), Total: yen.Of(1080), Comment: text(""),
		Orderer:      order.Person{Name: text("山田 花子"), Address: text("東京都渋谷区神宮前1-2-3"), Phone: text("09000001001")},
		Destinations: []order.Destination{{ID: "1", Name: text("山田 花子"), Address: text("東京都渋谷区神宮前1-2-3"), Phone: text("09000001001")}},
		Lines:        []order.Line{{ID: "1", Code: text("tea"), Name: text("煎茶"), Qty: order.Known(1)}}}}
	for _, c := range change {
		c(&in)
	}
	return in
}

func world() *judge.World { return &judge.World{Settings: judge.DefaultSettings()} }

func one(in judge.Input) judge.Judgement { return judge.One(in, world(), tuesday) }

type change = func(*judge.Input)

func facts(f func(*order.Facts)) change { return func(in *judge.Input) { f(in.Facts) } }

func place(f func(*order.Destination)) change {
	return func(in *judge.Input) { f(&in.Facts.Destinations[0]) }
}

func decide(kind order.DecisionKind, subject, body string) change {
	return func(in *judge.Input) {
		in.Decisions = append(in.Decisions, order.Decision{OrderID: in.ID, Kind: kind, Subject: subject, Body: body, At: jst.At(tuesday)})
	}
}

func done(kind order.DeedKind, snapshot string) change {
	return func(in *judge.Input) {
		in.Deeds = append(in.Deeds, order.Deed{OrderID: in.ID, Kind: kind, Ref: "1", At: jst.At(tuesday), Snapshot: snapshot})
	}
}

// printed is the slip of the order as it is at that point of the list of changes.
func printed(in *judge.Input) {
	b, _ := json.Marshal(order.Print{Running: "001/149", Fingerprint: judge.Fingerprint(in.Facts)})
	done(order.Printed, string(b))(in)
}

func pay(words string) change { return facts(func(f *order.Facts) { f.PaymentText = &words }) }
func to(name string) change   { return place(func(d *order.Destination) { d.Name = &name }) }
func at(address string) change {
	return place(func(d *order.Destination) { d.Address = &address })
}
func says(comment string) change { return facts(func(f *order.Facts) { f.Comment = &comment }) }
func by(method string) change    { return facts(func(f *order.Facts) { f.Method = &method }) }
func wish(day jst.Date) change   { return facts(func(f *order.Facts) { f.WishDate = &day }) }
func clear(c order.Clearance, why string) change {
	return facts(func(f *order.Facts) { f.Clearance, f.ClearanceWhy = &c, &why })
}
func alert(kind, sentence string) change {
	return facts(func(f *order.Facts) { f.Alerts = &[]order.Alert{{Kind: kind, Text: sentence}} })
}
func cancelled(in *judge.Input) { in.Facts.Cancelled = order.Known(true) }

// kinds are the questions asked, sorted.
func kinds(j judge.Judgement) string {
	var out []string
	for _, q := range j.Questions {
		out = append(out, q.Kind)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// What the owner expects of each order when she comes in on Tuesday: its headline, and what she is asked.
func TestSortingTheMorningsOrders(t *testing.T) {
	wait := clear(order.NotYet, "楽天の状態が「楽天処理中」です。")
	for name, tc := range map[string]struct {
		in     judge.Input
		status string
		asks   string
	}{
		"nothing about it":  {tea(order.Rakuten), "ready_to_print", ""},
		"Amazon, as always": {tea(order.Amazon, facts(func(f *order.Facts) { f.PaymentText, f.MallSettles = nil, order.Known(true) })), "ready_to_print", ""},

		"楽天 is still at it":                           {tea(order.Rakuten, wait), "awaiting_mall", ""},
		"楽天 is still at it, prepaid":                  {tea(order.Rakuten, wait, pay("銀行振込")), "awaiting_mall", ""},
		"楽天 is still at it, and she ticked the money": {tea(order.Rakuten, wait, pay("銀行振込"), decide(order.MarkPaid, "", "")), "awaiting_mall", ""},
		"楽天 is still at it, even if all is accepted":  {tea(order.Rakuten, wait, decide(order.Accept, "clearance:", "")), "awaiting_mall", ""},
		"楽天 発送待ち never waits for money":               {tea(order.Rakuten, pay("銀行振込")), "ready_to_print", ""},
		"楽天 変更確定待ち":                                   {tea(order.Rakuten, clear(order.ClearanceUnknown, "変更確定待ち"), alert("change_pending", "変更確定待ちです。")), "needs_review", "clearance mall_change_pending"},
		"楽天 キャンセル確定待ち":                                {tea(order.Rakuten, alert("cancel_pending", "キャンセル確定待ちです。")), "needs_review", "mall_cancel_pending"},
		"楽天 キャンセル確定":                                  {tea(order.Rakuten, cancelled), "cancelled", ""},
		"Yahoo! has no money yet":                     {tea(order.Yahoo, clear(order.NotYet, "入金待ち")), "awaiting_mall", ""},
		"Yahoo! has no money yet, but she has":        {tea(order.Yahoo, clear(order.NotYet, "入金待ち"), decide(order.MarkPaid, "", "")), "ready_to_print", ""},
		"no column tells":                             {tea(order.Yahoo, facts(func(f *order.Facts) { f.Clearance = nil })), "needs_review", "clearance"},
		"suspicious":                                  {tea(order.Yahoo, alert("suspect", "いたずら注文の疑い")), "needs_review", "mall_suspect"},
		"only the item file":                          {tea(order.Yahoo, facts(func(f *order.Facts) { f.Head, f.Comment = false, nil })), "awaiting_mall", ""},

		"a wording that nobody knows":        {tea(order.Rakuten, pay("村の商品券")), "needs_review", "payment_word"},
		"nobody knows it, and she was paid":  {tea(order.Yahoo, pay("村の商品券"), clear(order.NotYet, ""), decide(order.MarkPaid, "", "")), "needs_review", "payment_word"},
		"no comment column":                  {tea(order.Rakuten, facts(func(f *order.Facts) { f.NoComment, f.Comment = true, nil })), "needs_review", "no_comment_column"},
		"no comment column, known and fine":  {tea(order.Rakuten, facts(func(f *order.Facts) { f.NoComment, f.Comment = true, nil }), func(in *judge.Input) { in.Shop.NoCommentOK = true }), "ready_to_print", ""},
		"a comment":                          {tea(order.Rakuten, says("ポストに入れてください")), "needs_review", "comment"},
		"a comment of signs":                 {tea(order.Rakuten, says("？？")), "needs_review", "comment"},
		"blanks are no comment":              {tea(order.Rakuten, says(" 　\r\n")), "ready_to_print", ""},
		"the mall's amount is open":          {tea(order.Rakuten, facts(func(f *order.Facts) { f.Total, f.Unconfirmed = nil, order.Known(true) })), "needs_review", "amount_open"},
		"open while the mall is at it":       {tea(order.Rakuten, wait, facts(func(f *order.Facts) { f.Total, f.Unconfirmed = nil, order.Known(true) })), "awaiting_mall", ""},
		"no street number":                   {tea(order.Rakuten, at("東京都渋谷区神宮前")), "needs_review", "address"},
		"an address that is empty":           {tea(order.Rakuten, at("")), "needs_review", "address"},
		"no place at all":                    {tea(order.Rakuten, facts(func(f *order.Facts) { f.Destinations = nil })), "needs_review", "no_destination"},
		"a telephone that can't be":          {tea(order.Rakuten, place(func(d *order.Destination) { d.Phone = text("123") })), "needs_review", "phone"},
		"no telephone is no wrong telephone": {tea(order.Rakuten, place(func(d *order.Destination) { d.Phone = text("") })), "ready_to_print", ""},
		"wished for yesterday":               {tea(order.Rakuten, wish("2026-11-23")), "needs_review", "wish_past"},
		"wished for today":                   {tea(order.Rakuten, wish("2026-11-24")), "ready_to_print", ""},
		"代引 as a gift":                       {tea(order.Rakuten, pay("代金引換"), to("佐藤 太郎")), "needs_review", "conflict_cod_gift"},
		"代引 by メール便":                         {tea(order.Rakuten, pay("代金引換"), by("メール便（追跡可能）")), "needs_review", "conflict_cod_mailbin"},
		"代引 and 置き配":                         {tea(order.Rakuten, pay("代金引換"), says("置き配で。")), "needs_review", "comment conflict_cod_box"},
		"代引 at the carrier's limit":          {tea(order.Rakuten, pay("代金引換"), facts(func(f *order.Facts) { f.Total = yen.Of(300_000) })), "ready_to_print", ""},
		"代引 above the carrier's limit":       {tea(order.Rakuten, pay("代金引換"), facts(func(f *order.Facts) { f.Total = yen.Of(300_001) })), "needs_review", "conflict_cod_limit"},
		"メール便 with のし":                       {tea(order.Rakuten, by("ﾈｺﾎﾟｽ"), place(func(d *order.Destination) { d.Noshi = text("御祝") })), "needs_review", "conflict_mailbin_wrapping"},
		"メール便 on a wished day":               {tea(order.Rakuten, by("ゆうパケット"), wish("2026-11-27")), "needs_review", "conflict_mailbin_wish"},
		"後払い to somebody else":               {tea(order.Rakuten, pay("後払い決済"), to("佐藤 太郎")), "needs_review", "conflict_atobarai_other"},
		"後払い to a post office":               {tea(order.Rakuten, pay("後払い決済"), at("東京都渋谷区神宮前1-2-3 渋谷郵便局 局留め")), "needs_review", "conflict_atobarai_office"},
		"a correction that hangs on nothing": {tea(order.Rakuten, func(in *judge.Input) { in.Lost = []order.Correction{{Target: "dest:#9", Field: "phone"}} }), "needs_review", "correction_lost"},
		"accepted correction":                {tea(order.Rakuten, func(in *judge.Input) { in.Lost = []order.Correction{{Target: "dest:#9", Field: "phone"}} }, decide(order.Accept, "correction_lost:dest:#9phone", "")), "ready_to_print", ""},

		"put aside":                      {tea(order.Rakuten, says("？"), decide(order.Hold, "", "電話する")), "on_hold", "comment"},
		"put aside and asked":            {tea(order.Rakuten, decide(order.Ask, "", ""), decide(order.Hold, "", "")), "on_hold", ""},
		"the customer was asked":         {tea(order.Rakuten, says("いつ届きますか"), decide(order.Ask, "", "")), "awaiting_reply", "comment"},
		"asked while 楽天 is at it":        {tea(order.Rakuten, wait, decide(order.Ask, "", "")), "awaiting_reply", ""},
		"a question before 楽天's wait":    {tea(order.Rakuten, wait, says("いつ届きますか")), "needs_review", "comment"},
		"not on sale yet":                {tea(order.Rakuten, facts(func(f *order.Facts) { f.Release = order.Known(jst.Date("2026-12-10")) })), "awaiting_release", ""},
		"on sale since today":            {tea(order.Rakuten, facts(func(f *order.Facts) { f.Release = order.Known(jst.Date("2026-11-24")) })), "ready_to_print", ""},
		"予約 without a day":               {tea(order.Rakuten, facts(func(f *order.Facts) { f.Preorder = order.Known(true) })), "awaiting_release", ""},
		"予約, she sends it all the same":  {tea(order.Rakuten, facts(func(f *order.Facts) { f.Preorder = order.Known(true) }), decide(order.Accept, "release", "")), "ready_to_print", ""},
		"予約 while 楽天 is at it":           {tea(order.Rakuten, wait, facts(func(f *order.Facts) { f.Preorder = order.Known(true) })), "awaiting_mall", ""},
		"from before the program":        {tea(order.Rakuten, says("？"), func(in *judge.Input) { in.Shop.TodoSince = "2026-11-24" }), "shipped", ""},
		"placed on the first day":        {tea(order.Rakuten, func(in *judge.Input) { in.Shop.TodoSince = "2026-11-23" }), "ready_to_print", ""},
		"printed":                        {tea(order.Rakuten, printed), "ready_to_ship", ""},
		"gone out":                       {tea(order.Rakuten, printed, done(order.Shipped, "{}")), "awaiting_notice", ""},
		"gone out and told":              {tea(order.Rakuten, printed, done(order.Shipped, "{}"), done(order.Notified, "{}")), "shipped", ""},
		"the mall says it is gone":       {tea(order.Rakuten, facts(func(f *order.Facts) { f.ShippedMall = order.Known(true) })), "shipped", ""},
		"gone out, the mall knows":       {tea(order.Rakuten, done(order.Shipped, "{}"), facts(func(f *order.Facts) { f.ShippedMall = order.Known(true) })), "shipped", ""},
		"cancelled after printing":       {tea(order.Rakuten, printed, cancelled), "needs_review", "cancelled_after_print"},
		"cancelled after shipping":       {tea(order.Rakuten, done(order.Shipped, "{}"), cancelled), "needs_review", "cancelled_after_print"},
		"cancelled, the parcel stopped":  {tea(order.Rakuten, printed, cancelled, decide(order.Accept, "cancelled_after_print", "")), "cancelled", ""},
		"she cancelled":                  {tea(order.Rakuten, decide(order.Cancel, "", "")), "cancelled", ""},
		"she cancelled what was printed": {tea(order.Rakuten, printed, decide(order.Cancel, "", "")), "needs_review", "cancelled_after_print"},
		"changed after printing":         {tea(order.Rakuten, printed, at("東京都目黒区1-1-1")), "needs_review", "changed_after_print"},
		"more of it after printing":      {tea(order.Rakuten, printed, facts(func(f *order.Facts) { f.Lines = []order.Line{{ID: "1", Code: text("tea"), Qty: order.Known(2)}} })), "needs_review", "changed_after_print"},
		"changed and asked about":        {tea(order.Rakuten, printed, at("東京都目黒区1-1-1"), says("引っ越しました")), "needs_review", "changed_after_print comment"},
		"changed after it went out":      {tea(order.Rakuten, printed, done(order.Shipped, "{}"), at("東京都目黒区1-1-1")), "needs_review", "changed_after_ship"},
	} {
		t.Run(name, func(t *testing.T) {
			j := one(tc.in)
			if j.Status.ID() != tc.status || kinds(j) != tc.asks {
				t.Errorf("%s, asks [%s], want %s [%s]; %+v", j.Status.ID(), kinds(j), tc.status, tc.asks, j.Reasons)
			}
			for _, b := range j.Blockers {
				if j.Because(string(b)) == "" {
					t.Errorf("waits for %s without a reason", b)
				}
			}
			for _, q := range j.Questions {
				if q.Title == "" || q.Text == "" || q.Group == "" || q.Subject == "" || len(q.Answers) == 0 {
					t.Errorf("a question that can't be asked: %+v", q)
				}
			}
		})
	}
}

// Whom it is for: names decide, in any spelling; marks decide; what is not known decides nothing.
func TestWhatIsAGift(t *testing.T) {
	second := func(d order.Destination) change {
		return facts(func(f *order.Facts) { f.Destinations = append(f.Destinations, d) })
	}
	mark := facts(func(f *order.Facts) { f.GiftMark = order.Known(true) })
	for name, tc := range map[string]struct {
		in    judge.Input
		gifts []bool
	}{
		"to herself":                    {tea(order.Rakuten), []bool{false}},
		"to herself, written otherwise": {tea(order.Rakuten, to("山田　花子 様")), []bool{false}},
		"髙橋 is 高橋":                      {tea(order.Rakuten, to("高橋 一郎"), facts(func(f *order.Facts) { f.Orderer.Name = text("髙橋一郎") })), []bool{false}},
		"山﨑 is 山崎":                      {tea(order.Rakuten, to("山崎 美咲"), facts(func(f *order.Facts) { f.Orderer.Name = text("山﨑 美咲") })), []bool{false}},
		"to her mother":                 {tea(order.Rakuten, to("山田 和子")), []bool{true}},
		"to herself elsewhere":          {tea(order.Rakuten, at("北海道札幌市中央区1-1")), []bool{false}},
		"no address of the orderer":     {tea(order.Amazon, facts(func(f *order.Facts) { f.Orderer.Address = nil })), []bool{false}},
		"no name of the orderer":        {tea(order.Rakuten, facts(func(f *order.Facts) { f.Orderer.Name = nil })), []bool{false}},
		"no name of the recipient":      {tea(order.Rakuten, to("")), []bool{false}},
		"のし to herself":                 {tea(order.Rakuten, place(func(d *order.Destination) { d.Noshi = text("御祝") })), []bool{true}},
		"wrapped":                       {tea(order.Rakuten, place(func(d *order.Destination) { d.Wrapping = text("和紙") })), []bool{true}},
		"a message":                     {tea(order.Rakuten, place(func(d *order.Destination) { d.Message = text("おめでとう") })), []bool{true}},
		"the mall's own mark":           {tea(order.Rakuten, mark), []bool{true}},
		"one to herself, one to a friend": {tea(order.Rakuten, second(order.Destination{ID: "2", Name: text("佐藤 太郎"), Address: text("大阪市1-1")}), mark),
			[]bool{false, true}},
		"two to herself, and the mall says gift": {tea(order.Rakuten, second(order.Destination{ID: "2", Name: text("山田 花子"), Address: text("大阪市1-1")}), mark), []bool{true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			j := one(tc.in)
			if !slices.Equal(j.Gifts, tc.gifts) || !slices.Equal(j.Hide, tc.gifts) {
				t.Errorf("gifts %v, without amounts %v, want %v", j.Gifts, j.Hide, tc.gifts)
			}
			isGift := slices.Contains(tc.gifts, true)
			if j.Has(judge.Gift) != isGift || j.Has(judge.HidePrice) != isGift || isGift != (j.Because(string(judge.Gift)) != "") {
				t.Errorf("flags %v, because %q", j.Flags, j.Because(string(judge.Gift)))
			}
			if j.Has(judge.MultiDestination) != (len(tc.gifts) > 1) {
				t.Errorf("flags %v", j.Flags)
			}
		})
	}
	w := world()
	w.Settings.NotGift["株式会社サンプル"] = true
	if j := judge.One(tea(order.Rakuten, to("佐藤 太郎"), decide(order.ShowPrices, "", "show")), w, tuesday); j.Hide[0] || j.Has(judge.HidePrice) || !j.Has(judge.Gift) {
		t.Errorf("she shows the amounts all the same: %v %v", j.Hide, j.Flags)
	}
	if j := judge.One(tea(order.Rakuten, decide(order.ShowPrices, "", "hide")), w, tuesday); !j.Hide[0] || j.Has(judge.Gift) {
		t.Errorf("she hides the amounts: %v %v", j.Hide, j.Flags)
	}
}

// A comment passes when each of its sentences was released, and never because a known phrase stands in a new sentence.
func TestReleasedSentences(t *testing.T) {
	w := world()
	for _, phrase := range []string{"よろしくお願いします。", "置き配希望", "置き配"} {
		for _, s := range judge.Sentences(phrase) {
			w.Settings.Phrases[s.Key] = true
		}
	}
	for comment, asks := range map[string]string{
		"よろしくお願いします":            "",
		"よろしくお願いします。":           "",
		"よろしくお願いします！":           "",
		"ヨロシクお願いします!\r\n置き配希望。": "",
		"置き配希望。よろしくお願いします。":     "",
		"置き配しないでください":           "comment",
		"置き配希望？":                "comment",
		"置き配希望ではありません。":         "comment",
		"よろしくお願いします。急ぎです。":      "comment",
		"よろしくお願いします、急ぎです":       "comment",
	} {
		j := judge.One(tea(order.Rakuten, says(comment)), w, tuesday)
		if kinds(j) != asks || !j.Has(judge.Comment) {
			t.Errorf("%q asks [%s], want [%s]; flags %v", comment, kinds(j), asks, j.Flags)
		}
	}
	j := judge.One(tea(order.Rakuten, says("よろしくお願いします。急ぎです。")), w, tuesday)
	q := j.Questions[0]
	if len(q.Marks) != 1 || string([]rune(q.Text)[q.Marks[0].From:q.Marks[0].To]) != "急ぎです。" {
		t.Errorf("marked %v in %q", q.Marks, q.Text)
	}
	// Looked at once, the same comment passes; another one on the same order does not.
	seen := decide(order.Accept, q.Subject, "")
	if j := judge.One(tea(order.Rakuten, says("よろしくお願いします。急ぎです。"), seen), w, tuesday); kinds(j) != "" {
		t.Errorf("asks again: %s", kinds(j))
	}
	if j := judge.One(tea(order.Rakuten, says("急ぎではありません。"), seen), w, tuesday); kinds(j) != "comment" {
		t.Errorf("another comment passes: %s", kinds(j))
	}
	if j := judge.One(tea(order.Rakuten, says("急ぎです"), by("宅配便"), to("佐藤 太郎")), w, tuesday); !strings.Contains(j.Questions[0].Answers[0].Label, "金額なし") {
		t.Errorf("the first answer: %+v", j.Questions[0].Answers)
	}
}

// The mapping of a wording answers it for all orders, and its class is what conflicts read.
func TestAWordingMappedOnce(t *testing.T) {
	w := world()
	w.Settings.Payments = payment.New(payment.Row{Text: "村の商品券", Class: payment.COD})
	if j := judge.One(tea(order.Rakuten, pay("村の商品券")), w, tuesday); j.Class != payment.COD || len(j.Questions) > 0 {
		t.Errorf("%s, asks %s", j.Class, kinds(j))
	}
	if j := judge.One(tea(order.Rakuten, pay("村の商品券"), to("佐藤 太郎")), w, tuesday); kinds(j) != "conflict_cod_gift" {
		t.Errorf("asks %s", kinds(j))
	}
}

// Each built-in stop can be switched off, and nothing else can.
func TestSwitchedOff(t *testing.T) {
	cases := map[string]judge.Input{"address": tea(order.Rakuten, at("渋谷区")), "phone": tea(order.Rakuten, place(func(d *order.Destination) { d.Phone = text("1") })), "wish_past": tea(order.Rakuten, wish("2026-11-01")),
		"conflict_cod_gift": tea(order.Rakuten, pay("代金引換"), to("佐藤 太郎")), "conflict_cod_mailbin": tea(order.Rakuten, pay("代金引換"), by("メール便")), "conflict_cod_box": tea(order.Rakuten, pay("代金引換"), by("営業所止め")),
		"conflict_cod_limit":        tea(order.Rakuten, pay("代金引換"), facts(func(f *order.Facts) { f.Total = yen.Of(999_999) })),
		"conflict_mailbin_wrapping": tea(order.Rakuten, by("メール便"), place(func(d *order.Destination) { d.Wrapping = text("赤") })), "conflict_mailbin_wish": tea(order.Rakuten, by("メール便"), wish("2026-11-30")),
		"conflict_atobarai_office": tea(order.Rakuten, pay("後払い決済"), by("営業所止め")), "conflict_atobarai_other": tea(order.Rakuten, pay("後払い決済"), to("佐藤 太郎"))}
	for _, k := range judge.Switchable() {
		in, ok := cases[k.ID]
		if !ok {
			t.Errorf("no order for %s", k.ID)
			continue
		}
		if k.Name == "" {
			t.Errorf("%s has no name", k.ID)
		}
		if j := one(in); kinds(j) != k.ID {
			t.Errorf("on: asks [%s], want %s", kinds(j), k.ID)
		}
		w := world()
		w.Settings.Off[k.ID] = true
		if j := judge.One(in, w, tuesday); kinds(j) != "" || j.Status != judge.ReadyToPrint {
			t.Errorf("off: asks [%s], %s", kinds(j), j.Status.ID())
		}
	}
}

// The headline is the first that applies in the order of the statuses, whatever else the order waits for.
func TestTheHeadlineIsTheFirstThatApplies(t *testing.T) {
	w := world()
	w.SKU = func(int64, order.Line) (string, bool) { return "tea", true }
	w.Shortages = func(int64) []stock.Shortage {
		return []stock.Shortage{{SKU: "tea", Want: 2, Got: 1}, {SKU: "cup", Want: 1, CoveredByOnOrder: true}}
	}
	steps := []struct {
		status judge.Status
		add    change
	}{
		{judge.AwaitingArrival, func(*judge.Input) {}}, // before 引当待ち, which is there too
		{judge.AwaitingRelease, facts(func(f *order.Facts) { f.Preorder = order.Known(true) })},
		{judge.AwaitingMall, clear(order.NotYet, "楽天処理中")},
		{judge.NeedsReview, says("急ぎです")},
		{judge.AwaitingReply, decide(order.Ask, "", "")},
		{judge.OnHold, decide(order.Hold, "", "")},
		{judge.AwaitingNotice, done(order.Shipped, "{}")},
		{judge.Shipped, done(order.Notified, "{}")},
	}
	var all []change
	for n, s := range steps {
		all = append(all, s.add)
		j := judge.One(tea(order.Rakuten, all...), w, tuesday)
		if j.Status != s.status {
			t.Errorf("step %d: %s, want %s", n, j.Status.ID(), s.status.ID())
		}
		if s.status.Open() && len(j.Blockers) != n+2 {
			t.Errorf("step %d: only %v are shown", n, j.Blockers)
		}
		if !slices.IsSortedFunc(j.Blockers, func(a, b judge.Blocker) int { return slices.Index(blockers, a) - slices.Index(blockers, b) }) {
			t.Errorf("blockers out of order: %v", j.Blockers)
		}
	}
	if j := judge.One(tea(order.Rakuten, cancelled), w, tuesday); j.Status != judge.Cancelled || len(j.Blockers) > 0 {
		t.Errorf("cancelled: %s %v", j.Status.ID(), j.Blockers)
	}
}

var blockers = []judge.Blocker{judge.BlockHold, judge.BlockReply, judge.BlockReview, judge.BlockMall, judge.BlockPayment, judge.BlockRelease, judge.BlockArrival, judge.BlockStock, judge.BlockShipDate}

// Dates move orders by themselves: a judgement says until when it holds, and holds exactly so long.
func TestAJudgementHoldsUntilItsDay(t *testing.T) {
	for name, in := range map[string]judge.Input{
		"release": tea(order.Rakuten, facts(func(f *order.Facts) { f.Release = order.Known(jst.Date("2026-11-27")) })),
		"wish":    tea(order.Rakuten, wish("2026-11-26")),
		"promise": tea(order.Amazon, facts(func(f *order.Facts) { f.Promise = order.Known(jst.Date("2026-11-25")) })),
		"all three": tea(order.Rakuten, wish("2026-11-26"), facts(func(f *order.Facts) {
			f.Promise, f.Release = order.Known(jst.Date("2026-11-25")), order.Known(jst.Date("2026-11-28"))
		})),
		"none":         tea(order.Rakuten),
		"all are past": tea(order.Rakuten, wish("2026-11-01"), facts(func(f *order.Facts) { f.Promise = order.Known(jst.Date("2026-11-02")) })),
	} {
		j := one(in)
		for now := tuesday; now.Before(tuesday.AddDate(0, 0, 8)); now = now.Add(time.Hour) {
			if jst.At(now) == j.ValidUntil || (j.ValidUntil != 0 && jst.At(now) > j.ValidUntil) {
				j = judge.One(in, world(), now)
			}
			want := judge.One(in, world(), now)
			if j.Status != want.Status || !slices.Equal(j.Flags, want.Flags) || kinds(j) != kinds(want) || !slices.Equal(j.Reasons, want.Reasons) {
				t.Errorf("%s on %s: kept %s %v, now %s %v", name, now, j.Status.ID(), j.Flags, want.Status.ID(), want.Flags)
				break
			}
		}
	}
}

// What an order wants of the stock: nothing once it is over; what is printed keeps what it has.
func TestWants(t *testing.T) {
	w := world()
	w.SKU = func(_ int64, l order.Line) (string, bool) { return *l.Code, *l.Code == "tea" }
	lines := facts(func(f *order.Facts) {
		f.Lines = []order.Line{{Code: text("tea"), Qty: order.Known(3), Shipped: order.Known(1)}, {Code: text("unknown"), Qty: order.Known(9)}}
	})
	got := judge.Wants(tea(order.Rakuten, lines), w, tuesday)
	if len(got) != 1 || got[0].Qty != 2 || got[0].SKU != "tea" || got[0].Pinned || got[0].At == 0 {
		t.Errorf("%+v", got)
	}
	if got := judge.Wants(tea(order.Rakuten, lines, printed), w, tuesday); len(got) != 1 || !got[0].Pinned {
		t.Errorf("printed: %+v", got)
	}
	for name, over := range map[string]change{"cancelled": cancelled, "she cancelled": decide(order.Cancel, "", ""), "gone out": done(order.Shipped, "{}"),
		"the mall says gone": facts(func(f *order.Facts) { f.ShippedMall = order.Known(true) }), "history": func(in *judge.Input) { in.Shop.TodoSince = "2027-01-01" }} {
		if got := judge.Wants(tea(order.Rakuten, lines, over), w, tuesday); len(got) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// Of an order of which only the item file has come: its SKU concerns it, but it takes nothing.
	if got := judge.Wants(tea(order.Rakuten, lines, facts(func(f *order.Facts) { f.Head = false })), w, tuesday); len(got) != 1 || got[0].Qty != 0 {
		t.Errorf("only the item file: %+v", got)
	}
}

// Every status, blocker and flag has an id and a Japanese name, and is found by its id.
func TestNames(t *testing.T) {
	for _, s := range judge.Statuses() {
		if found, ok := judge.StatusNamed(s.ID()); !ok || found != s || s.Name() == "" {
			t.Errorf("%d: %q %q", s, s.ID(), s.Name())
		}
	}
	for _, id := range []string{"", "done"} {
		if s, ok := judge.StatusNamed(id); ok {
			t.Errorf("%q is %d", id, s)
		}
	}
	for _, b := range blockers {
		if b.Name() == "" {
			t.Errorf("%s has no name", b)
		}
	}
}
