package safe

import (
	"context"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/order"
	"miseban/store"
)

// amazonDays is for how long an Amazon order's personal data may be kept after shipping, when the owner has not said
// otherwise (Amazon's data protection policy: 30 days after delivery at most).
const amazonDays = 30

// grace is for how many days more the file of an import is kept whole when some of its orders are not over yet. For Amazon
// there are none: its files go with the first of their orders.
const grace = 30

const purgeKey = "purge"

// purgeSetting is the settings document of the purge.
type purgeSetting struct {
	Days map[int64]int `json:"days"` // by shop; 0 = never
}

// PurgeDays gives after how many days each shop's personal data is taken out, by shop id; 0 = never.
func PurgeDays(ctx context.Context, d *desk.Desk) (map[int64]int, error) {
	out := map[int64]int{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		out, err = purgeDays(r, d.Shops())
		return err
	})
	return out, err
}

func purgeDays(r *store.Reader, shops []order.Shop) (map[int64]int, error) {
	var s purgeSetting
	if err := r.Setting(purgeKey, &s); err != nil {
		return nil, err
	}
	out := make(map[int64]int, len(shops))
	for _, shop := range shops {
		days, said := s.Days[shop.ID]
		if !said && shop.Mall == order.Amazon {
			days = amazonDays
		}
		out[shop.ID] = days
	}
	return out, nil
}

// SetPurgeDays keeps after how many days a shop's personal data is taken out; 0 = never. It takes nothing out.
func SetPurgeDays(ctx context.Context, d *desk.Desk, shop int64, days int, now time.Time) error {
	if days < 0 {
		return fmt.Errorf("purge after %d days: less than none", days)
	}
	title := fmt.Sprintf("個人情報を消すまでの日数：%s %d日", d.Shop(shop).Name, days)
	if days == 0 {
		title = "個人情報を消さない：" + d.Shop(shop).Name
	}
	_, err := d.Act(ctx, "settings", title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		var s purgeSetting
		if err := w.Setting(purgeKey, &s); err != nil {
			return nil, err
		}
		if s.Days == nil {
			s.Days = map[int64]int{}
		}
		s.Days[shop] = days
		return nil, w.PutSetting(purgeKey, s)
	})
	return err
}
