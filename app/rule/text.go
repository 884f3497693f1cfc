package rule

import (
	"strings"
)

func (r *run) compareTexts(c *comparison, e elem) Truth {
	left := r.text(&c.left, e)
	if isPresence(c.op) {
		return presence(c.op, left.how)
	}
	if left.how == untold {
		return Unclear
	}
	s, t := left.norm, No
	switch {
	case c.op == Matches:
		for _, re := range c.res {
			if c.fits(s, re.MatchString) {
				return Yes
			}
		}
		return No
	case c.strs != nil:
		for i, w := range c.strs {
			if c.chars[i]&^left.chars == 0 && c.compareText(s, w) {
				t = Yes
				break
			}
		}
	default:
		for i := range c.right {
			w, how := r.side(&c.right[i], e)
			switch {
			case how == untold:
				t = max(t, Unclear)
			case c.compareText(s, w):
				t = Yes
			}
		}
	}
	if c.op == IsNot || c.op == Lacks {
		t = Yes - t
	}
	return t
}

// side gives a text as compared.
func (r *run) side(o *operand, e elem) (string, known) {
	if o.kind == FieldRef {
		c := r.text(o, e)
		return c.norm, c.how
	}
	return o.str, told
}

// compareText compares two normalised texts; IsNot and Lacks are turned round by the caller. A text that is empty is contained in
// none.
func (c *comparison) compareText(s, w string) bool {
	switch c.op {
	case Is, IsNot:
		return c.fits(s, func(part string) bool { return part == w })
	case Contains, Lacks:
		return w != "" && strings.Contains(s, w)
	case Starts:
		return w != "" && c.fits(s, func(part string) bool { return strings.HasPrefix(part, w) })
	}
	return w != "" && c.fits(s, func(part string) bool { return strings.HasSuffix(part, w) }) // Ends
}

// fits asks the text, or any entry of a list.
func (c *comparison) fits(s string, is func(string) bool) bool {
	if !c.parts {
		return is(s)
	}
	for part := range strings.SplitSeq(s, "\n") {
		if is(part) {
			return true
		}
	}
	return false
}

func (r *run) compareWords(c *comparison, e elem) Truth {
	s, how := r.word(&c.left, e)
	if isPresence(c.op) {
		if s == "unknown" {
			how = untold // the word says that it is not known
		}
		return presence(c.op, how)
	}
	if how == untold {
		return Unclear
	}
	t := No
	if c.strs != nil {
		for _, w := range c.strs {
			if s == w {
				t = Yes
				break
			}
		}
	} else {
		for i := range c.right {
			w, how := c.right[i].str, told
			if c.right[i].kind == FieldRef {
				w, how = r.word(&c.right[i], e)
			}
			switch {
			case how == untold:
				t = max(t, Unclear)
			case s == w && s != "": // none is not the same as none
				t = Yes
			}
		}
	}
	if c.op == IsNot {
		t = Yes - t
	}
	return t
}
