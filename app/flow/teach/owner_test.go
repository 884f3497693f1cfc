package teach_test

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/review"
	"miseban/app/flow/teach"
	"miseban/app/habit"
	"miseban/app/jst"
	"miseban/app/judge"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 9, 7, 9, 0, 0, 0, jst.Zone)
)

const (
	weeks     = 12
	perWeek   = 200 // beside the planted look-alikes
	perPlants = 5   // look-alikes a week
)

// seed chooses the customers; another one shows how much the weeks differ by chance.
var seed = flag.Uint64("seed", 1, "of the simulated customers")

// bought is one order of the simulated shop with what only its customer and the owner know.
type bought struct {
	no      string
	comment string
	means   meaning
	plant   bool
	cells   map[string]string
}

// market makes the orders of a week: a tea and paper shop on 楽天, with the usual share of wishes and of odd orders.
type market struct {
	*buyers
	serial int
	folk   []string
}

func (m *market) order(at time.Time) *bought {
	m.serial++
	o := &bought{no: fmt.Sprintf("123456-%s-%010d", at.Format("20060102"), m.serial)}
	family, given := pick(m.buyers, families), pick(m.buyers, givens)
	town := pick(m.buyers, towns)
	good := pick(m.buyers, goods)
	c := map[string]string{"注文番号": o.no, "ステータス": "300", "注文日時": at.Format("2006-01-02 15:04:05"), "支払方法名": "クレジットカード", "配送方法": "宅配便", "請求金額": "1080",
		"注文者姓": family, "注文者名": given, "送付先姓": family, "送付先名": given, "送付先住所都道府県": town[0], "送付先住所郡市区": town[1],
		"送付先住所それ以降の住所": fmt.Sprintf("%s%d-%d-%d", town[2], 1+m.r.IntN(9), 1+m.r.IntN(30), 1+m.r.IntN(20)),
		"送付先電話番号1":     "090", "送付先電話番号2": "0000", "送付先電話番号3": fmt.Sprintf("%04d", m.r.IntN(10000)), "商品名": good[0], "商品番号": good[1], "単価": "1080", "個数": fmt.Sprint(1 + m.r.IntN(3)), "お届け日指定": "", "コメント": ""}
	o.cells = c
	switch n := m.r.IntN(1000); {
	case n < 20: // メール便 with a wished day: she knows that it arrives in time, and sends it
		c["配送方法"], c["お届け日指定"] = "ゆうパケット", at.AddDate(0, 0, 5+m.r.IntN(5)).Format("2006-01-02")
	case n < 32: // 代引 to somebody else: of rice the father pays gladly, of all else she asks
		c["支払方法名"], c["送付先姓"] = "代金引換", pick(m.buyers, families)+"屋"
		if m.chance(600) {
			c["商品名"], c["商品番号"] = "新米 5kg", "rice-5"
		}
	case n < 34: // a street without its number
		c["送付先住所それ以降の住所"] = town[2]
	case n < 40: // the farm in the hills has no number and is known to every courier
		c["送付先姓"], c["送付先名"], c["注文者姓"], c["注文者名"] = "丘", "実", "丘", "実"
		c["送付先住所都道府県"], c["送付先住所郡市区"], c["送付先住所それ以降の住所"] = "北海道", "勇払郡占冠村", "字双珠別"
	case n < 41: // a telephone that can't be
		c["送付先電話番号2"], c["送付先電話番号3"] = "00", "1"
	case n < 61: // wordings that no table has
		c["支払方法名"] = pick(m.buyers, []string{"村の商品券", "みなとペイ", "はまかぜカード", "商店街ポイント", "しおさいペイ（残高）", "月締め払い"})
	}
	if m.chance(220) {
		s := m.comment()
		o.comment, o.means = s.text, s.means
		c["コメント"] = s.text
	}
	return o
}

func (m *market) plant(at time.Time, comment string) *bought {
	o := m.order(at)
	o.comment, o.means, o.plant = comment, request, true
	o.cells["コメント"], o.cells["支払方法名"], o.cells["配送方法"], o.cells["お届け日指定"] = comment, "クレジットカード", "宅配便", ""
	return o
}

