package rule

import "slices"

// sameCond says whether two conditions mean the same word for word; comments and places don't count.
func sameCond(a, b *Cond) bool {
	return a.Kind == b.Kind && a.Over == b.Over && a.Op == b.Op && sameOperand(&a.Left, &b.Left) &&
		slices.EqualFunc(a.Right, b.Right, func(a, b Operand) bool { return sameOperand(&a, &b) }) &&
		slices.EqualFunc(a.Of, b.Of, func(a, b Cond) bool { return sameCond(&a, &b) })
}

func sameOperand(a, b *Operand) bool {
	x, y := *a, *b
	x.At, y.At, x.Where, y.Where = Pos{}, Pos{}, nil, nil
	if x != y || (a.Where == nil) != (b.Where == nil) {
		return false
	}
	return a.Where == nil || sameCond(a.Where, b.Where)
}

// sameAction says whether two actions do the same.
func sameAction(a, b *Action) bool {
	return a.Kind == b.Kind && a.Text == b.Text && a.Off == b.Off && a.Yen == b.Yen && a.Rate == b.Rate && a.Number == b.Number && sameOperand(&a.When, &b.When)
}

// sameMeaning says whether two rules do the same with every order; names, notes and comments don't count.
func sameMeaning(a, b *Rule) bool {
	return a.Off == b.Off && a.Stop == b.Stop && sameCond(&a.When, &b.When) && slices.EqualFunc(a.Then, b.Then, func(a, b Action) bool { return sameAction(&a, &b) })
}

// sameRule says whether two rules are written alike, with their notes and comments.
func sameRule(a, b *Rule) bool {
	return a.Name == b.Name && a.Note == b.Note && sameMeaning(a, b) && sameComments(a.Comments, b.Comments) && sameRemarks(&a.When, &b.When) &&
		slices.EqualFunc(a.Then, b.Then, func(a, b Action) bool { return sameComments(a.Comments, b.Comments) })
}

func sameComments(a, b Comments) bool { return a.Beside == b.Beside && slices.Equal(a.Above, b.Above) }

// sameRemarks says whether two conditions that mean the same have the same comments.
func sameRemarks(a, b *Cond) bool {
	return sameComments(a.Comments, b.Comments) && slices.EqualFunc(a.Of, b.Of, func(a, b Cond) bool { return sameRemarks(&a, &b) })
}
