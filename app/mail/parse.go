package mail

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"
)

// walker looks through a parsed text, lets pass only what a template may hold, and makes every shown field one that stops the
// mail when it is empty.
type walker struct {
	part, source string
	known        map[string]bool
}

// conditionFuncs may be used behind {{if}}; where a value is shown, no function may.
var conditionFuncs = map[string]bool{"eq": true, "ne": true, "and": true, "or": true, "not": true}

func (w walker) list(l *parse.ListNode) error {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			if err := w.show(n); err != nil {
				return err
			}
		case *parse.IfNode:
			if err := w.condition(n.Pipe); err != nil {
				return err
			}
			if err := w.list(n.List); err != nil {
				return err
			}
			if err := w.list(n.ElseList); err != nil {
				return err
			}
		default:
			return w.fault(n, "", "使えるのは差し込み項目 {{.項目名}} と条件 {{if .項目名}}…{{else}}…{{end}} だけです")
		}
	}
	return nil
}

// show takes {{.項目}} and nothing else, and appends the check for emptiness.
func (w walker) show(n *parse.ActionNode) error {
	pipe := n.Pipe
	plain := len(pipe.Decl) == 0 && len(pipe.Cmds) == 1 && len(pipe.Cmds[0].Args) == 1
	var field *parse.FieldNode
	if plain {
		field, plain = pipe.Cmds[0].Args[0].(*parse.FieldNode)
	}
	if !plain || len(field.Ident) != 1 {
		return w.fault(n, "", fmt.Sprintf("「%s」は使えません。差し込み項目は {{.項目名}} と書いてください", n))
	}
	if err := w.field(field); err != nil {
		return err
	}
	name := field.Ident[0]
	pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
		parse.NewIdentifier(shownFunc).SetPos(n.Pos),
		&parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: strconv.Quote(name), Text: name},
	}})
	return nil
}

// condition takes fields, texts in quotation marks and conditionFuncs.
func (w walker) condition(pipe *parse.PipeNode) error {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		return w.fault(pipe, "", fmt.Sprintf("条件「%s」は使えません。{{if .項目名}} か {{if eq .項目名 \"値\"}} と書いてください", pipe))
	}
	for i, arg := range pipe.Cmds[0].Args {
		switch arg := arg.(type) {
		case *parse.FieldNode:
			if err := w.field(arg); err != nil {
				return err
			}
		case *parse.StringNode:
		case *parse.PipeNode:
			if err := w.condition(arg); err != nil {
				return err
			}
		case *parse.IdentifierNode:
			if i != 0 || !conditionFuncs[arg.Ident] {
				return w.fault(arg, "", fmt.Sprintf("条件に「%s」は使えません。使えるのは eq ne and or not です", arg.Ident))
			}
		default:
			return w.fault(arg, "", fmt.Sprintf("条件に「%s」は使えません。{{if .項目名}} か {{if eq .項目名 \"値\"}} と書いてください", arg))
		}
	}
	return nil
}

func (w walker) field(f *parse.FieldNode) error {
	if len(f.Ident) != 1 || !w.known[f.Ident[0]] {
		name := strings.Join(f.Ident, ".")
		return w.fault(f, name, fmt.Sprintf("「%s」という差し込み項目はありません。一覧から選んでください", name))
	}
	return nil
}

func (w walker) fault(n parse.Node, field, why string) error {
	at := min(int(n.Position()), len(w.source))
	return &TemplateError{w.part, 1 + strings.Count(w.source[:at], "\n"), field, why}
}

var (
	atLine     = regexp.MustCompile(`^template: [^:]+:(\d+)`)
	noSuchFunc = regexp.MustCompile(`function "([^"]+)" not defined`)
	noSuchKey  = regexp.MustCompile(`map has no entry for key "([^"]+)"`)
	badRune    = regexp.MustCompile(`(?:unrecognized character in action: U\+[0-9A-F]+|bad character U\+[0-9A-F]+) '(.)'`)
)

// parseFault turns text/template's English message into the sentence for the owner.
func parseFault(part, source string, err error) *TemplateError {
	fault := &TemplateError{Part: part, Line: lineOf(err), Why: "差し込みの書き方が正しくありません。{{.項目名}} の形になっているか見直してください"}
	text := err.Error()
	switch {
	case unclosed(source, fault.Line):
		// text/template would complain about the words behind the forgotten braces.
		fault.Why = "{{ を閉じる }} がありません"
	case noSuchFunc.MatchString(text):
		name := noSuchFunc.FindStringSubmatch(text)[1]
		fault.Why = fmt.Sprintf("「{{%s}}」は使えません。差し込み項目なら、前に半角のドットを付けて {{.%s}} と書いてください", name, name)
	case strings.Contains(text, "unexpected EOF"):
		fault.Why = "{{if}} を閉じる {{end}} がありません"
	case strings.Contains(text, "unexpected {{end}}"):
		fault.Why = "対になる {{if}} のない {{end}} があります"
	case strings.Contains(text, "unexpected {{else}}"):
		fault.Why = "対になる {{if}} のない {{else}} があります"
	case strings.Contains(text, "unclosed action"), strings.Contains(text, "unterminated"), strings.Contains(text, "unclosed comment"):
		fault.Why = "{{ を閉じる }} がありません"
	case badRune.MatchString(text):
		fault.Why = fmt.Sprintf("差し込みの中に使えない文字「%s」があります。記号は半角で書いてください", badRune.FindStringSubmatch(text)[1])
	case strings.Contains(text, "missing value for if"):
		fault.Why = "{{if}} の後に項目名がありません。{{if .項目名}} と書いてください"
	}
	return fault
}

// unclosed reports a line (from 1) on which more braces open than close.
func unclosed(source string, line int) bool {
	lines := strings.Split(source, "\n")
	if line < 1 || line > len(lines) {
		return false
	}
	return strings.Count(lines[line-1], "{{") > strings.Count(lines[line-1], "}}")
}

func lineOf(err error) int {
	m := atLine.FindStringSubmatch(err.Error())
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

func missingKey(err error) string {
	if m := noSuchKey.FindStringSubmatch(err.Error()); m != nil {
		return m[1]
	}
	return ""
}