var (
	families = strings.Fields("山田 佐藤 鈴木 高橋 田中 伊藤 渡辺 中村 小林 加藤 吉田 山本 松本 井上 木村 林 清水 森 池田 橋本")
	givens   = strings.Fields("花子 太郎 美咲 健 恵 翔太 陽菜 誠 直子 大輔 さくら 一郎 由美 浩 彩 真理 学 久美 明 香織")
	towns    = [][3]string{{"東京都", "渋谷区", "神宮前"}, {"大阪府", "大阪市北区", "梅田"}, {"愛知県", "名古屋市中区", "栄"}, {"福岡県", "福岡市博多区", "博多駅前"}, {"宮城県", "仙台市青葉区", "一番町"}, {"広島県", "広島市中区", "紙屋町"}}
	goods    = [][2]string{{"煎茶 100g", "tea-1"}, {"ほうじ茶 200g", "tea-2"}, {"手ぬぐい 桜", "cloth-1"}, {"手ぬぐい 青海波", "cloth-2"}, {"湯呑み", "cup-1"}, {"急須", "pot-1"}, {"ふきん 三枚組", "cloth-3"}, {"和紙便箋", "paper-1"}}
	columns  = strings.Split("注文番号,ステータス,注文日時,支払方法名,配送方法,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント", ",")
)

// owner is a person with a policy that the program does not know. She answers one question after another.
type owner struct {
	*testing.T
	d                *desk.Desk
	now              time.Time
	orders           map[string]*bought
	learned, refused int
}

// passes is her policy: what goes out as it is.
func (o *owner) passes(kind string, b *bought) bool {
	switch kind {
	case "comment":
		return b.means == chat
	case "conflict_mailbin_wish":
		return true
	case "conflict_cod_gift":
		return b.cells["商品番号"] == "rice-5"
	case "address":
		return strings.HasPrefix(b.cells["送付先住所それ以降の住所"], "字双珠別")
	}
	return false
}

// answer answers one question as its first order deserves. Whether one answer is right for all its orders is checked.
func (o *owner) answer(q review.Asked) {
	o.Helper()
	first := o.orders[q.Orders[0].No]
	pass := o.passes(q.Kind, first)
	for _, r := range q.Orders {
		if b := o.orders[r.No]; o.passes(q.Kind, b) != pass && q.Kind == "comment" {
			o.Errorf("one question for %q and %q, which she answers differently", first.comment, b.comment)
		}
	}
	act, text := judge.ActAsk, ""
	switch {
	case q.Kind == "payment_word":
		act = judge.ActPayment
	case q.Kind == "phone":
		act, text = judge.ActFix, "090-0000-1234"
	case pass:
		act = judge.ActAccept
	case q.Kind == "conflict_cod_gift" && slices.ContainsFunc(q.Orders, func(r *desk.Row) bool { return o.passes(q.Kind, o.orders[r.No]) }):
		// Orders that she would answer differently stand in one question: she takes them one by one from the list.
		for _, r := range q.Orders {
			one := q
			one.Orders = []*desk.Row{r}
			act := judge.ActAsk
			if o.passes(q.Kind, o.orders[r.No]) {
				act = judge.ActAccept
			}
			o.give(one, act, "")
		}
		return
	}
	o.give(q, act, text)
}

// give presses an answer's key.
func (o *owner) give(q review.Asked, act judge.Act, text string) {
	o.Helper()
	o.now = o.now.Add(20 * time.Second)
	i := slices.IndexFunc(q.Answers, func(a judge.Answer) bool { return a.Act == act })
	if i < 0 {
		o.Fatalf("%s has no answer %s", q.Kind, act)
	}
	if _, err := review.Answer(ctx, o.d, q, q.Answers[i], text, o.now); err != nil {
		o.Fatal(err)
	}
}

// sensible says whether she takes a proposal. A sentence that she never read with another meaning she releases; of a rule she
// reads the sentence.
func (o *owner) sensible(p teach.Proposal) bool {
	for _, e := range p.From {
		b := o.orders[e.OrderNo]
		if p.Sort == habit.Phrase && b.means != chat {
			return false
		}
		if p.Rule != nil && p.Rule.Then[0].Text == "conflict_cod_gift" && !strings.Contains(p.Question.Text, "rice-5") && !strings.Contains(p.Question.Text, "新米") {
			return false
		}
	}
	return true
}

