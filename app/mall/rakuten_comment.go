package mall

import (
	"regexp"
	"strconv"
	"strings"

	"miseban/app/jst"
)

// boilerplate is what 楽天 puts before the customer's words, followed by the wished date and time on lines of their own
// where there are any ("[配送日時指定:]\n2017-11-01(水)\n14:00\n自由記入" in the RMS WEB SERVICE documents).
const boilerplate = "[配送日時指定:]"

// words are what a comment cell holds.
type words struct {
	comment string   // the customer's own, with line breaks as LF
	date    jst.Date // the wish in the boilerplate, where the file has no column for it
	slot    string
}

// withoutBoilerplate takes the boilerplate from a comment. A line behind it counts as the mall's only if it is nothing but
// a date or a time and agrees with the file's own columns (nil where the file has none): a line that says something else
// is the customer's, and stays.
func withoutBoilerplate(raw string, wishDate *jst.Date, wishTime *string) words {
	trimmed := withLF(raw)
	first, rest, _ := strings.Cut(trimmed, "\n")
	if strings.TrimSpace(first) != boilerplate {
		return words{comment: trimmed}
	}
	var w words
	line, after := nextLine(rest)
	if d, ok := boilerplateDate(line); ok && (wishDate == nil || *wishDate == d) {
		w.date = d
		rest = after
		line, after = nextLine(rest)
	}
	if slot, ok := boilerplateTime(line, wishTime); ok {
		w.slot = slot
		rest = after
	}
	w.comment = strings.TrimSpace(rest)
	return w
}

// nextLine gives the first line that is not blank, and what follows it.
func nextLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(strings.TrimLeft(s, "\n \t　"), "\n")
	return strings.TrimSpace(line), rest
}

var dateLine = regexp.MustCompile(`^\d{4}[-/]\d{1,2}[-/]\d{1,2}\s*([(（][日月火水木金土][)）])?$`)

func boilerplateDate(line string) (jst.Date, bool) {
	const weekdayAt = len("2006-01-02")
	if len(line) == weekdayAt+len("(月)") && line[weekdayAt] == '(' && line[len(line)-1] == ')' && plainDay(line[:weekdayAt]) &&
		strings.Contains("日月火水木金土", line[weekdayAt+1:len(line)-1]) {
		return jst.Date(line[:weekdayAt]), true // the usual form, without the cost of the general way
	}
	if line == "" || line[0] < '0' || line[0] > '9' || !dateLine.MatchString(line) {
		return "", false
	}
	return day(line)
}

var timeLine = regexp.MustCompile(`^(\d{1,2})[:時](?:\d{2})?(?:\s*[～〜~\-]\s*(\d{1,2})[:時](?:\d{2})?)?$`)

// boilerplateTime tells whether the line is the wished time and nothing else, in agreement with the code of the file.
func boilerplateTime(line string, code *string) (slot string, ok bool) {
	var m []string
	if line != "" && line[0] >= '0' && line[0] <= '9' {
		m = timeLine.FindStringSubmatch(line)
	}
	switch {
	case line == "午前中" || line == "午前":
		return "am", code == nil || *code == "1"
	case line == "午後":
		return "pm", code == nil || *code == "2"
	case m == nil:
		return "", false
	case code == nil:
		return slotOfText(strings.ReplaceAll(line, " ", "")), true
	}
	from, _ := strconv.Atoi(m[1]) // two digits at most, by the pattern
	n, err := strconv.Atoi(*code)
	if *code == "9" {
		return "", true
	}
	return "", err == nil && n >= 100 && n/100 == from
}
