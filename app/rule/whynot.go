package rule

// WhyNot gives the smallest number of leaves that would have to come out otherwise for the node to be Yes: of ALL those that
// fail, of ANY the child that takes the fewest, of NOT the opposite. A node that is Yes gives none. Where several sets are the
// smallest, it is the one that stands first. The text of a leaf within a line or a destination begins with its name.
func WhyNot(n Node) []Node { return turning(n, Yes) }

// turning gives the leaves that have to come out otherwise for the node to become Yes or No.
func turning(n Node, to Truth) []Node {
	if n.Truth == to {
		return nil
	}
	if len(n.Of) == 0 || n.Cond == nil {
		return []Node{n}
	}
	child, all := to, false // what the children have to become, and whether all of them
	switch n.Cond.Kind {
	case All, Every:
		all = to == Yes
	case Any, Some:
		all = to == No
	default: // Not and None: none of them may be
		child, all = Yes-to, to == Yes
	}
	var best []Node
	for _, c := range n.Of {
		turned := turning(c, child)
		if k := n.Cond.Kind; k == Some || k == Every || k == None {
			turned = ofElement(turned, c.Text)
		}
		if all {
			best = append(best, turned...)
		} else if best == nil || len(turned) < len(best) {
			best = turned
		}
	}
	return best
}

// ofElement puts the name of the line or destination before what is asked of it.
func ofElement(leaves []Node, name string) []Node {
	for i := range leaves {
		if leaves[i].Text == "" || leaves[i].Text == name {
			leaves[i].Text = name
			continue
		}
		leaves[i].Text = name + "：" + leaves[i].Text
	}
	return leaves
}