// A shop owner's first twelve weeks. Her questions become few, and nothing that only looks like what she released goes out unseen.
func TestTheOwnersFirstTwelveWeeks(t *testing.T) {
	began := time.Now()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	folder := t.TempDir()
	m := &market{buyers: &buyers{rand.New(rand.NewPCG(20260907, *seed))}}
	o := &owner{T: t, d: s.Desk, orders: map[string]*bought{}}
	if len(planted) < weeks*perPlants {
		t.Fatalf("%d look-alikes", len(planted))
	}
	plants := m.r.Perm(len(planted))
	stopped := 0
	var curve []int
	for week := range weeks {
		o.now = monday.AddDate(0, 0, 7*week)
		var sold []*bought
		for i := range perWeek {
			sold = append(sold, m.order(o.now.Add(-time.Duration(6*24*60-i*40)*time.Minute)))
		}
		for i := range perPlants {
			sold = append(sold, m.plant(o.now.Add(-time.Duration(3*24*60-i*300)*time.Minute), planted[plants[week*perPlants+i]]))
		}
		for _, b := range sold {
			o.orders[b.no] = b
		}
		path := filepath.Join(folder, "受注_"+o.now.Format("20060102-1504")+".csv")
		write(t, path, sold)
		if r, err := intake.Import(ctx, o.d, []string{path}, intake.Options{Now: o.now}); err != nil || r.Refused() {
			t.Fatalf("%+v %v", r, err)
		}
		asked, plantsAsked := o.sitting(t, &stopped)
		curve = append(curve, asked)
		sent := o.ship(t)
		t.Logf("week %2d: %2d questions about %d orders, %d more about look-alikes; %d learned, %d refused; %d sent", week+1, asked, perWeek, plantsAsked, o.learned, o.refused, sent)
	}
	t.Logf("questions per %d orders: %v; %d of %d look-alikes stopped; %.1f s", perWeek, curve, stopped, weeks*perPlants, time.Since(began).Seconds())
	if curve[0] < 30 {
		t.Errorf("the first week has only %d questions: the customers write too little", curve[0])
	}
	for week, n := range curve {
		if week >= 3 && n > 12 {
			t.Errorf("week %d: %d questions", week+1, n)
		}
	}
	if stopped != weeks*perPlants {
		t.Errorf("%d of %d look-alikes stopped", stopped, weeks*perPlants)
	}
}

// sitting answers all questions of the week. Questions that only concern look-alikes are counted apart.
func (o *owner) sitting(t *testing.T, stopped *int) (asked, plants int) {
	for range 300 {
		qs, err := review.Questions(ctx, o.d, o.now)
		if err != nil {
			t.Fatal(err)
		}
		if len(qs) == 0 {
			o.lessons(t)
			return asked, plants
		}
		q := qs[0]
		only := true
		for _, r := range q.Orders {
			if b := o.orders[r.No]; b.plant && q.Kind == "comment" {
				*stopped++
			} else {
				only = false
			}
		}
		if only {
			plants++
		} else {
			asked++
		}
		o.answer(q)
	}
	t.Fatal("the questions don't end")
	return 0, 0
}

// lessons answers the proposals that there are now.
func (o *owner) lessons(t *testing.T) {
	ps, err := teach.Proposals(ctx, o.d, nil, o.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ps {
		o.now = o.now.Add(20 * time.Second)
		act := teach.Once
		if o.sensible(p) {
			act = teach.Learn
			o.learned++
		} else {
			o.refused++
		}
		if _, err := teach.Answer(ctx, o.d, p, act, o.now); err != nil {
			t.Fatal(err)
		}
	}
}

// ship sends what is ready. An order with a request that she has not seen must not be among it.
func (o *owner) ship(t *testing.T) int {
	var ready []*desk.Row
	for _, r := range o.d.Rows() {
		if r.Status == judge.ReadyToPrint {
			ready = append(ready, r)
			if b := o.orders[r.No]; b.plant || b.means == request {
				t.Errorf("%s goes out unseen: %q", r.No, b.comment)
			}
		}
	}
	o.now = o.now.Add(time.Hour)
	if _, err := review.Ship(ctx, o.d, ready, false, o.now); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Notified(ctx, o.d, ready, false, o.now); err != nil {
		t.Fatal(err)
	}
	return len(ready)
}

func write(t *testing.T, path string, sold []*bought) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	w.UseCRLF = true
	if err := w.Write(columns); err != nil {
		t.Fatal(err)
	}
	for _, b := range sold {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = b.cells[c]
		}
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
}
