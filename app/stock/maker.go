package stock

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
)

// MakerState is what a maker's list (在庫表) says of an item beside its number.
type MakerState string

// The states. An empty one is not told.
const (
	MakerHas    MakerState = "has"    // 在庫あり
	MakerFew    MakerState = "few"    // 残少
	MakerOut    MakerState = "out"    // 欠品
	MakerComing MakerState = "coming" // 入荷待ち
	MakerEnded  MakerState = "ended"  // 廃番
	MakerAsk    MakerState = "ask"    // 要問い合わせ
)

// makerStates is the one table of the words that makers write, each as Key gives it and without spaces.
var makerStates = []struct {
	state MakerState
	name  string
	words []string
}{
	{MakerHas, "在庫あり", []string{"○", "◯", "〇", "◎", "●", "在庫あり", "在庫有", "在庫有り", "在庫有ります", "あり", "有", "有り", "豊富", "在庫豊富", "十分", "可", "即納", "即納可", "出荷可", "ok", "販売中"}},
	{MakerFew, "残少", []string{"△", "▲", "残少", "残りわずか", "残り僅か", "残りわずかです", "残りわずかあり", "残僅か", "残わずか", "残僅少", "僅少", "わずか", "残少し", "残り少々", "在庫僅少", "在庫少", "在庫わずか", "在庫残少", "少量", "少"}},
	{MakerOut, "欠品", []string{"×", "✕", "✖", "✗", "╳", "x", "欠品", "欠品中", "在庫なし", "在庫無", "在庫無し", "在庫切れ", "在庫切", "品切れ", "品切", "品切れ中", "なし", "無", "無し", "完売", "売り切れ", "売切れ", "売切", "soldout", "一時欠品", "長期欠品", "出荷不可", "不可", "ng"}},
	{MakerComing, "入荷待ち", []string{"入荷待ち", "入荷待", "入荷予定", "入荷予定あり", "入荷予定有", "次回入荷待ち", "再入荷待ち", "再入荷予定", "生産中", "製造中", "予約", "予約受付中", "受注生産", "取り寄せ", "取寄せ", "取寄", "お取り寄せ", "メーカー取寄せ", "バックオーダー"}},
	{MakerEnded, "廃番", []string{"廃番", "廃盤", "廃番品", "廃番予定", "廃止", "生産終了", "製造終了", "販売終了", "取扱終了", "取扱い終了", "取り扱い終了", "終売", "終了", "生産中止", "製造中止", "販売中止", "ディスコン"}},
	{MakerAsk, "要問い合わせ", []string{"?", "要確認", "要問合せ", "要問い合わせ", "要お問い合わせ", "お問い合わせ", "お問合せ", "お問い合わせください", "応相談", "要相談", "都度確認", "確認中"}},
}

// Name is the state as the owner reads it.
func (s MakerState) Name() string {
	for _, t := range makerStates {
		if t.state == s {
			return t.name
		}
	}
	return ""
}

// MakerStateWords lists the words that are understood, for the help: of each state its name, then the words.
func MakerStateWords() [][]string {
	out := make([][]string, len(makerStates))
	for i, t := range makerStates {
		out[i] = append([]string{t.name}, slices.DeleteFunc(slices.Clone(t.words), func(w string) bool { return w == t.name })...)
	}
	return out
}

// MakerStock is what a maker last said that it has of a SKU.
type MakerStock struct {
	Supplier string     `json:"supplier"`
	Qty      *int       `json:"qty"` // units that the maker has; nil = no number was told
	State    MakerState `json:"state"`
	NextDate jst.Date   `json:"next_date"` // next arrival at the maker; empty = no day was told
	NextText string     `json:"next_text"` // as the list has it: 11月下旬, 未定
	At       jst.Moment `json:"at"`        // when the list was taken in
}

// Says tells whether two statements say the same, whenever they were made.
func (m MakerStock) Says(o MakerStock) bool {
	m.At, o.At = 0, 0
	if m.Qty != nil && o.Qty != nil && *m.Qty == *o.Qty {
		m.Qty, o.Qty = nil, nil
	}
	return m == o
}

