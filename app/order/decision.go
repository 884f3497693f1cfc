package order

import (
	"fmt"
	"strconv"
	"strings"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Shop is one storefront on one mall. Several shops may sit on one mall.
type Shop struct {
	ID          int64
	Mall        Mall
	Name        string     // the owner's name for it, unique
	Code        string     // the mall's own id of the shop, as it stands in order numbers; empty = not yet seen
	TodoSince   jst.Date   // orders placed before this day are history: known, but done. Empty = all are to do
	ListedAt    jst.Moment // how fresh its newest list of unshipped orders is, from the imported files; 0 = none
	MailSince   jst.Date   // automatic mail concerns orders placed on this day or later. Empty = none yet
	NoCommentOK bool       // the owner has said that this shop's files without a comment column need no question
}

// DecisionKind is what an owner decided.
type DecisionKind string

// The decisions. Each is one row that can be put back.
const (
	Accept     DecisionKind = "accept"      // Subject: the reason's subject; she has looked at it and the order may go on
	Hold       DecisionKind = "hold"        // Body: note
	Ask        DecisionKind = "ask"         // Body: note; the customer was asked, an answer is awaited
	MarkPaid   DecisionKind = "paid"        // the money has come
	Cancel     DecisionKind = "cancel"      // cancelled by the owner
	ShowPrices DecisionKind = "show_prices" // Body: "show" or "hide", over the judgement
	SlipNote   DecisionKind = "slip_note"   // Body: a sentence for the packing slip
)

// Decision is one thing that the owner decided about an order.
type Decision struct {
	OrderID int64
	Kind    DecisionKind
	Subject string // what exactly it is about; empty where the kind has only one
	Body    string
	At      jst.Moment
}

// DeedKind is something that was done with an order.
type DeedKind string

// The deeds.
const (
	Printed  DeedKind = "printed"
	Shipped  DeedKind = "shipped"
	Notified DeedKind = "notified" // the mall was told
)

// Deed is something done, with what it used. Later judgements never change it.
type Deed struct {
	OrderID  int64
	Kind     DeedKind
	Ref      string // which time: the batch of slips, the parcel
	At       jst.Moment
	Snapshot string // JSON of what was used: for Printed a Print
}

// Print is the snapshot of a printed order.
type Print struct {
	Running     string `json:"running"`      // "001/149"
	Fingerprint string `json:"fingerprint"`  // of the facts that were printed
	PricesShown []bool `json:"prices_shown"` // per destination
}

// Correction is a fact that the owner typed over the mall's. It survives every re-import and wins.
type Correction struct {
	OrderID int64
	Target  string // "" the order itself, "orderer", "dest:"+Destination.Key, "line:"+line key
	Field   string
	Value   string
	At      jst.Moment
	Was     *string // the mall's value when the owner corrected, as text; nil = it was not known or not kept
}

// Fields that can be corrected, per kind of target, with their Japanese names.
var Fields = map[string]map[string]string{
	"":        {"total": "請求金額", "comment": "コメント", "wish_date": "お届け希望日", "method": "配送方法"},
	"orderer": {"name": "注文者名", "kana": "注文者カナ", "zip": "注文者郵便番号", "address": "注文者住所", "phone": "注文者電話", "email": "メール"},
	"dest":    {"name": "お届け先名", "kana": "お届け先カナ", "zip": "郵便番号", "address": "お届け先住所", "phone": "お届け先電話", "noshi": "のし", "wrapping": "ラッピング", "message": "メッセージ"},
	"line":    {"qty": "個数"},
}

// Correct lays the corrections over the facts and gives the effective facts. Corrections whose target is gone are
// given back, so that the order stops for review; they are never dropped. The facts given are not changed.
func Correct(f *Facts, corrections []Correction) (effective *Facts, lost []Correction) {
	if len(corrections) == 0 {
		return f, nil
	}
	e := *f
	e.Destinations = append([]Destination(nil), f.Destinations...)
	e.Lines = append([]Line(nil), f.Lines...)
	// By the keys that the malls' facts give: a correction changes none that another one hangs on.
	places, lines := make([]string, len(f.Destinations)), LineKeys(f.Lines)
	for i, d := range f.Destinations {
		places[i] = d.Key()
	}
	for _, c := range corrections {
		if !e.set(c, places, lines) {
			lost = append(lost, c)
		}
	}
	return &e, lost
}

func (f *Facts) set(c Correction, places, lines []string) bool {
	kind, key, _ := strings.Cut(c.Target, ":")
	v := c.Value
	switch kind {
	case "":
		switch c.Field {
		case "total":
			n, err := strconv.ParseInt(v, 10, 64)
			if err != nil {
				return false
			}
			no := false
			f.Total, f.Unconfirmed, f.Uncertain = yen.Of(yen.Yen(n)), &no, &no
		case "comment":
			f.Comment = &v
			f.NoComment = false
		case "wish_date":
			f.WishDate = Known(jst.Date(v))
		case "method":
			f.Method = &v
		default:
			return false
		}
		return true
	case "orderer":
		p := map[string]**string{"name": &f.Orderer.Name, "kana": &f.Orderer.Kana, "zip": &f.Orderer.Zip,
			"address": &f.Orderer.Address, "phone": &f.Orderer.Phone, "email": &f.Orderer.Email}[c.Field]
		if p == nil {
			return false
		}
		*p = &v
		return true
	case "dest":
		for i := range f.Destinations {
			d := &f.Destinations[i]
			// "#": the key under which a corrected destination without an id of its own goes on (below).
			if places[i] != key && "#"+places[i] != key {
				continue
			}
			p := map[string]**string{"name": &d.Name, "kana": &d.Kana, "zip": &d.Zip, "address": &d.Address, "phone": &d.Phone,
				"noshi": &d.Noshi, "wrapping": &d.Wrapping, "message": &d.Message}[c.Field]
			if p == nil {
				return false
			}
			*p = &v
			// Lines and further corrections find a destination without an id by name and address: keep finding it.
			if d.ID == "" {
				d.ID = places[i]
				for j := range f.Lines {
					if f.Lines[j].Dest == places[i] {
						f.Lines[j].Dest = d.Key()
					}
				}
			}
			return true
		}
	case "line":
		for i, k := range lines {
			if k != key || c.Field != "qty" {
				continue
			}
			n, err := strconv.Atoi(v)
			if err != nil {
				return false
			}
			f.Lines[i].Qty = &n
			return true
		}
	}
	return false
}

// String names the correction for a sentence, without the value.
func (c Correction) String() string {
	kind, _, _ := strings.Cut(c.Target, ":")
	if n := Fields[kind][c.Field]; n != "" {
		return n
	}
	return fmt.Sprintf("%s %s", c.Target, c.Field)
}
