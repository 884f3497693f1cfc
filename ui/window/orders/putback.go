package orders

import (
	"context"
	"errors"
	"fmt"

	"miseban/app/flow/teach"
)

// putBack says that the chosen orders should not have gone through without a question: what was learned and let them through is
// withdrawn, each as an act that can be undone.
func (s *Screen) putBack() {
	rows := s.chosen()
	if len(rows) == 0 {
		return
	}
	var gone []teach.Withdrawn
	s.f.Run("覚えたことを取り消しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		gone, err = teach.PutBack(ctx, s.f.Desk, rows, s.f.Now())
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, teach.ErrNothing):
			s.f.Say("この受注を確認なしで通した「覚えたこと」はありません。何も変更していません。")
			return
		case err != nil:
			s.f.Fail(err)
			return
		}
		more := ""
		if n := len(gone) - 1; n > 0 {
			more = fmt.Sprintf("（ほかに%d件）", n)
		}
		s.f.Did("覚えたことを取り消しました："+gone[len(gone)-1].Text+more, gone[len(gone)-1].Entry)
		s.f.Changed()
	})
}
