package mail

import (
	"errors"
	"fmt"
	"strings"
	"text/template"
	"unicode"
)

// Template is the owner's text of one event. Subject and Body are text/template sources that may hold fields ({{.注文番号}}),
// conditions ({{if .手数料}}…{{else}}…{{end}}, {{if eq .配送会社 "…"}}) and comments, and nothing else.
type Template struct {
	Event   Event
	Subject string
	Body    string
}

// The two texts of a template, as TemplateError names them.
const (
	partSubject = "件名"
	partBody    = "本文"
)

// maxText is the longest subject or body in bytes that a template may give: far beyond any letter, short of a flood.
const maxText = 200_000

// TemplateError says what is wrong with a template or with its values for one order. Its text is for the owner. No value of
// a field is in it.
type TemplateError struct {
	Part  string // 件名 or 本文
	Line  int    // from 1; 0 = not at one line
	Field string // the field's name; "" = not about a field
	Why   string // Japanese sentence
}

// Error is the sentence with its place.
func (e *TemplateError) Error() string {
	place := e.Part
	if e.Line > 0 {
		place += fmt.Sprintf("の%d行目", e.Line)
	}
	return place + ": " + e.Why
}

// Check reports the first mistake of a template as a *TemplateError: a wrong form, an unknown field, something that isn't
// allowed. A template that passes can still stop at Render when a value is missing.
func Check(t Template) error {
	// The samples are run too: a comparison with too few values shows itself only then.
	_, _, err := Render(t, Samples(t.Event))
	return err
}

// Render fills the template with the values of one order. Every field that is shown must have a value: a missing or empty one
// is a *TemplateError that names it, and nothing may be queued then. A field that may be empty is written inside
// {{if .…}}…{{end}}. Values are plain text: braces in them mean nothing, control characters are dropped, and the subject is
// always one line. Lines of the body end in "\n".
func Render(t Template, fields map[string]string) (subject, body string, err error) {
	subjectTpl, bodyTpl, err := compile(t)
	if err != nil {
		return "", "", err
	}
	clean := make(map[string]string, len(fields))
	for name, value := range fields {
		if clean[name] = cleanText(value); strings.TrimSpace(value) == "" {
			clean[name] = "" // spaces alone are no value, for {{if}} too
		}
	}
	if subject, err = execute(partSubject, subjectTpl, clean); err != nil {
		return "", "", err
	}
	if body, err = execute(partBody, bodyTpl, clean); err != nil {
		return "", "", err
	}
	return oneLine(subject), strings.TrimRight(body, " \t\n　") + "\n", nil
}

func compile(t Template) (subject, body *template.Template, err error) {
	if !t.Event.Known() {
		return nil, nil, &TemplateError{Part: partBody, Why: fmt.Sprintf("「%s」という種類のメールはありません", t.Event)}
	}
	if strings.ContainsAny(strings.TrimSpace(t.Subject), "\r\n") {
		return nil, nil, &TemplateError{Part: partSubject, Why: "件名は1行で書いてください"}
	}
	known := map[string]bool{}
	for _, f := range Fields(t.Event) {
		known[f.Name] = true
	}
	if subject, err = compilePart(partSubject, strings.TrimSpace(cleanText(t.Subject)), known); err != nil {
		return nil, nil, err
	}
	if body, err = compilePart(partBody, cleanText(t.Body), known); err != nil {
		return nil, nil, err
	}
	return subject, body, nil
}

func compilePart(part, source string, known map[string]bool) (*template.Template, error) {
	if strings.TrimSpace(source) == "" {
		return nil, &TemplateError{Part: part, Why: part + "が空です"}
	}
	tpl, err := template.New(part).Option("missingkey=error").Funcs(template.FuncMap{shownFunc: shown}).Parse(source)
	if err != nil {
		return nil, parseFault(part, source, err)
	}
	if len(tpl.Templates()) > 1 {
		return nil, &TemplateError{Part: part, Why: "define と block は使えません"}
	}
	if tpl.Tree == nil || tpl.Root == nil {
		return nil, &TemplateError{Part: part, Why: part + "が空です"}
	}
	w := walker{part: part, source: source, known: known}
	if err := w.list(tpl.Root); err != nil {
		return nil, err
	}
	return tpl, nil
}

// emptyField travels through text/template's own error, from shown to execute.
type emptyField struct{ name string }

func (e emptyField) Error() string { return "empty field " + e.name }

// shownFunc is the name of the function that walker appends to every shown field: {{.合計}} becomes {{.合計 | 必須 "合計"}}.
const shownFunc = "必須"

func shown(name, value string) (string, error) {
	if strings.TrimSpace(value) == "" {
		return "", emptyField{name}
	}
	return value, nil
}

func execute(part string, tpl *template.Template, fields map[string]string) (string, error) {
	out := limitedText{}
	err := tpl.Execute(&out, fields)
	if err == nil {
		if strings.TrimSpace(out.String()) == "" {
			return "", &TemplateError{Part: part, Why: part + "が空になります。条件（{{if}}）の外にも文を書いてください"}
		}
		return out.String(), nil
	}
	line := lineOf(err)
	var empty emptyField
	switch name := missingKey(err); {
	case errors.As(err, &empty):
		return "", &TemplateError{part, line, empty.name, fmt.Sprintf("「%s」の値が空のため、このメールは作りませんでした。受注の内容を直すか、空でもよい所は {{if .%s}}…{{end}} で囲んでください", empty.name, empty.name)}
	case name != "":
		return "", &TemplateError{part, line, name, fmt.Sprintf("「%s」の値がこの受注にないため、このメールは作りませんでした", name)}
	case errors.Is(err, errTooLong):
		return "", &TemplateError{Part: part, Line: line, Why: "長すぎるため、このメールは作りませんでした"}
	}
	return "", &TemplateError{Part: part, Line: line, Why: "条件（{{if}}）の書き方が正しくありません"}
}

var errTooLong = errors.New("text too long")

type limitedText struct{ strings.Builder }

func (l *limitedText) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxText {
		return 0, errTooLong
	}
	return l.Builder.Write(p)
}

// cleanText makes valid UTF-8 with "\n" line ends and without control characters, including those that turn the direction of
// writing and could show an address other than it is.
func cleanText(s string) string {
	s = strings.ToValidUTF8(s, "�")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return -1
		}
		return r
	}, s)
}

// oneLine joins the lines of a subject, so that no value of an order can add a header to the mail.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(cleanText(s)))
}
