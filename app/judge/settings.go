package judge

import (
	"miseban/app/payment"
	"miseban/app/yen"
)

// Settings are the owner's editable tables, as far as judging reads them.
type Settings struct {
	Payments *payment.Table
	Phrases  map[string]bool // keys of released sentences (Sentence.Key)
	Off      map[string]bool // kinds of question that she has switched off
	CODLimit yen.Yen         // 代引 above this sum stops; tax included
	NotGift  map[string]bool // normalised recipient names that never make an order a gift
}

// DefaultSettings are those of a new shop. The limit of 代引 is Yamato's 300,000 yen (宅急便コレクト).
func DefaultSettings() Settings {
	return Settings{Payments: payment.New(), Phrases: map[string]bool{}, Off: map[string]bool{}, CODLimit: 300_000, NotGift: map[string]bool{}}
}

// Kind is a kind of question with its name, for the settings page.
type Kind struct{ ID, Name string }

// Switchable are the built-in stops that the owner can switch off.
func Switchable() []Kind {
	out := []Kind{{"address", "番地のない住所"}, {"phone", "ありえない電話番号"}, {"wish_past", "過ぎたお届け希望日"}}
	for _, c := range conflictKinds {
		out = append(out, Kind{"conflict_" + c.id, c.name})
	}
	return out
}
