package command

import (
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/yen"
)

// The JSON of an order; field names are stable. nil = the files don't say.
type orderJSON struct {
	OrderNo        string       `json:"order_no"`
	Mall           order.Mall   `json:"mall"`
	Shop           string       `json:"shop"`
	OrderedAt      *jst.Moment  `json:"ordered_at"`
	Status         string       `json:"status"`
	Blockers       []string     `json:"blockers"`
	Flags          []string     `json:"flags"`
	Reasons        []reasonJSON `json:"reasons"`
	Cancelled      bool         `json:"cancelled"`
	StatusRaw      *string      `json:"status_raw"`
	Clearance      string       `json:"clearance"`
	Payment        paymentJSON  `json:"payment"`
	Total          *yen.Yen     `json:"total"`
	BilledTotal    *yen.Yen     `json:"billed_total"`
	Totals         totalsJSON   `json:"totals"`
	Orderer        personJSON   `json:"orderer"`
	Destinations   []placeJSON  `json:"destinations"`
	Items          []itemJSON   `json:"items"`
	Comment        *string      `json:"comment"`
	CommentRaw     *string      `json:"comment_raw"`
	DeliveryDate   *string      `json:"delivery_date"`
	DeliveryTime   *string      `json:"delivery_time"`
	DeliverySlot   *string      `json:"delivery_slot"`
	ShippingMethod *string      `json:"shipping_method"`
	// What rules and her own hand add.
	Labels   []string    `json:"labels"`
	Checks   []string    `json:"checks"`
	Method   *string     `json:"method"` // the shipping method that a rule chose; null = as in the file
	Fees     []judge.Fee `json:"fees"`   // in billed_total, not in totals
	Encloses []string    `json:"encloses"`
	Notes    []string    `json:"notes"`
}

type reasonJSON struct {
	For  string  `json:"for"`
	Text string  `json:"text"`
	Rule *string `json:"rule"`
}

type paymentJSON struct {
	Text  *string `json:"text"`
	Class string  `json:"class"`
	Paid  *bool   `json:"paid"`
}

type totalsJSON struct {
	Goods    *yen.Yen         `json:"goods"`
	Shipping *yen.Yen         `json:"shipping"`
	CODFee   *yen.Yen         `json:"cod_fee"`
	Wrapping *yen.Yen         `json:"wrapping"`
	Coupon   *yen.Yen         `json:"coupon"`
	Points   *yen.Yen         `json:"points"`
	Other    []order.NamedYen `json:"other"`
}

type personJSON struct {
	Name    *string `json:"name"`
	Kana    *string `json:"kana"`
	Zip     *string `json:"zip"`
	Address *string `json:"address"`
	Phone   *string `json:"phone"`
	Email   *string `json:"email"`
	Masked  *bool   `json:"email_is_masked"`
}

type placeJSON struct {
	Name     *string `json:"recipient_name"`
	Kana     *string `json:"kana"`
	Zip      *string `json:"zip"`
	Address  *string `json:"address"`
	Phone    *string `json:"phone"`
	Noshi    *string `json:"noshi"`
	Wrapping *string `json:"wrapping"`
	Message  *string `json:"message"`
}

type itemJSON struct {
	Code         *string  `json:"code"`
	SKU          *string  `json:"sku"`
	CatalogueSKU *string  `json:"catalogue_sku"`
	Name         *string  `json:"name"`
	Options      []string `json:"options"`
	Qty          *int     `json:"qty"`
	UnitPrice    *yen.Yen `json:"unit_price"`
	TaxRate      *int     `json:"tax_rate"`
	Dest         int      `json:"dest"`
}

