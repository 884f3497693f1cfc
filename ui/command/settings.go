package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/judge"
)

var settingCommands = []*command{
	{name: "settings show", does: "設定を表示します（そのまま settings import で取り込めます）。", run: runSettingsShow, help: "JSON: " + settingsJSONHelp},
	{name: "settings import", args: "ファイル.json", does: "設定のファイルを取り込みます（書いてある項目だけが変わります）。", run: runSettingsImport, help: "ファイルの形：" + settingsJSONHelp + `
shops の name は今の名前、rename は新しい名前です。todo_since より前の注文は、出荷済みの履歴として扱います。
judge の off は、止めないことにする確認の id です：` + switchableIDs()},
}

const settingsJSONHelp = `{"company":{"name","zip","address","phone","email","invoice_number","message"},
"shops":[{"name","mall","rename","todo_since","mail_since","no_comment_ok"}],
"judge":{"off":["conflict_cod_gift"],"cod_limit":300000,"not_gift":["…"]},
"carriers":{"yamato":{"customer_code","freight_number"}}}`

func switchableIDs() string {
	var ids []string
	for _, k := range judge.Switchable() {
		ids = append(ids, k.ID)
	}
	return strings.Join(ids, " ")
}

func runSettingsShow(c *call) error {
	if len(c.args) > 0 {
		return usage("settings show に続く言葉はありません。")
	}
	return c.reading(func(s *open.Shop) error {
		f, err := s.Desk.SettingsFile(c.ctx)
		if err != nil {
			return err
		}
		return c.writeJSON(f) // a settings file is JSON for people, too
	})
}

func runSettingsImport(c *call) error {
	if len(c.args) != 1 {
		return usage("設定のファイルをひとつ書いてください。")
	}
	text, err := os.ReadFile(c.args[0])
	if err != nil {
		return told("設定のファイルを開けません：" + c.args[0] + "。名前と場所を確かめてください。何も変更していません。")
	}
	var f desk.SettingsFile
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return told("設定のファイルを読めません。JSON の書き方と項目の名前を確かめてください（" + err.Error() + "）。何も変更していません。")
	}
	return c.writing(func(s *open.Shop) error {
		err := s.Desk.ApplySettings(c.ctx, f, c.now)
		var bad *desk.SettingError
		if errors.As(err, &bad) {
			return told(bad.Japanese())
		}
		if err != nil {
			return err
		}
		if c.json {
			now, err := s.Desk.SettingsFile(c.ctx)
			if err != nil {
				return err
			}
			return c.writeJSON(now)
		}
		c.print("設定を取り込みました。")
		return nil
	})
}