// Note is what a buyer of so many units must know of it, such as メーカー欠品・次回入荷 11月下旬（11/24の在庫表）; empty where the maker has
// enough, or nothing was said against it.
func (m MakerStock) Note(want int) string {
	var parts []string
	switch {
	case m.State != "" && m.State != MakerHas:
		parts = append(parts, "メーカー"+m.State.Name())
		if m.Qty != nil && *m.Qty > 0 {
			parts = append(parts, fmt.Sprintf("残り%d", *m.Qty))
		}
	case m.Qty != nil && *m.Qty < want:
		parts = append(parts, fmt.Sprintf("メーカー在庫 %d", *m.Qty))
	case m.Qty != nil || m.State == MakerHas:
		return ""
	}
	switch {
	case m.NextDate != "":
		parts = append(parts, "次回入荷 "+m.NextDate.Time().Format("1/2"))
	case m.NextText != "":
		parts = append(parts, "次回入荷 "+m.NextText)
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("%s（%sの在庫表）", strings.Join(parts, "・"), m.At.Time().Format("1/2"))
}

// MakerRow is one row of a maker's list. At least one of the codes is there.
type MakerRow struct {
	Code string // the maker's own code (仕入先品番)
	SKU  string // the shop's
	Jan  string
	Name string
	Says MakerStock // without supplier and time; empty where the row says nothing of the stock
	Row  int
}

// MakerList is what a maker's list says.
type MakerList struct {
	Rows    []MakerRow
	Unused  []string // headings that mean nothing here
	Columns []string // found, by their first names, in the file's order
}

const (
	colMakerCode  = "メーカー品番"
	colMakerStock = "在庫数"
	colMakerState = "在庫状況"
	colNext       = "次回入荷"
)

// In a maker's file 商品コード and 品番 are the maker's, not the shop's.
var makerColumns = []column{
	{colMakerCode, []string{"メーカー型番", "メーカー商品コード", "仕入先品番", "仕入先商品コード", "品番", "商品コード", "商品番号", "型番", "型式", "品目コード", "コード"}},
	{colSKU, []string{"skuコード", "sku番号", "自社品番", "自社sku", "御社品番", "貴社品番", "貴店品番", "お客様品番", "得意先品番"}},
	{colJan, []string{"janコード", "jan/ean", "バーコード", "ean"}},
	{colName, []string{"品名", "商品名称", "名称", "製品名"}},
	{colMakerStock, []string{"在庫", "在庫数量", "現在庫", "現在庫数", "数量", "残数", "残在庫", "有効在庫", "有効在庫数", "出荷可能数", "引当可能数", "フリー在庫"}},
	{colMakerState, []string{"在庫状態", "在庫区分", "状況", "状態", "ステータス", "在庫有無"}},
	{colNext, []string{"次回入荷日", "次回入荷予定", "次回入荷予定日", "入荷予定", "入荷予定日", "入荷日", "再入荷", "再入荷予定", "再入荷予定日", "次回納期", "入荷時期", "次回入荷時期"}},
}

// MakerColumns lists the columns that ReadMakerStock knows: of each its first name, then its other ones.
func MakerColumns() [][]string { return named(makerColumns) }

// ReadMakerStock reads a maker's list of its stock (在庫表): a code (the maker's, the shop's SKU or a JAN) and at least one of
// 在庫数, 在庫状況 and 次回入荷 must be there. Number and state may stand in either column, as makers mix them. A state that is not
// in the table of words is a Problem. Problems and errors are as with ReadProducts.
func ReadMakerStock(titles []string, next Next) (MakerList, []Problem, error) {
	h, err := readHeading(titles, makerColumns)
	if err != nil {
		return MakerList{}, nil, err
	}
	has := func(id string) bool { _, ok := h.at[id]; return ok }
	if !slices.ContainsFunc([]string{colMakerCode, colSKU, colJan}, has) {
		return MakerList{}, nil, errors.New("商品を見分ける列（見出しが 品番・商品コード・SKU・JAN のどれか）が見つかりません。何も取り込んでいません。1行目が見出しになっているか確かめてください。")
	}
	if !slices.ContainsFunc([]string{colMakerStock, colMakerState, colNext}, has) {
		return MakerList{}, nil, errors.New("在庫の列（見出しが 在庫数・在庫状況・次回入荷 のどれか）が見つかりません。何も取り込んでいません。1行目が見出しになっているか確かめてください。")
	}
	out := MakerList{Unused: h.unused, Columns: h.found()}
	var problems []Problem
	err = h.each(next, func(r row) {
		m := MakerRow{Code: read(&r, colMakerCode, code), SKU: read(&r, colSKU, code), Jan: read(&r, colJan, jan), Name: read(&r, colName, text), Row: r.number}
		if m.Code == "" && m.SKU == "" && m.Jan == "" && r.problem == nil {
			id := colMakerCode
			for _, c := range []string{colJan, colSKU, colMakerCode} {
				if has(c) {
					id = c
				}
			}
			r.refuse(id, "品番が空欄です。")
		}
		m.Says = r.says()
		if r.problem != nil {
			problems = append(problems, *r.problem)
			return
		}
		out.Rows = append(out.Rows, m)
	})
	if err != nil {
		return MakerList{}, nil, err
	}
	return out, problems, nil
}

// says reads what the row tells of the stock.
func (r *row) says() MakerStock {
	var m MakerStock
	for _, id := range []string{colMakerState, colMakerStock} {
		v, ok := try(r, id, makerCell)
		if !ok {
			continue
		}
		if m.Qty == nil {
			m.Qty = v.qty
		}
		if m.State == "" {
			m.State = v.state
		}
		if m.NextText == "" {
			m.NextText = v.remark
		}
	}
	if m.State == "" && m.Qty != nil && *m.Qty == 0 {
		m.State = MakerOut
	}
	if t := read(r, colNext, text); t != "" && !unsaid(t) {
		m.NextText = t
	}
	if d, err := day(m.NextText); err == nil {
		m.NextDate = d
	}
	return m
}

// makerValue is what one cell says of the stock.
type makerValue struct {
	qty    *int
	state  MakerState
	remark string // in brackets behind it, where it tells when goods come
}

var (
	bracketed = regexp.MustCompile(`^(.*?)\s*[(\[【]([^)\]】]*)[)\]】]$`)
	tellsWhen = regexp.MustCompile(`\d|[月旬頃]|未定|予定|入荷`)
	atLeast   = regexp.MustCompile(`^(?:>=?\s*[\d,]+|[\d,]+\s*(?:個|点)?(?:以上|\+))$`)
)

// makerCell reads a number, a state, or 10以上: many, without a number.
func makerCell(s string) (makerValue, error) {
	var v makerValue
	t := strings.TrimSpace(norm.NFKC.String(s))
	if m := bracketed.FindStringSubmatch(t); m != nil && m[1] != "" {
		t = m[1]
		if tellsWhen.MatchString(m[2]) {
			v.remark = strings.TrimSpace(m[2])
		}
	}
	if unsaid(t) {
		return v, nil
	}
	if n, err := quantity(t); err == nil {
		v.qty = &n
		return v, nil
	}
	if atLeast.MatchString(t) {
		v.state = MakerHas
		return v, nil
	}
	k := strings.Join(strings.Fields(Key(t)), "")
	for _, row := range makerStates {
		if slices.Contains(row.words, k) {
			v.state = row.state
			return v, nil
		}
	}
	return makerValue{}, errors.New("在庫の状態として読めません。数か、○・△・×・欠品・廃番・入荷待ちなどで書いてください。")
}

// unsaid tells whether a cell is crossed out: nothing is said.
func unsaid(s string) bool { return strings.Trim(Key(s), "-‐‒–—―−─ー") == "" }
