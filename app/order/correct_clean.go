package order

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
	"miseban/app/normal"
)

// ErrField says that there is no such field to correct; ErrValue that the value can't be one of it.
var (
	ErrField = errors.New("no such field")
	ErrValue = errors.New("not a value of this field")
)

// FieldError says which field has a value that can't be one. It is an ErrValue.
type FieldError struct {
	Target, Field string
	Message       string // Japanese: what the field takes
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("field %s of %.4s: %v", e.Field, e.Target, ErrValue)
}

// Unwrap gives ErrValue.
func (e *FieldError) Unwrap() error { return ErrValue }

// Japanese says what the field takes; nothing was changed.
func (e *FieldError) Japanese() string {
	text := e.Message + "何も変更していません。"
	if l := Label(e.Target, e.Field); l != "" {
		text = "「" + l + "」：" + text
	}
	return text
}

// Clean brings a typed value into the form in which it is kept: amounts and numbers as digits, dates as 2026-11-24,
// moments as 2026-11-24 09:30:00 in Japan's time, zip and telephone as digits, options one a line. Empty stands for
// "known to be empty" where a fact can be that. ErrField, *FieldError.
func Clean(target, field, text string) (string, error) {
	kind, _, _ := strings.Cut(target, ":")
	var clean cleaner
	switch kind {
	case "":
		clean = cleanerOf(orderFields, field)
	case "orderer":
		clean = cleanerOf(personFields, field)
	case "dest":
		clean = cleanerOf(destFields, field)
	case "line":
		clean = cleanerOf(lineFields, field)
	}
	if clean == nil {
		return "", fmt.Errorf("field %s of %s: %w", field, kind, ErrField)
	}
	value, why := clean(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")))
	if why != "" {
		return "", &FieldError{target, field, why}
	}
	return value, nil
}

func cleanerOf[T any](all []fact[T], field string) cleaner {
	if x := factOf(all, field); x != nil {
		return x.clean
	}
	return nil
}

// cleaner gives the form that is kept, or in Japanese why there is none.
type cleaner func(text string) (value, why string)

func cleanText(s string) (string, string) { return s, "" }

var numberMarks = strings.NewReplacer(",", "", "円", "", "¥", "", "\\", "", "個", "", "点", "", "%", "", " ", "")

func cleanNumber(s string, most int64, why string) (string, string) {
	n, err := strconv.ParseInt(numberMarks.Replace(norm.NFKC.String(s)), 10, 64)
	if err != nil || n < 0 || n > most {
		return "", why
	}
	return strconv.FormatInt(n, 10), ""
}

func cleanYen(s string) (string, string) {
	return cleanNumber(s, 999_999_999, "金額は 0 以上の数字で入れてください。なしは 0 です。")
}

func cleanQty(s string) (string, string) {
	return cleanNumber(s, 99_999, "個数は 0 以上の数字で入れてください。")
}

func cleanTax(s string) (string, string) {
	const why = "税率は 10、8、0 のどれかです。"
	v, _ := cleanNumber(s, 100, why)
	if v != "0" && v != "8" && v != "10" {
		return "", why
	}
	return v, ""
}

func cleanDate(s string) (string, string) {
	if s == "" {
		return "", ""
	}
	day, err := jst.ParseDate(norm.NFKC.String(s))
	if err != nil {
		return "", "日付は 2026-11-24 の形で入れてください。"
	}
	return string(day), ""
}

func cleanMoment(s string) (string, string) {
	const why = "日時は 2026-11-24 9:30 の形で入れてください。"
	day, clock, _ := strings.Cut(strings.Join(strings.Fields(norm.NFKC.String(s)), " "), " ")
	d, err := jst.ParseDate(day)
	if err != nil {
		return "", why
	}
	if clock == "" {
		clock = "0:00"
	}
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.Parse(layout, clock); err == nil {
			return string(d) + " " + t.Format(time.TimeOnly), ""
		}
	}
	return "", why
}

func cleanZip(s string) (string, string) {
	if z := normal.Zip(s); z != "" || s == "" {
		return z, ""
	}
	return "", "郵便番号は7桁です。"
}

func cleanPhone(s string) (string, string) {
	p := normal.Phone(s)
	if p != "" || s == "" {
		return p, ""
	}
	if _, why := normal.PhoneOK(s); why != "" {
		return "", why
	}
	return "", "電話番号を確かめてください。"
}

func cleanMail(s string) (string, string) {
	if normal.Mail(s) == "" && s != "" {
		return "", "メールアドレスを確かめてください。"
	}
	return s, ""
}

func cleanOptions(s string) (string, string) {
	var out []string
	for _, o := range strings.Split(s, "\n") {
		if o = strings.TrimSpace(o); o != "" {
			out = append(out, o)
		}
	}
	return strings.Join(out, "\n"), ""
}

func cleanYesNo(s string) (string, string) {
	switch strings.ToLower(norm.NFKC.String(s)) {
	case "yes", "true", "1", "はい", "済", "済み", "入金済", "入金済み":
		return "yes", ""
	case "no", "false", "0", "いいえ", "未", "未入金":
		return "no", ""
	}
	return "", "「はい」か「いいえ」で入れてください。"
}

func cleanGone(s string) (string, string) {
	if v, _ := cleanYesNo(s); v == "yes" {
		return v, ""
	}
	return "", "取り消しは「はい」です。戻すには、直しを取り消してください。"
}

var slotHours = regexp.MustCompile(`^(\d{1,2})(?::00|時)?[~〜\-‐–ー](\d{1,2})(?::00|時)?$`)

// cleanSlot reads 午前中, 14時～16時, 14:00-16:00 and the forms in which slots are kept; a carrier's other words stay.
func cleanSlot(s string) (string, string) {
	v := strings.ReplaceAll(strings.ToLower(norm.NFKC.String(s)), " ", "")
	switch v {
	case "", "なし", "指定なし", "指定無し", "希望なし":
		return "", ""
	case "am", "午前", "午前中":
		return "am", ""
	case "pm", "午後":
		return "pm", ""
	}
	m := slotHours.FindStringSubmatch(v)
	if m == nil {
		return s, ""
	}
	from, _ := strconv.Atoi(m[1]) // two digits at most, by the pattern
	to, _ := strconv.Atoi(m[2])
	if from >= to || to > 24 {
		return "", "時間帯は 14-16 の形か「午前中」で入れてください。"
	}
	return fmt.Sprintf("%02d-%02d", from, to), ""
}
