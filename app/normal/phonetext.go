package normal

import "strings"

// PhoneText writes a telephone number with its hyphens, the way people read it out: 090-0000-1001, 03-0000-1001,
// 0120-000-100. Where the length of the area code isn't sure from its first digits, and where there is no possible
// number, the text stays as it is.
//
// Source: 電気通信番号計画, 市外局番の一覧 (総務省); of the area codes only those that no longer code begins with.
func PhoneText(s string) string {
	d := Phone(s)
	cut := func(a, b int) string { return d[:a] + "-" + d[a:b] + "-" + d[b:] }
	switch {
	// 0800 is free of charge; 0800-000 is given to nobody, and examples with it mean a mobile's 080-0000.
	case strings.HasPrefix(d, "0800") && !strings.HasPrefix(d, "08000") && len(d) == 11:
		return cut(4, 7)
	case len(d) == 11:
		return cut(3, 7)
	case len(d) != 10:
		return s
	}
	for _, p := range [...]string{"0120", "0570", "0990"} {
		if strings.HasPrefix(d, p) {
			return cut(4, 7)
		}
	}
	if strings.HasPrefix(d, "03") || strings.HasPrefix(d, "06") {
		return cut(2, 6)
	}
	// 札幌, 川崎, 横浜, 名古屋, 京都, 神戸
	for _, p := range [...]string{"011", "044", "045", "052", "075", "078"} {
		if strings.HasPrefix(d, p) {
			return cut(3, 6)
		}
	}
	return s
}

// ZipText writes a postal code as 〒150-0001; a text that is none stays as it is.
func ZipText(s string) string {
	z := Zip(s)
	if z == "" {
		return s
	}
	return "〒" + z[:3] + "-" + z[3:]
}
