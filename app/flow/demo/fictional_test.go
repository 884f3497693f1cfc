package demo_test

import (
	"encoding/csv"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"miseban/app/flow/demo"
	"miseban/app/normal"
)

// A telephone that nobody can have: after the prefix, the exchange is all zeros.
var nobodys = regexp.MustCompile(`^0(?:[5-9]00000|[36]0000|[1-9][0-9]000)[0-9]{4}$`)

var (
	anyPhone = regexp.MustCompile(`(?:^|[^0-9A-Za-z-])(0[1-9][0-9]{0,2}-[0-9]{2,4}-[0-9]{3,4}|0[1-9][0-9]{8,9})(?:[^0-9A-Za-z-]|$)`)
	anyMail  = regexp.MustCompile(`[0-9A-Za-z._+-]+@([0-9A-Za-z.-]+)`)
)

// Nobody is meant: no telephone and no mail in any file that the demo makes can be a real person's.
func TestNobodyIsMeant(t *testing.T) {
	s, _ := fill(t, monday)
	if _, err := demo.Monday(ctx, s.Folder, monday); err != nil {
		t.Fatal(err)
	}
	phones, mails, impossible := 0, 0, 0
	look := func(file, phone string) {
		phones++
		if ok, _ := normal.PhoneOK(phone); !ok {
			impossible++
			return
		}
		if !nobodys.MatchString(phone) {
			t.Errorf("%s: %s may be somebody's telephone", file, phone)
		}
	}
	for name, b := range contents(t, s.Folder) {
		if filepath.Ext(name) == ".xlsx" {
			continue // goods only
		}
		text := decoded(t, b)
		for _, m := range anyPhone.FindAllStringSubmatch(text, -1) {
			look(name, strings.ReplaceAll(m[1], "-", ""))
		}
		for _, m := range anyMail.FindAllStringSubmatch(text, -1) {
			mails++
			if d := m[1]; d != "pc.fw.rakuten.ne.jp" && d != "marketplace.amazon.co.jp" && d != "example.jp" && !strings.HasSuffix(d, ".example.jp") {
				t.Errorf("%s: mail %s", name, m[0])
			}
		}
		if filepath.Ext(name) != ".csv" {
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, title := range rows[0] {
			at[title] = i
		}
		for _, r := range rows[1:] {
			for _, who := range []string{"注文者", "送付先"} { // 楽天 cuts the number in three
				if i, ok := at[who+"電話番号1"]; ok {
					look(name, r[i]+r[at[who+"電話番号2"]]+r[at[who+"電話番号3"]])
				}
			}
			for _, who := range []string{"BillPhoneNumber", "ShipPhoneNumber"} {
				if i, ok := at[who]; ok {
					look(name, r[i])
				}
			}
		}
	}
	if phones < 1000 || mails < 500 || impossible != 1 {
		t.Errorf("%d telephones (%d impossible), %d mails seen", phones, impossible, mails)
	}
}
