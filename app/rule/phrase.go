package rule

import "strings"

// phrase is a condition in words, of which the end is kept apart: it changes with what follows.
type phrase struct {
	stem  string
	end   ending
	joint joint
}

// joint says how a phrase of several conditions is put together.
type joint int

const (
	single joint = iota
	andJoint
	orJoint
)

// ending is the end of a phrase.
type ending int

const (
	isEnd        ending = iota // 「支払区分が代金引換」
	isNotEnd                   // …でない
	oneOfEnd                   // 「支払区分が銀行振込・コンビニ」
	noneOfEnd                  // …のどれでもない
	holdsEnd                   // …を含む
	lacksEnd                   // …を含まない
	lacksAllEnd                // 「A」も「B」も含まない
	startsEnd                  // …から始まる
	startsNotEnd               // …から始まらない
	endsEnd                    // …で終わる
	endsNotEnd                 // …で終わらない
	overEnd                    // …を超える
	overNotEnd                 // …を超えない
	fitsEnd                    // …に合う
	fitsNotEnd                 // …に合わない
	thereEnd                   // …がある
	notThereEnd                // …がない
	noneThereEnd               // 「A」も「B」もない
	markedEnd                  // …が付いている
	unmarkedEnd                // …が付いていない
	allUnmarkEnd               // 「A」も「B」も付いていない
	sameEnd                    // …と同じ
	differsEnd                 // …と違う
)

// endings hold for each how it reads at the end, before a noun, and before a further condition; and its opposite.
var endings = [...]struct {
	plain, noun, next string
	opposite          ending
}{
	isEnd:        {"", "の", " で ", isNotEnd},
	isNotEnd:     {"でない", "でない", "でなく、", isEnd},
	oneOfEnd:     {"", "の", " で ", noneOfEnd},
	noneOfEnd:    {"のどれでもない", "のどれでもない", "のどれでもなく、", oneOfEnd},
	holdsEnd:     {"を含む", "を含む", "を含み、", lacksEnd},
	lacksEnd:     {"を含まない", "を含まない", "を含まず、", holdsEnd},
	lacksAllEnd:  {"含まない", "含まない", "含まず、", holdsEnd},
	startsEnd:    {"から始まる", "から始まる", "から始まり、", startsNotEnd},
	startsNotEnd: {"から始まらない", "から始まらない", "から始まらず、", startsEnd},
	endsEnd:      {"で終わる", "で終わる", "で終わり、", endsNotEnd},
	endsNotEnd:   {"で終わらない", "で終わらない", "で終わらず、", endsEnd},
	overEnd:      {"を超える", "を超える", "を超え、", overNotEnd},
	overNotEnd:   {"を超えない", "を超えない", "を超えず、", overEnd},
	fitsEnd:      {"に合う", "に合う", "に合い、", fitsNotEnd},
	fitsNotEnd:   {"に合わない", "に合わない", "に合わず、", fitsEnd},
	thereEnd:     {"がある", "がある", "があり、", notThereEnd},
	notThereEnd:  {"がない", "がない", "がなく、", thereEnd},
	noneThereEnd: {"ない", "ない", "なく、", thereEnd},
	markedEnd:    {"が付いている", "が付いている", "が付いていて、", unmarkedEnd},
	unmarkedEnd:  {"が付いていない", "が付いていない", "が付いておらず、", markedEnd},
	allUnmarkEnd: {"付いていない", "付いていない", "付いておらず、", markedEnd},
	sameEnd:      {"と同じ", "と同じ", "と同じで、", differsEnd},
	differsEnd:   {"と違う", "と違う", "と違い、", sameEnd},
}

func (p phrase) plain() string { return p.stem + endings[p.end].plain }

// before reads as what stands before a noun: 「商品名に「名入れ」を含む」明細.
func (p phrase) before() string {
	if p.joint != single {
		return "（" + p.plain() + "）の"
	}
	return p.stem + endings[p.end].noun
}

// next reads as what stands before a further condition.
func (p phrase) next() string { return p.stem + endings[p.end].next }

func (p phrase) negated() phrase { return phrase{stem: p.stem, end: endings[p.end].opposite} }

// joined puts phrases together; those of the other joint are bracketed, so that no sentence can be read in two ways.
func joined(phrases []phrase, how joint) phrase {
	if len(phrases) == 1 {
		return phrases[0]
	}
	var b strings.Builder
	for i, p := range phrases {
		if p.joint != single && p.joint != how {
			p = phrase{stem: "（" + p.plain() + "）"}
		}
		switch {
		case i == len(phrases)-1:
			return phrase{stem: b.String() + p.stem, end: p.end, joint: how}
		case how == andJoint:
			b.WriteString(p.next())
		default:
			b.WriteString(p.plain() + " または ")
		}
	}
	return phrase{}
}
