package rule

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestASetIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := genSet().Draw(t, "set")
		text := Format(set)
		back, faults := Parse(text)
		for _, f := range faults {
			t.Errorf("%d:%d %s", f.At.Line, f.At.Column, f.Text)
		}
		if want, got := placeless(set), placeless(back); !reflect.DeepEqual(want, got) {
			t.Fatalf("written\n%s\nread back and written again\n%s", text, Format(back))
		}
		if again := Format(back); again != text {
			t.Fatalf("written\n%s\nand again\n%s", text, again)
		}
	})
}

func TestAConditionOnOneLineIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCond(TheOrder, nil, 4, false).Draw(t, "condition")
		text := FormatCond(&c)
		if strings.ContainsRune(text, '\n') {
			t.Fatalf("not one line: %q", text)
		}
		back, faults := ParseCond(text)
		if len(faults) > 0 || !reflect.DeepEqual(placelessCond(c), placelessCond(back)) {
			t.Fatalf("%s\nis read as\n%s\n%v", text, FormatCond(&back), faults)
		}
	})
}