func makeOrderJSON(in judge.Input, j judge.Judgement) orderJSON {
	f := in.Facts
	o := orderJSON{OrderNo: desk.ShownNo(in), Mall: in.Shop.Mall, Shop: in.Shop.Name, OrderedAt: f.OrderedAt, Status: j.Status.ID(),
		Blockers: []string{}, Flags: []string{}, Reasons: []reasonJSON{}, StatusRaw: f.StatusRaw, Clearance: "unknown", Total: f.Total, BilledTotal: j.Billed,
		Payment: paymentJSON{f.PaymentText, string(j.Class), j.Paid},
		Totals:  totalsJSON{f.Goods, f.Shipping, f.CODFee, f.WrappingFee, f.Coupon, f.Points, order.Value(f.Other)},
		Orderer: personJSON{f.Orderer.Name, f.Orderer.Kana, f.Orderer.Zip, f.Orderer.Address, f.Orderer.Phone, f.Orderer.Email, nil},
		Labels:  list(j.Labels), Checks: list(j.Checks), Method: notEmpty(&j.Method), Fees: list(j.Fees), Encloses: list(j.Encloses), Notes: list(j.Notes),
		Comment: f.Comment, CommentRaw: f.CommentRaw, DeliveryTime: notEmpty(f.WishTime), DeliverySlot: notEmpty(f.WishSlot), ShippingMethod: f.Method}
	if f.Clearance != nil {
		o.Clearance = string(*f.Clearance)
	}
	if o.BilledTotal == nil {
		o.BilledTotal = f.Total
	}
	o.Cancelled = order.Value(f.Cancelled) || j.Status == judge.Cancelled
	if f.WishDate != nil && *f.WishDate != "" {
		o.DeliveryDate = order.Known(string(*f.WishDate))
	}
	if f.Orderer.Email != nil && *f.Orderer.Email != "" {
		o.Orderer.Masked = order.Known(normal.Masked(*f.Orderer.Email))
	}
	if o.Totals.Other == nil {
		o.Totals.Other = []order.NamedYen{}
	}
	for _, b := range j.Blockers {
		o.Blockers = append(o.Blockers, string(b))
	}
	for _, x := range j.Flags {
		o.Flags = append(o.Flags, string(x))
	}
	for _, r := range j.Reasons {
		o.Reasons = append(o.Reasons, reasonJSON{r.For, r.Text, notEmpty(order.Known(madeBy(r, j)))})
	}
	for _, d := range f.Destinations {
		o.Destinations = append(o.Destinations, placeJSON{d.Name, d.Kana, d.Zip, d.Address, d.Phone, d.Noshi, d.Wrapping, d.Message})
	}
	for i, l := range f.Lines {
		item := itemJSON{Code: l.Code, SKU: l.SKU, Name: l.Name, Options: order.Value(l.Options), Qty: l.Qty, UnitPrice: l.UnitPrice, TaxRate: l.TaxRate, Dest: f.DestinationOf(l)}
		if s := j.SKUs[i]; s != "" {
			item.CatalogueSKU = &s
		}
		if item.Options == nil {
			item.Options = []string{}
		}
		o.Items = append(o.Items, item)
	}
	return o
}

// madeBy names the rule that gave a reason; empty when it is the program's own or the owner's.
func madeBy(r judge.Reason, j judge.Judgement) string {
	for _, q := range j.Questions {
		if r.For == string(judge.BlockReview) && r.Text == q.Title+"："+q.Text {
			return askedBy(q, j)
		}
	}
	// One name may begin as another does: the longest is meant.
	name := ""
	for _, f := range j.Rules {
		if strings.HasPrefix(r.Text, "ルール「"+f.Name+"」") && len(f.Name) > len(name) {
			name = f.Name
		}
	}
	return name
}

// askedBy names the rule because of which a question is asked.
func askedBy(q judge.Question, j judge.Judgement) string {
	for _, f := range j.Rules {
		named := "ルール「" + f.Name + "」"
		if (q.Kind == "rule" && q.Note == named+"で止めました。") || (q.Kind == "leaflet" && strings.HasSuffix(q.Text, "（"+named+"）")) {
			return f.Name
		}
	}
	if q.Kind == "fee_settled" && len(j.Fees) > 0 {
		return j.Fees[0].Rule
	}
	return ""
}

// list is never null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func notEmpty(s *string) *string {
	if s == nil || *s == "" {
		return nil
	}
	return s
}
