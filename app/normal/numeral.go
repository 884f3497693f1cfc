package normal

// kanjiDigit gives the value of 〇 to 九, -1 for any other character.
func kanjiDigit(r rune) int {
	switch r {
	case '〇':
		return 0
	case '一', '壱', '壹':
		return 1
	case '二', '弐', '貳':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// kanjiUnit gives the value of 十, 百 and 千, 0 for any other character.
func kanjiUnit(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// kanjiValue reads the numeral at the start of rs, by units (百二十三) or by places (一二三), and gives its length and
// value. The length is 0 when there is none, or when it is longer than a block's number is (five characters and more by
// places, seven by units).
func kanjiValue(rs []rune) (n, value int) {
	byUnit := false
	for n < len(rs) {
		if kanjiUnit(rs[n]) > 0 {
			byUnit = true
		} else if kanjiDigit(rs[n]) < 0 {
			break
		}
		n++
	}
	if n == 0 || n > 7 || !byUnit && n > 4 {
		return 0, 0
	}
	pending := -1
	for _, r := range rs[:n] {
		d := kanjiDigit(r)
		switch {
		case !byUnit:
			value = value*10 + d
		case d >= 0:
			if pending >= 0 {
				return 0, 0 // 二三十: no numeral
			}
			pending = d
		default:
			if pending < 0 {
				pending = 1
			}
			value += pending * kanjiUnit(r)
			pending = -1
		}
	}
	if byUnit && pending >= 0 {
		value += pending
	}
	return n, value
}
