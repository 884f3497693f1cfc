// Package command is the headless program: the same use cases as the window's, for scheduled tasks, scripts and tests.
// It reads words, calls a use case, and writes its result as JSON or as Japanese lines; it decides nothing.
package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/open"
)

// Exit codes: done; not done or something refused; the words of the call are wrong.
const (
	done    = 0
	refused = 1
	wrong   = 2
)

// command is one of the program's commands.
type command struct {
	name  string
	args  string          // shown behind the name
	does  string          // one Japanese line
	help  string          // further lines: the JSON, the columns
	flags map[string]bool // name → takes a value
	run   func(*call) error
}

// call is one call of a command.
type call struct {
	ctx      context.Context
	cmd      *command
	args     []string
	flags    map[string]string
	data     string
	json     bool
	now      time.Time
	clockSet bool
	in       io.Reader
	out, err io.Writer
}

// usage is a fault in the words of the call.
type usage string

func (u usage) Error() string { return string(u) }

// told is a fault whose sentence is already for the owner; the report has been written.
type told string

func (t told) Error() string { return string(t) }

// silently ends a command with exit code 1 after its report has said why.
var silently = errors.New("reported")

// commands is the list of all, in the order of the help.
func commands() []*command {
	return slices.Concat(importCommands, paymentCommands, orderCommands, explainCommands, ruleCommands, simulateCommands, firstdayCommands, learnedCommands, searchCommands, customerCommands, reviewCommands, goodsCommands, shipCommands, mailCommands, settingCommands, safetyCommands, purgeCommands, demoCommands, versionCommands)
}

// Run runs the command that the words (without the program's name) call, and gives the exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil { // a mistake of the program: where it was, without any data
			fmt.Fprintf(errOut, "店番の中で問題が起きました。データは元のままです。もう一度お試しください。\nfault: %T\n%s", r, debug.Stack())
			code = refused
		}
	}()
	c := &call{ctx: ctx, flags: map[string]string{}, in: in, out: out, err: errOut, now: time.Now()}
	if err := c.parse(args); err != nil {
		fmt.Fprintln(errOut, err)
		return wrong
	}
	if c.cmd == nil {
		return done
	}
	return c.exit(c.cmd.run(c))
}

func (c *call) exit(err error) int {
	var u usage
	var t told
	switch {
	case err == nil:
		return done
	case errors.As(err, &u):
		fmt.Fprintln(c.err, u)
		fmt.Fprintf(c.err, "使い方：miseban %s %s\n", c.cmd.name, c.cmd.args)
		return wrong
	case errors.Is(err, silently):
		return refused
	case errors.As(err, &t):
		fmt.Fprintln(c.err, t)
		return refused
	}
	if text, ok := open.Sentence(err); ok {
		fmt.Fprintln(c.err, text)
		return refused
	}
	if text, ok := sentence(err); ok {
		fmt.Fprintln(c.err, text)
		return refused
	}
	fmt.Fprintf(c.err, "できませんでした。データは元のままです。もう一度お試しください。（%v）\n", err)
	return refused
}

func (c *call) parse(args []string) error {
	var words []string
	raw := map[string]string{}
	names := []string{}
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			words = append(words, args[i+1:]...)
			break
		}
		if !strings.HasPrefix(a, "--") {
			words = append(words, a)
			continue
		}
		name, value, given := strings.Cut(strings.TrimPrefix(a, "--"), "=")
		if !given && takesValue(name) {
			if i+1 >= len(args) {
				return usage("--" + name + " のあとに値が必要です。")
			}
			i++
			value = args[i]
		}
		raw[name] = value
		names = append(names, name)
	}
	if len(words) == 0 {
		if _, ok := raw["help"]; ok {
			return c.help("")
		}
		return usage("コマンドがありません。「miseban help」で一覧を見られます。")
	}
	if words[0] == "help" {
		return c.help(strings.Join(words[1:], " "))
	}
	for _, cmd := range commands() {
		parts := strings.Fields(cmd.name)
		if len(words) >= len(parts) && slices.Equal(words[:len(parts)], parts) && (c.cmd == nil || len(parts) > len(strings.Fields(c.cmd.name))) {
			c.cmd, c.args = cmd, words[len(parts):]
		}
	}
	if c.cmd == nil {
		return usage("「" + words[0] + "」というコマンドはありません。「miseban help」で一覧を見られます。")
	}
	if _, ok := raw["help"]; ok {
		name := c.cmd.name
		c.cmd = nil
		return c.help(name)
	}
	for _, name := range names {
		value := raw[name]
		switch name {
		case "data":
			c.data = value
		case "json":
			c.json = true
		case "now":
			t, err := time.Parse(time.RFC3339, value)
			if err != nil {
				return usage("--now は 2026-11-24T09:00:00+09:00 の形で書いてください。")
			}
			c.now, c.clockSet = t, true
		default:
			if _, ok := c.cmd.flags[name]; !ok {
				return usage("miseban " + c.cmd.name + " に --" + name + " はありません。")
			}
			c.flags[name] = value
		}
	}
	if c.data == "" {
		d, err := open.DefaultFolder()
		if err != nil {
			return usage("データの場所がわかりません。--data で指定してください。")
		}
		c.data = d
	}
	return nil
}

func takesValue(name string) bool {
	switch name {
	case "data", "now":
		return true
	case "json", "help":
		return false
	}
	for _, cmd := range commands() {
		if v, ok := cmd.flags[name]; ok {
			return v
		}
	}
	return false
}

func (c *call) help(name string) error {
	for _, cmd := range commands() {
		if cmd.name == name {
			fmt.Fprintf(c.out, "miseban %s %s\n  %s\n", cmd.name, cmd.args, cmd.does)
			if cmd.help != "" {
				fmt.Fprintf(c.out, "\n%s\n", strings.TrimSpace(cmd.help))
			}
			return nil
		}
	}
	if name != "" {
		return usage("「" + name + "」というコマンドはありません。「miseban help」で一覧を見られます。")
	}
	fmt.Fprint(c.out, "店番（みせばん） — コマンドなしで起動すると窓が開きます。\n\nどのコマンドにも：--data フォルダ  --json  --now 日時\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(c.out, "  miseban %s %s\n      %s\n", cmd.name, cmd.args, cmd.does)
	}
	return nil
}

// has says whether a flag was given.
func (c *call) has(name string) bool { _, ok := c.flags[name]; return ok }

// writeJSON writes the one JSON document.
func (c *call) writeJSON(v any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// reading opens the shop for looking and closes it again.
func (c *call) reading(f func(*open.Shop) error) error {
	s, err := open.Reading(c.ctx, c.data, c.now)
	if err != nil {
		return err
	}
	defer s.Close()
	return f(s)
}

// writing opens the shop for changing and closes it again.
func (c *call) writing(f func(*open.Shop) error) error {
	s, err := open.Writing(c.ctx, c.data)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Desk.Warm(c.ctx, c.now); err != nil {
		return err
	}
	return f(s)
}

// print writes a line for people; nothing when JSON is wanted.
func (c *call) print(format string, args ...any) {
	if !c.json {
		fmt.Fprintf(c.out, format+"\n", args...)
	}
}

// exists says whether a file is there, for a better word than the system's.
func exists(path string) bool { _, err := os.Stat(path); return err == nil }
