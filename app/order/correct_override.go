package order

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Override is a correction beside what the mall says now.
type Override struct {
	Correction
	Mall    string // the mall's present value, as text
	Told    bool   // a file tells it; false = the mall says nothing of it
	Changed bool   // since the owner corrected, the mall has come to say something else, and not what she says
}

// Overridden gives of every correction that is in force what the mall says now; f are the malls' facts. A correction
// whose target is gone is not among them: Correct gives it back.
func Overridden(f *Facts, corrections []Correction) []Override {
	if len(corrections) == 0 {
		return nil
	}
	_, lost := Correct(f, corrections)
	given := func(c Correction) bool {
		for _, l := range lost {
			if l.Target == c.Target && l.Field == c.Field {
				return true
			}
		}
		return false
	}
	var out []Override
	for _, c := range corrections {
		if given(c) {
			continue
		}
		o := Override{Correction: c}
		o.Mall, o.Told = Text(f, c.Target, c.Field)
		o.Changed = o.Told && c.Was != nil && (*c.Was == Untold || !alikeText(*c.Was, o.Mall)) && !alikeText(o.Mall, c.Value)
		out = append(out, o)
	}
	return out
}

// WasOf gives what the mall says of a field now, in the form of Correction.Was; f are the malls' facts.
func WasOf(f *Facts, target, field string) *string {
	v, told := Text(f, target, field)
	if !told {
		v = Untold
	}
	return &v
}

// alikeText says whether two values differ at most in width and in spaces: two layouts of one mall write 山田花子 and
// 山田　花子. A space between two digits counts.
func alikeText(a, b string) bool { return a == b || squeezed(a) == squeezed(b) }

func squeezed(s string) string {
	rs := []rune(strings.TrimSpace(norm.NFKC.String(s)))
	out := make([]rune, 0, len(rs))
	space := false
	for _, r := range rs {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && len(out) > 0 && unicode.IsDigit(out[len(out)-1]) && unicode.IsDigit(r) {
			out = append(out, ' ')
		}
		space = false
		out = append(out, r)
	}
	return string(out)
}
