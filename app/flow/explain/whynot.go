package explain

import (
	"fmt"

	"miseban/app/flow/publish"
	"miseban/app/judge"
	"miseban/app/rule"
)

// WhyNotRule says why a rule does not fire for the order: the fewest things that would have to be otherwise. Of one that fires it says
// so. publish.ErrNoRule when the set in force has none of the name.
func (e *Explanation) WhyNotRule(name string) ([]string, error) {
	for i := range e.Rules {
		r := &e.Rules[i]
		if r.Name != name {
			continue
		}
		missing := leaves(r.Tree)
		switch r.State {
		case Fired:
			return []string{"「" + name + "」は、この受注に当てはまっています。"}, nil
		case Off:
			return append([]string{"「" + name + "」は停止中です。"}, missing...), nil
		case NotReached:
			return append([]string{"先に「" + r.By + "」で「ここで終わる」ため、「" + name + "」は見ていません。"}, missing...), nil
		}
		return missing, nil
	}
	return nil, fmt.Errorf("explain rule %s: %w", name, publish.ErrNoRule)
}

// leaves words what would have to be otherwise for a condition to hold.
func leaves(n rule.Node) []string {
	var out []string
	for _, leaf := range rule.WhyNot(n) {
		out = append(out, sentence(leaf))
	}
	return out
}

func sentence(n rule.Node) string {
	value := ""
	if n.Raw != "" {
		value = "いまは " + n.Raw
		if n.Norm != "" && n.Norm != n.Raw {
			value += "、比べるときは " + n.Norm
		}
		value = "（" + value + "）"
	}
	switch n.Truth {
	case rule.Yes:
		return "「" + n.Text + "」に当てはまるため、除かれます" + value + "。"
	case rule.Unclear:
		return "「" + n.Text + "」かどうかが、ファイルからはわかりません" + value + "。"
	}
	return "「" + n.Text + "」に当てはまりません" + value + "。"
}

// WhyNotStatus says why the order has not a status: what it waits for before it, with what each needs, or what the status would take.
// Of the status that it has it says so.
func (e *Explanation) WhyNotStatus(want judge.Status) []string {
	is := e.Judgement.Status
	if is == want {
		return []string{"この受注は「" + want.Name() + "」です。"}
	}
	if !is.Open() && want.Open() {
		return []string{"この受注は「" + is.Name() + "」のため、「" + want.Name() + "」にはなりません。"}
	}
	var out []string
	blocker := blockerOf(want)
	if blocker != "" && !e.Judgement.Blocked(blocker) {
		return append(out, e.lacks(want, blocker)...)
	}
	// What stands before it in the order of the statuses hides it.
	for _, w := range e.Waits {
		if want.Open() && statusOf(judge.Blocker(w.ID)) > want {
			continue
		}
		for _, r := range w.Reasons {
			out = append(out, w.Name+"："+r)
		}
		out = append(out, w.Needs...)
	}
	switch {
	case len(out) > 0:
	case want == judge.ReadyToPrint && is == judge.ReadyToShip:
		out = append(out, "納品書をもう印刷しています。「印刷待ちに戻す」で戻せます。")
	case want == judge.ReadyToShip:
		out = append(out, "納品書をまだ印刷していません。印刷すると「出荷待ち」になります。")
	case want == judge.AwaitingNotice:
		out = append(out, "まだ出荷していません。出荷すると「通知待ち」になります。")
	case want == judge.Shipped:
		out = append(out, "まだ出荷と通知が済んでいません。")
	case want == judge.Cancelled:
		out = append(out, "キャンセルされていません。")
	}
	if want == judge.ReadyToShip && is < judge.ReadyToPrint {
		out = append(out, "そのあと納品書を印刷すると「出荷待ち」になります。")
	}
	return out
}

// lacks says why the order does not wait for something.
func (e *Explanation) lacks(want judge.Status, b judge.Blocker) []string {
	switch b {
	case judge.BlockReview:
		out := []string{"この受注に、答えの要る質問はありません。"}
		for _, x := range e.BuiltIns {
			switch {
			case x.Found == "":
			case x.State == Off:
				out = append(out, "「"+x.Found+"」が見つかりましたが、「"+x.Name+"」は"+x.By+"でオフです。")
			case x.State == Passed:
				out = append(out, "「"+x.Found+"」が見つかりましたが、ルール「"+x.By+"」が通しました。")
			case x.State == Accepted:
				out = append(out, "「"+x.Found+"」は、もう確認済みです。")
			}
		}
		return out
	case judge.BlockHold:
		return []string{"保留にしていません。"}
	case judge.BlockReply:
		return []string{"お客様への確認中にしていません。"}
	}
	return []string{"この受注に「" + want.Name() + "」の理由はありません。"}
}

// blockers have each one status.
var blockers = []judge.Blocker{judge.BlockHold, judge.BlockReply, judge.BlockReview, judge.BlockMall, judge.BlockPayment, judge.BlockRelease, judge.BlockArrival, judge.BlockStock, judge.BlockShipDate}

func blockerOf(s judge.Status) judge.Blocker {
	for i, b := range blockers {
		if judge.OnHold+judge.Status(i) == s {
			return b
		}
	}
	return ""
}

func statusOf(b judge.Blocker) judge.Status {
	for i, x := range blockers {
		if x == b {
			return judge.OnHold + judge.Status(i)
		}
	}
	return 0
}
