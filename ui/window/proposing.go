package window

// proposing is what the first day's page leads to.
type proposing struct{ w *Window }

// OpenRules opens the area of the rules, where the draft is.
func (x *proposing) OpenRules() { x.w.open("rules") }
