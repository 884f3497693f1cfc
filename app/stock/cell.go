package stock

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Problem is a row of a file that was left out, and why. It costs nothing but that row.
type Problem struct {
	Row    int    // as the file counts; 0 = the heading itself
	Column string // as in the file
	Value  string
	Reason string // Japanese, one sentence
}

// Text is the problem as the owner reads it.
func (p Problem) Text() string {
	where := fmt.Sprintf("%d行目", p.Row)
	if p.Row == 0 {
		where = "見出し"
	}
	if p.Column != "" {
		where += "「" + p.Column + "」"
	}
	if p.Value != "" {
		return where + " 「" + p.Value + "」: " + p.Reason
	}
	return where + ": " + p.Reason
}

var (
	plainNumber   = regexp.MustCompile(`^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$`)
	decimalNumber = regexp.MustCompile(`^[\d,]*\.\d+$`)
	rounded       = regexp.MustCompile(`^\d(?:\.\d+)?[Ee]\+\d+$`)
	janDigits     = regexp.MustCompile(`^\d{8,14}$`)
	serialDay     = regexp.MustCompile(`^[3-7]\d{4}(?:\.0+)?$`)
)

// Limits far above any shop's: beyond them a cell is a slip of the hand, and sums stay far inside an int64.
const (
	maxUnits = 9_999_999
	maxYen   = 999_999_999
	maxDays  = 999
)

// number reads 1234, 1,234, １，２３４ with one of the given units behind it, from 0 to limit.
func number(s string, limit int, units ...string) (int, error) {
	t := strings.TrimSpace(norm.NFKC.String(s))
	for _, u := range units {
		if rest, ok := strings.CutSuffix(t, u); ok {
			t = strings.TrimSpace(rest)
			break
		}
	}
	switch {
	case strings.HasPrefix(t, "-") || strings.HasPrefix(t, "△") || strings.HasPrefix(t, "▲"):
		return 0, errors.New("0以上の数ではありません。")
	case decimalNumber.MatchString(t) && !plainNumber.MatchString(t):
		return 0, errors.New("小数は使えません。整数で書いてください。")
	case !plainNumber.MatchString(t):
		return 0, errors.New("数として読めません。")
	}
	t, _, _ = strings.Cut(strings.ReplaceAll(t, ",", ""), ".")
	n, err := strconv.Atoi(t)
	if err != nil || n > limit {
		return 0, fmt.Errorf("数が大きすぎます（%sまで）。", yen.Yen(limit))
	}
	return n, nil
}

func quantity(s string) (int, error) { return number(s, maxUnits, "個", "点", "枚", "本") }

func atLeastOne(s string) (int, error) {
	n, err := quantity(s)
	if err == nil && n == 0 {
		err = errors.New("1以上の数を書いてください。分からないときは空欄にしてください。")
	}
	return n, err
}

func days(s string) (int, error) { return number(s, maxDays, "営業日", "日間", "日") }

func amount(s string) (yen.Yen, error) {
	t := strings.TrimSpace(norm.NFKC.String(s))
	t = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(t, "¥"), `\`)) // fonts of Windows show \ as ¥
	n, err := number(t, maxYen, "円")
	return yen.Yen(n), err
}

// taxRate reads 8, 10, with %, as Excel's fraction, or as 軽減・標準.
func taxRate(s string) (int, error) {
	switch strings.TrimSuffix(strings.TrimSpace(norm.NFKC.String(s)), "%") {
	case "8", "0.08", "8.0", "軽減", "軽減税率", "軽減8", "8%軽減", "8%(軽減)", "8%(軽減税率)":
		return 8, nil
	case "10", "0.1", "0.10", "10.0", "標準", "標準税率", "標準10":
		return 10, nil
	}
	return 0, errors.New("税率は8か10で書いてください。分からないときは空欄にしてください。")
}

// day reads a written date or the serial number that Excel keeps for one.
func day(s string) (jst.Date, error) {
	t := norm.NFKC.String(strings.TrimSpace(s))
	if serialDay.MatchString(t) {
		whole, _, _ := strings.Cut(t, ".")
		n, err := strconv.Atoi(whole)
		if err != nil {
			return "", fmt.Errorf("read day %q: %w", s, err)
		}
		return jst.DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, jst.Zone).AddDate(0, 0, n)), nil
	}
	d, err := jst.ParseDate(t)
	if err != nil {
		return "", errors.New("日付として読めません。2026/11/24 のように書いてください。")
	}
	return d, nil
}

// yes reads a tick.
func yes(s string) (bool, error) {
	switch Key(s) {
	case "○", "◯", "〇", "◎", "1", "y", "yes", "true", "する", "はい", "有", "あり", "取寄せ", "取り寄せ", "取寄", "✓", "✔", "レ", "on":
		return true, nil
	case "×", "✕", "x", "0", "n", "no", "false", "しない", "いいえ", "無", "なし", "-", "off":
		return false, nil
	}
	return false, errors.New("○か×で書いてください。")
}

// code reads a code as it is, and refuses one that Excel has rounded to 1.23E+11.
func code(s string) (string, error) {
	t := strings.TrimSpace(s)
	if rounded.MatchString(norm.NFKC.String(t)) {
		return "", errors.New("Excelが数字を丸めてしまっています。元のファイルから取り込むか、文字列として入れ直してください。")
	}
	return t, nil
}

func jan(s string) (string, error) {
	t, err := code(norm.NFKC.String(s))
	if err != nil {
		return "", err
	}
	t = strings.ReplaceAll(t, "-", "")
	if !janDigits.MatchString(t) {
		return "", errors.New("JANコードは8〜14桁の数字で書いてください。")
	}
	return t, nil
}
