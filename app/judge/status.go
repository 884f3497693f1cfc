package judge

// Status is an order's headline. The values are in the order in which the first that applies wins.
type Status int

// The statuses.
const (
	Cancelled Status = iota + 1
	Shipped
	AwaitingNotice
	OnHold
	AwaitingReply
	NeedsReview
	AwaitingMall
	AwaitingPayment
	AwaitingRelease
	AwaitingArrival
	AwaitingStock
	AwaitingShipDate
	ReadyToPrint
	ReadyToShip
)

var statuses = []struct {
	id, name string
}{
	{"", ""},
	{"cancelled", "キャンセル"},
	{"shipped", "出荷済み"},
	{"awaiting_notice", "通知待ち"},
	{"on_hold", "保留"},
	{"awaiting_reply", "返信待ち"},
	{"needs_review", "確認待ち"},
	{"awaiting_mall", "モール処理待ち"},
	{"awaiting_payment", "入金待ち"},
	{"awaiting_release", "発売日待ち"},
	{"awaiting_arrival", "入荷待ち"},
	{"awaiting_stock", "引当待ち"},
	{"awaiting_ship_date", "出荷日待ち"},
	{"ready_to_print", "印刷待ち"},
	{"ready_to_ship", "出荷待ち"},
}

// Statuses gives all statuses in their order.
func Statuses() []Status {
	out := make([]Status, 0, len(statuses)-1)
	for s := Cancelled; s <= ReadyToShip; s++ {
		out = append(out, s)
	}
	return out
}

// ID is the status's stable English name.
func (s Status) ID() string { return statuses[s].id }

// Name is the status as the owner reads it.
func (s Status) Name() string { return statuses[s].name }

// Open says whether the order still has to go out.
func (s Status) Open() bool { return s >= OnHold }

// StatusNamed finds a status by its id.
func StatusNamed(id string) (Status, bool) {
	for i, s := range statuses {
		if i > 0 && s.id == id {
			return Status(i), true
		}
	}
	return 0, false
}

// Blocker is something that an order waits for.
type Blocker string

// The blockers, in the order of their statuses.
const (
	BlockHold     Blocker = "hold"
	BlockReply    Blocker = "reply"
	BlockReview   Blocker = "review"
	BlockMall     Blocker = "mall"
	BlockPayment  Blocker = "payment"
	BlockRelease  Blocker = "release"
	BlockArrival  Blocker = "arrival"
	BlockStock    Blocker = "stock"
	BlockShipDate Blocker = "ship_date"
)

var blockerStatus = map[Blocker]Status{BlockHold: OnHold, BlockReply: AwaitingReply, BlockReview: NeedsReview, BlockMall: AwaitingMall,
	BlockPayment: AwaitingPayment, BlockRelease: AwaitingRelease, BlockArrival: AwaitingArrival, BlockStock: AwaitingStock, BlockShipDate: AwaitingShipDate}

// Name is what the order waits for, as the owner reads it.
func (b Blocker) Name() string {
	if s, ok := blockerStatus[b]; ok {
		return s.Name()
	}
	return ""
}

// Flag is a statement about an order.
type Flag string

// The flags.
const (
	Gift             Flag = "gift"
	HidePrice        Flag = "hide_price"
	Comment          Flag = "comment"
	Preorder         Flag = "preorder"
	Repeater         Flag = "repeater"
	Candidate        Flag = "candidate"
	NewCustomer      Flag = "new_customer"
	MultiDestination Flag = "multi_destination"
	AmountOpen       Flag = "amount_unconfirmed"
	TotalUncertain   Flag = "total_uncertain"
	Late             Flag = "late"
	CancelledLate    Flag = "cancelled_after_print"
	History          Flag = "history"
	Overdue          Flag = "unpaid_overdue"
	VIP              Flag = "vip"
	Blacklist        Flag = "blacklist"
)

var flagNames = map[Flag]string{Gift: "ギフト", HidePrice: "金額非表示", Comment: "コメント", Preorder: "予約", Repeater: "リピーター", Candidate: "候補",
	NewCustomer: "新規", MultiDestination: "複数届け先", AmountOpen: "金額未確定", TotalUncertain: "合計は参考", Late: "遅れ", CancelledLate: "印刷後キャンセル", History: "取込前に出荷", Overdue: "入金期限切れ", VIP: "VIP", Blacklist: "要注意"}

// Name is the flag as the owner reads it.
func (f Flag) Name() string { return flagNames[f] }
