package rule

import (
	"fmt"
	"strings"
)

// FormatAction writes an action on one line, without comments.
func FormatAction(a *Action) string {
	name := a.Kind.Name()
	off := ""
	if a.Off {
		off = " を外す"
	}
	switch a.Kind {
	case SetFlag:
		return name + " " + wordOr(nameOf(Flags, a.Text)) + off
	case Pass:
		return name + " " + wordOr(nameOf(BuiltIns, a.Text))
	case Prices:
		return name + " " + wordOr(nameOf(PriceWords, a.Text))
	case SetLabel, SetCheck:
		return name + " " + textOr(a.Text) + off
	case HoldUntil:
		if a.When.Kind != Missing {
			name += " " + formatOperand(&a.When) + " まで"
		}
		if a.Text != "" {
			name += " " + quote(a.Text)
		}
		return name
	case Fee:
		return fmt.Sprintf("%s %s %d円 税%d%%", name, textOr(a.Text), a.Yen, a.Rate)
	case Priority:
		return fmt.Sprintf("%s %d", name, a.Number)
	case ShipOn:
		return name + " " + formatOperand(&a.When)
	}
	return name + " " + textOr(a.Text)
}

func formatTest(t Test) string {
	mall, no, _ := strings.Cut(t.Order, ":")
	if name, ok := mallName(mall); ok {
		mall = name
	}
	for _, r := range no {
		if !plainNumber(foldRune(r)) || r >= 0x80 {
			no = quote(no)
			break
		}
	}
	wants := make([]string, len(t.Want))
	for i, e := range t.Want {
		wants[i] = FormatExpect(e)
	}
	return "テスト " + mall + ":" + no + " は " + strings.Join(wants, "、")
}

// FormatExpect writes one thing that a test wants.
func FormatExpect(e Expect) string {
	name := nameOf(ExpectKinds, e.Kind) + " "
	is, not := "", " ではない"
	switch e.Kind {
	case "status":
		name += wordOr(nameOf(StatusWords, e.ID))
	case "flag":
		name += wordOr(nameOf(Flags, e.ID))
		not = " がない"
	case "question":
		if known := nameOf(BuiltIns, e.ID); known != "" {
			name += known
		} else {
			name += quote(e.ID)
		}
		not = " がない"
	case "rule":
		name += quote(e.ID)
		is, not = " が当たる", " が当たらない"
	case "label":
		name += quote(e.ID)
		not = " がない"
	default:
		name += quote(e.ID)
	}
	if e.Not {
		return name + not
	}
	return name + is
}

// nameOf gives the name of one of several words; nothing for an id that is none of them.
func nameOf(words []WordOf, id string) string {
	for _, w := range words {
		if w.ID == id {
			return w.Name
		}
	}
	return ""
}

func wordOr(name string) string {
	if name == "" {
		return missingWord
	}
	return name
}

func textOr(text string) string {
	if text == "" {
		return missingWord
	}
	return quote(text)
}
