package normal

import "unicode/utf8"

// buildings are words for houses with flats; a number behind one is a room, not a place on the street. Words that place
// names contain too (荘, 寮, 団地, プラザ) are left out: a question too many costs less than a parcel that comes back, but
// a question at every 本荘1-2 is not one that anybody reads.
var buildings = []string{"マンション", "ハイツ", "コーポ", "アパート", "ビル", "ビルディング", "メゾン", "レジデンス", "タワー", "コート",
	"ハウス", "パレス", "キャッスル", "ハイム", "シャトー", "ヴィラ"}

// unnumbered are words of addresses that need no number: land without one, and parcels kept at an office.
var unnumbered = []string{"無番地", "番外地", "番地なし", "番地無", "番地無し", "番地の無い", "無地番", "局留", "営業所止", "営業所留", "センター止", "センター留"}

// HasStreetNumber says whether an address names a place on the street: a block or lot number, in digits or in kanji.
// 丁目 alone is none (条 and 丁目 together are, in 札幌); neither is the number of a room, a floor or a building (第2ビル).
// 無番地, 番外地 and parcels kept at an office (局留め, 営業所止め) count as complete.
//
// An empty address has no number; whether it should be there at all is the caller's question (Amazon's files carry no
// address of the orderer).
func HasStreetNumber(address string) bool {
	var stack [stackRunes]rune
	rs := addressStart(appendFolded(stack[:0], address))
	_, n := prefectureAt(rs)
	rs = rs[n:]
	grid, building := false, false
	for i := 0; i < len(rs); {
		n := numberAt(rs[i:])
		if n == 0 {
			i++
			building = building || endsWithBuilding(rs, i)
			continue
		}
		after := rs[i+n:]
		switch {
		case hasPrefix(after, "条") || hasPrefix(after, "線"):
			grid = true
		case hasPrefix(after, "丁目"):
			if grid {
				return true
			}
		case hasPrefix(after, "階") || hasPrefix(after, "f") || hasPrefix(after, "号室") || hasPrefix(after, "号棟") || hasPrefix(after, "棟"):
		case i > 0 && (rs[i-1] == '第' || rs[i-1] == 'b'):
		case building && !hasPrefix(after, "番") && joined(rs[i:]) < 3:
		default:
			return true
		}
		i += n
		for i < len(rs) && (isDigit(rs[i]) || hyphenLike(rs[i])) {
			i++ // the rest of 101-2
		}
	}
	for _, word := range unnumbered {
		if contains(rs, word) {
			return true
		}
	}
	return false
}

// numberAt gives the length of the number at the start of rs: digits, or a kanji numeral that counts something or is
// joined to another one (二の三).
func numberAt(rs []rune) int {
	n := 0
	for n < len(rs) && isDigit(rs[n]) {
		n++
	}
	if n > 0 {
		return n
	}
	n, _ = kanjiValue(rs)
	if n == 0 || n == len(rs) {
		return 0
	}
	if countedByKanji(rs[n:]) && !hasPrefix(rs[n:], "番町") && !hasPrefix(rs[n:], "番丁") && !hasPrefix(rs[n:], "条通") {
		return n
	}
	if r := foldPlace(rs[n]); r == 'の' || hyphenLike(r) {
		if m, _ := kanjiValue(rs[n+1:]); m > 0 && (n+1+m == len(rs) || separates(rs[n+1+m])) {
			return n + 1 + m
		}
	}
	return 0
}

// joined counts the numbers at the start of rs that hyphens join: 3 for 1-2-3.
func joined(rs []rune) int {
	n := 0
	for i, r := range rs {
		switch {
		case isDigit(r) && (i == 0 || !isDigit(rs[i-1])):
			n++
		case !isDigit(r) && !hyphenLike(r):
			return n
		}
	}
	return n
}

// endsWithBuilding says whether a word for a building ends before rs[at] (ハウス in ハウステンボス町 is none).
func endsWithBuilding(rs []rune, at int) bool {
	if !isKana(rs[at-1]) || at < len(rs) && isKana(rs[at]) {
		return false
	}
	for _, b := range buildings {
		if n := utf8.RuneCountInString(b); at >= n && hasPrefix(rs[at-n:at], b) {
			return true
		}
	}
	return false
}
