package normal

import "slices"

// Address gives the key of a postal address. It is made without a dictionary of places:
//
//   - the prefecture, a postal code in front, 大字 and 字 are dropped
//   - ヶケが, ヵカ, ノ之の, ッツつ and 旧字 are folded
//   - kanji numerals before 丁目, 番, 号 (and 条, 線 of 北海道's grids) become digits
//   - after a digit, hyphen-like characters, spaces, 丁目, 番, 番地, 番地の, 号, 号室 and の become one hyphen, kept only
//     between two digits
//
// so that 「東京都渋谷区神宮前一丁目二番三号 コーポ青葉１０１号室」 and 「渋谷区神宮前1-2-3コーポ青葉101」 share one.
func Address(s string) string {
	var stack [stackRunes]rune
	rs := addressStart(appendFolded(stack[:0], spaceBeforeEnclosed(s)))
	_, n := prefectureAt(rs)
	rs = rs[n:]
	var outStack [stackRunes]rune
	w := addressWriter{out: outStack[:0]}
	for i := 0; i < len(rs); {
		i += w.take(rs[i:])
	}
	return text(w.out, s)
}

// addressWriter builds the key. joint says that after the last digit something came that separates numbers.
type addressWriter struct {
	out   []rune
	joint bool
}

// afterDigit says whether the key so far ends in a digit, with or without a separator behind it.
func (w *addressWriter) afterDigit() bool { return len(w.out) > 0 && isDigit(w.out[len(w.out)-1]) }

func (w *addressWriter) digit(r rune) {
	if w.joint && w.afterDigit() {
		w.out = append(w.out, '-')
	}
	w.joint = false
	w.out = append(w.out, r)
}

func (w *addressWriter) letter(r rune) {
	w.joint = false
	w.out = append(w.out, r)
}

// take reads the characters at the start of rs that belong together and gives their number.
func (w *addressWriter) take(rs []rune) int {
	r := foldPlace(rs[0])
	switch {
	case isDigit(r):
		w.digit(r)
		return 1
	case kanjiDigit(r) >= 0 || kanjiUnit(r) > 0:
		if n := w.kanjiNumber(rs); n > 0 {
			return n
		}
	case separates(r):
		w.joint = true
		return 1
	case hyphenLike(r):
		switch {
		case w.afterDigit():
			w.joint = true
		case len(w.out) > 0 && isKana(w.out[len(w.out)-1]):
			w.letter('ー')
		default:
			w.letter('-')
		}
		return 1
	}
	if w.afterDigit() {
		if n := blockWord(rs); n > 0 {
			w.joint = true
			return n
		}
	}
	if n := sectionWord(rs); n > 0 {
		return n
	}
	w.letter(r)
	return 1
}

// kanjiNumber writes a kanji numeral that counts a block, and gives its length; 0 when it belongs to a name (六本木).
func (w *addressWriter) kanjiNumber(rs []rune) int {
	n, value := kanjiValue(rs)
	if n == 0 {
		return 0
	}
	counts := n < len(rs) && countedByKanji(rs[n:])
	// 三丁目一の二, 二番地五: a numeral that follows a block's number and is followed by nothing else than a number.
	if !counts && w.joint && w.afterDigit() {
		counts = n == len(rs) || separates(rs[n]) || hyphenLike(rs[n]) || foldPlace(rs[n]) == 'の'
	}
	if !counts {
		return 0
	}
	var buf [8]rune
	digits := buf[:0]
	for ; value > 0; value /= 10 {
		digits = append(digits, rune('0'+value%10))
	}
	if len(digits) == 0 {
		digits = append(digits, '0')
	}
	slices.Reverse(digits)
	for _, d := range digits {
		w.digit(d)
	}
	return n
}

// countedByKanji says whether rs begins with a word whose number may be written in kanji.
func countedByKanji(rs []rune) bool {
	switch rs[0] {
	case '番', '号', '號', '条', '條', '線', '畨':
		return true
	case '丁':
		// 目 may be missing before a number (堺市: 二丁3); 八丁西町 is a name.
		return len(rs) == 1 || rs[1] == '目' || isDigit(rs[1]) || kanjiDigit(rs[1]) >= 0
	}
	return false
}

// blockWord gives the length of the word at the start of rs that ends a block's number; 0 for none.
func blockWord(rs []rune) int {
	switch foldPlace(rs[0]) {
	case '丁':
		if len(rs) > 1 && rs[1] == '目' {
			return 2
		}
		return 1 // 堺市: 3丁
	case '番':
		if len(rs) > 1 && rs[1] == '地' {
			return 2
		}
		return 1
	case '号':
		if len(rs) > 1 && rs[1] == '室' {
			return 2
		}
		return 1
	case 'の':
		return 1
	}
	return 0
}

// sectionWord gives the length of 大字, 小字 or 字, which some write and some don't.
func sectionWord(rs []rune) int {
	switch {
	case rs[0] == '字':
		return 1
	case len(rs) > 1 && (rs[0] == '大' || rs[0] == '小') && rs[1] == '字':
		return 2
	}
	return 0
}

// separates says whether r stands between the parts of an address without being one.
func separates(r rune) bool {
	switch r {
	case ' ', '\n', ',', '.', '、', '。', '・', '(', ')', '「', '」', '[', ']', '/', ':', '_', '#', '"', '\'':
		return true
	}
	return false
}

// foldPlace folds the characters that place names are spelled with in more than one way.
func foldPlace(r rune) rune {
	switch r {
	case 'ヶ', 'が', 'ゖ':
		return 'ケ'
	case 'ヵ', 'ゕ':
		return 'カ'
	case 'ノ', '之':
		return 'の'
	case 'ッ', 'つ', 'っ':
		return 'ツ'
	}
	return modernForm(waveDash(r))
}

// addressStart cuts spaces and a postal code from the front.
func addressStart(rs []rune) []rune {
	rs = trimSpace(rs)
	marked := len(rs) > 0 && rs[0] == '〒'
	if marked {
		rs = trimSpace(rs[1:])
	}
	digits, i := 0, 0
	for i < len(rs) && (isDigit(rs[i]) || digits == 3 && hyphenLike(rs[i])) {
		if isDigit(rs[i]) {
			digits++
		}
		i++
	}
	if digits == 7 && (marked || i == 8 || i < len(rs)) {
		return trimSpace(rs[i:])
	}
	return rs
}

// spaceBeforeEnclosed parts ①, ㈠ and the like from a digit before them: 1-2-3①号棟 is not 1-2-31号棟.
func spaceBeforeEnclosed(s string) string {
	at := -1
	for i, r := range s {
		if r >= 0x2460 && r <= 0x24FF {
			at = i
			break
		}
	}
	if at < 0 {
		return s
	}
	out := make([]rune, 0, len(s)/2)
	for _, r := range s {
		if r >= 0x2460 && r <= 0x24FF {
			out = append(out, ' ')
		}
		out = append(out, r)
	}
	return string(out)
}
