package settings

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/safe"
	"miseban/ui/part"
)

// purgeCard is how long personal data is kept, shop by shop, and what would go now.
func (s *Screen) purgeCard() fyne.CanvasObject {
	box := part.VStack(6, title("個人情報の消去", "出荷やキャンセルで終わった受注から、氏名・住所・電話・メールなどを消します", button("期限の過ぎたものを消す", s.purge)))
	for _, shop := range s.f.Desk.Shops() {
		kept := "消さない"
		if n := s.read.purgeDays[shop.ID]; n > 0 {
			kept = fmt.Sprintf("終わってから %d日で消す", n)
		}
		box.Add(part.Beside(fact(shop.Name, kept), button("変更", func() {
			s.form("個人情報の消去　"+shop.Name, "空にすると、消しません。金額・商品・日付・リピーターの判定は残ります。", []string{"消すまでの日数"}, []string{days(s.read.purgeDays[shop.ID])}, func(t []string) {
				n, err := strconv.Atoi(strings.TrimSpace(t[0]))
				if strings.TrimSpace(t[0]) != "" && (err != nil || n < 1) {
					s.f.Warn("日数は 1 以上の数字で入れてください。何も変更していません。")
					return
				}
				s.f.Run("設定を変えています", func(ctx context.Context, _ func(int, int)) error {
					return safe.SetPurgeDays(ctx, s.f.Desk, shop.ID, n, s.f.Now())
				}, func(err error) {
					if err != nil {
						s.f.Fail(err)
						return
					}
					s.f.Say("個人情報を消すまでの日数を変えました。")
					s.f.Changed()
				})
			})
		})))
	}
	return part.NewCard(part.CardPlain, box)
}

func days(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// purge says what would go, and does it once she has agreed: it can't be taken back.
func (s *Screen) purge() {
	var plan safe.Plan
	s.f.Run("消すものを数えています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		plan, err = safe.Due(ctx, s.f.Desk, s.f.Now(), safe.Only{})
		return err
	}, func(err error) {
		switch {
		case err != nil:
			s.f.Fail(err)
		case plan.Nothing():
			s.f.Say("期限の過ぎた受注はありません。何も消していません。")
		default:
			text := fmt.Sprintf("受注 %s件の個人情報、取り込んだファイル %s個、古い控え %s個を消します。これだけは元に戻せません。金額・商品・日付・リピーターの判定は残ります。",
				part.Count(plan.Due), part.Count(plan.Originals), part.Count(plan.Backups))
			part.Confirm(s.f.Window.Canvas(), "個人情報を消しますか", text, part.Count(plan.Due)+"件を消す", s.purgeNow)
		}
	})
}

func (s *Screen) purgeNow() {
	var done safe.Purged
	s.f.Run("個人情報を消しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		done, err = safe.Purge(ctx, s.f.Desk, s.f.Now(), safe.Only{})
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		text := fmt.Sprintf("受注 %s件の個人情報を消しました。新しい控えをとり、古い控え %s個を消しました。", part.Count(done.Plan.Due), part.Count(done.Removed))
		if len(done.Plan.Others) > 0 {
			s.f.Warn(text + "次のファイルには残っています。要らなければ、ご自分で消してください：" + strings.Join(done.Plan.Others, "、"))
		} else {
			s.f.Say(text)
		}
		s.f.Changed()
	})
}
