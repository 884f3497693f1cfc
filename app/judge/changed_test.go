package judge_test

import (
	"encoding/json"
	"testing"

	"miseban/app/judge"
	"miseban/app/order"
)

// What the mall changes after the parcel has gone opens a question, and only what concerns the parcel: who gets what, where.
func TestChangedAfterShipping(t *testing.T) {
	sent := func(in *judge.Input) {
		snapshot, err := json.Marshal(order.Print{Fingerprint: judge.Fingerprint(in.Facts)})
		if err != nil {
			t.Fatal(err)
		}
		done(order.Shipped, string(snapshot))(in)
	}
	move := place(func(d *order.Destination) { d.Address = text("大阪府大阪市北区梅田9-9-9") })
	pay := facts(func(f *order.Facts) { f.StatusRaw = text("500") })
	for _, x := range []struct {
		name   string
		change []change
		want   judge.Status
	}{
		{"as sent", []change{sent}, judge.AwaitingNotice},
		{"told the mall", []change{sent, done(order.Notified, "{}")}, judge.Shipped},
		{"another address", []change{sent, move}, judge.NeedsReview},
		{"another address, the mall already told", []change{sent, done(order.Notified, "{}"), move}, judge.NeedsReview},
		{"only the mall's state", []change{sent, pay}, judge.AwaitingNotice},
		{"shipped before it was kept what was sent", []change{done(order.Shipped, "{}"), move}, judge.AwaitingNotice},
	} {
		j := one(tea(order.Rakuten, x.change...))
		if j.Status != x.want {
			t.Errorf("%s: %s, want %s", x.name, j.Status.Name(), x.want.Name())
		}
		if x.want != judge.NeedsReview {
			continue
		}
		q := j.Questions[0]
		if len(j.Questions) != 1 || q.Kind != "changed_after_ship" {
			t.Fatalf("%s: %+v", x.name, j.Questions)
		}
		if j := one(tea(order.Rakuten, append(x.change, decide(order.Accept, q.Subject, ""))...)); j.Status == judge.NeedsReview {
			t.Errorf("%s: asked again after the answer", x.name)
		}
	}
}
