package rule

import (
	"os"
	"strings"
	"testing"
)

// What the manual shows is what the program reads.
func TestTheManualsExamplesAreRead(t *testing.T) {
	b, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	manual := string(b)
	blocks := strings.Split(manual, "```")
	if len(blocks) < 7 {
		t.Fatalf("the manual has %d blocks", len(blocks)/2)
	}
	for i := 1; i < len(blocks); i += 2 {
		set, faults := Parse(blocks[i])
		for _, f := range faults {
			t.Errorf("block %d, %d:%d %s", i/2+1, f.At.Line, f.At.Column, f.Text)
		}
		if len(set.Rules) == 0 {
			t.Errorf("block %d has no rule", i/2+1)
		}
	}
	_, actions, _ := strings.Cut(manual, "\n## 動作\n")
	actions, _, _ = strings.Cut(actions, "```")
	for _, row := range actionWords {
		if !strings.Contains(actions, "`"+row.words[0]) && !strings.Contains(actions, row.words[0]+" ") {
			t.Errorf("the manual does not show %s", row.words[0])
		}
	}
	for _, f := range fields {
		if name := strings.TrimPrefix(f.Name, "注文者の"); !strings.Contains(manual, name) {
			t.Errorf("the manual does not name %s", f.Name)
		}
	}
	for _, row := range groupWords {
		if !strings.Contains(manual, row.words[0]) && row.group.over != Destinations {
			t.Errorf("the manual does not show %s( )", row.words[0])
		}
	}
}

// The conditions that stand in the manual's running text.
func TestTheManualsShortExamplesAreRead(t *testing.T) {
	for _, text := range []string{
		`payment = cod and total >= 10000`, `商品合計 < 送料+500`, `注文者の氏名 = 注文者のフリガナ`, `お届け希望日 < 注文日+2日`, `注文日 >= 今日-30日`, `今日 >= 2026-12-01`,
		`明細の合計(個数) >= 3`, `明細の最大(単価) > 5000`, `明細の数(商品名 含む "名入れ") >= 2`, `お届け先の数(都道府県 = 沖縄県) > 0`, `明細の合計(小計、取寄せ) > 10000`, `ギフト ではない`,
	} {
		b, err := os.ReadFile("../../docs/rules.md")
		if err != nil || !strings.Contains(string(b), text) {
			t.Errorf("%s is not in the manual (%v)", text, err)
		}
		if _, faults := ParseCond(text); len(faults) > 0 {
			t.Errorf("%s: %v", text, faults)
		}
	}
}
