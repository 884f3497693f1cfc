package revert

import (
	"context"
	"errors"
	"fmt"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/store"
)

// Done is one act in the history (操作履歴).
type Done struct {
	Entry    int64      `json:"entry"`
	At       jst.Moment `json:"at"`
	Kind     string     `json:"kind"`
	Title    string     `json:"title"`
	Batch    int64      `json:"batch,omitempty"`     // of an import
	Undoes   int64      `json:"undoes,omitempty"`    // the entry that this one took back
	UndoneBy int64      `json:"undone_by,omitempty"` // the entry that took this one back
	Changes  int        `json:"changes"`             // rows that it touched: of an import its orders
}

// CanUndo says whether there is something that can be taken back.
func (d Done) CanUndo() bool { return d.UndoneBy == 0 && d.Undoes == 0 && d.Changes > 0 }

// Timeline gives the newest acts, newest first.
func Timeline(ctx context.Context, d *desk.Desk, limit int) ([]Done, error) {
	out := []Done{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		entries, err := r.Journal(limit)
		if err != nil {
			return err
		}
		sizes, err := r.EntrySizes()
		for _, e := range entries {
			out = append(out, Done{Entry: e.ID, At: e.At, Kind: e.Kind, Title: e.Title, Batch: e.BatchID, Undoes: e.Undoes, UndoneBy: e.UndoneBy, Changes: sizes[e.ID]})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	return out, nil
}

// Part is what an act did to one row.
type Part struct {
	OrderID int64  `json:"-"`
	OrderNo string `json:"order_no,omitempty"`
	What    string `json:"what"`            // Japanese: what kind of thing it is
	Fate    string `json:"fate"`            // Japanese: added, changed, taken away
	Later   bool   `json:"later,omitempty"` // changed again since: it would stay as it is
}

// things are the journaled tables as the owner calls them.
var things = map[string]string{"shop": "店舗", "correction": "直した項目", "decision": "判断", "deed": "作業", "phrase": "確認不要の文", "payment_word": "支払方法の言葉",
	"setting": "設定", "sku": "商品", "supplier": "仕入先", "mall_code": "モールの商品コード", "movement": "在庫の動き", "purchase": "発注", "purchase_line": "発注の明細",
	"mapping": "ファイルの読み方", "deposit": "入金", "maker_stock": "メーカー在庫", "rule_version": "ルール", "saved_search": "検索の保存", "reading": "取り込んだ受注"}

// decisions and deeds by their kinds.
var kinds = map[string]string{"accept": "確認した", "hold": "保留", "ask": "返信待ち", "paid": "入金済み", "cancel": "キャンセル", "show_prices": "金額の表示", "slip_note": "納品書の一言", "label": "ラベル", "check": "チェック",
	"printed": "印刷", "shipped": "出荷", "notified": "モールへの通知"}

// mostParts is how many rows of an act are listed.
const mostParts = 2000

// Parts gives what an act did, row by row (at most the first 2,000), and whether taking it back now would still find each
// row as the act left it.
func Parts(ctx context.Context, d *desk.Desk, entry int64) ([]Part, error) {
	names := map[int64]string{}
	for _, r := range d.Rows() {
		names[r.ID] = r.No
	}
	out := []Part{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		e, err := r.JournalEntry(entry)
		if err != nil {
			return err
		}
		return r.EachChange(entry, e.BatchID, mostParts, func(c store.Changed) error {
			p := Part{OrderID: c.OrderID, OrderNo: names[c.OrderID], What: things[c.Table], Fate: "変更", Later: c.Later}
			if k := kinds[c.Kind]; k != "" {
				p.What = k
			}
			switch {
			case !c.Before:
				p.Fate = "追加"
			case !c.After:
				p.Fate = "取り消し"
			}
			out = append(out, p)
			return nil
		})
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("entry %d: %w", entry, ErrNothing)
	}
	return out, err
}
