// Package rules carries rule sets to begin with: three for kinds of shops, and the one of the demo shop, which is a whole
// shop's procedure. They are texts as the owner writes them; it knows nothing of how they are read.
package rules

import _ "embed"

// Starter is a rule set to begin with.
type Starter struct {
	ID, Name, About string // Name and About as the owner reads them
	Text            string
}

var (
	//go:embed zakka.rules
	zakka string
	//go:embed gift.rules
	gift string
	//go:embed yoyaku.rules
	yoyaku string
	//go:embed example.rules
	example string
)

// Starters gives the ready sets in the order in which they are offered.
func Starters() []Starter {
	return []Starter{
		{"zakka", "雑貨・日用品", "数の多い安い品を、早くまちがいなく出す店に。代引・まとめ買い・希望日・メール便を見ます。", zakka},
		{"gift", "ギフト", "のし・名入れ・ラッピングのある店に。弔事、代引のギフト、間に合わない希望日を見ます。", gift},
		{"yoyaku", "予約の多い店", "発売日を待つ注文の多い店に。予約と在庫品の混ざり、発売日前の希望日、数の制限を見ます。", yoyaku},
	}
}

// Example gives the rule set of the demo shop, with tests on its orders. The demo shop's numbers follow the day on which it is
// made: the tests are of one made for Monday, 2026-11-23.
func Example() string { return example }
