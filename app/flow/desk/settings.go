package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/store"
)

// JudgeSettings are the owner's switches for the built-in judgements, as they are kept.
type JudgeSettings struct {
	Off      []string `json:"off"`                 // kinds of question that stop no more (judge.Switchable)
	CODLimit yen.Yen  `json:"cod_limit,omitempty"` // tax included; 0 = the usual one
	NotGift  []string `json:"not_gift"`            // names of recipients that never make a gift, as typed
}

const (
	judgeSettingsKey = "judge"
	// CarriersKey is the settings document of the carriers: by carrier, its fields (customer_code, freight_number …).
	CarriersKey = "carriers"
)

// SettingsFile is the settings as a file: what settings show writes and settings import reads. A part or field that is
// nil is left as it is.
type SettingsFile struct {
	Company  *CompanyPart                 `json:"company,omitempty"`
	Shops    []ShopPart                   `json:"shops,omitempty"`
	Judge    *JudgePart                   `json:"judge,omitempty"`
	Carriers map[string]map[string]string `json:"carriers,omitempty"`
}

// CompanyPart is Company in a settings file.
type CompanyPart struct {
	Name          *string `json:"name,omitempty"`
	Zip           *string `json:"zip,omitempty"`
	Address       *string `json:"address,omitempty"`
	Phone         *string `json:"phone,omitempty"`
	Email         *string `json:"email,omitempty"`
	InvoiceNumber *string `json:"invoice_number,omitempty"`
	Message       *string `json:"message,omitempty"`
}

// ShopPart is a shop in a settings file. It is found by Name; Mall is only shown.
type ShopPart struct {
	Name        string     `json:"name"`
	Mall        order.Mall `json:"mall,omitempty"`
	Rename      *string    `json:"rename,omitempty"`
	TodoSince   *string    `json:"todo_since,omitempty"`
	MailSince   *string    `json:"mail_since,omitempty"`
	NoCommentOK *bool      `json:"no_comment_ok,omitempty"`
}

// JudgePart is JudgeSettings in a settings file.
type JudgePart struct {
	Off      *[]string `json:"off,omitempty"`
	CODLimit *yen.Yen  `json:"cod_limit,omitempty"`
	NotGift  *[]string `json:"not_gift,omitempty"`
}

// SettingError says which setting has a value that can't be one.
type SettingError struct{ Field, Value, Why string }

func (e *SettingError) Error() string { return fmt.Sprintf("setting %s: %q", e.Field, e.Value) }

// Japanese says what is wrong; nothing of the file was taken.
func (e *SettingError) Japanese() string {
	return "設定「" + e.Field + "」の値「" + e.Value + "」は使えません。" + e.Why + "何も変更していません。"
}

// settings are all documents of a settings file as they are kept.
type settings struct {
	company  Company
	shops    []order.Shop
	judge    JudgeSettings
	carriers map[string]map[string]string
}

func (s *settings) read(r *store.Reader) error {
	var err error
	if s.shops, err = r.Shops(); err != nil {
		return err
	}
	for key, to := range map[string]any{CompanyKey: &s.company, judgeSettingsKey: &s.judge, CarriersKey: &s.carriers} {
		if err := r.Setting(key, to); err != nil {
			return err
		}
	}
	return nil
}

// SettingsFile gives the present settings as a file.
func (d *Desk) SettingsFile(ctx context.Context) (SettingsFile, error) {
	var s settings
	if err := d.st.Read(ctx, s.read); err != nil {
		return SettingsFile{}, fmt.Errorf("read settings: %w", err)
	}
	c := s.company
	limit := d.Settings().CODLimit
	if s.judge.Off == nil {
		s.judge.Off = []string{}
	}
	if s.judge.NotGift == nil {
		s.judge.NotGift = []string{}
	}
	f := SettingsFile{Company: &CompanyPart{&c.Name, &c.Zip, &c.Address, &c.Phone, &c.Email, &c.InvoiceNumber, &c.Message},
		Judge: &JudgePart{&s.judge.Off, &limit, &s.judge.NotGift}, Carriers: s.carriers}
	for _, shop := range s.shops {
		f.Shops = append(f.Shops, ShopPart{shop.Name, shop.Mall, nil, order.Known(string(shop.TodoSince)), order.Known(string(shop.MailSince)), &shop.NoCommentOK})
	}
	return f, nil
}

// ApplySettings takes a settings file over as one act. *SettingError when a value can't be; then nothing is changed.
func (d *Desk) ApplySettings(ctx context.Context, f SettingsFile, now time.Time) error {
	_, err := d.Act(ctx, "settings", "設定の変更", now, AllOpen, func(w *store.Writer) ([]int64, error) {
		var s settings
		if err := s.read(&w.Reader); err != nil {
			return nil, err
		}
		was := s.judge
		if err := s.lay(f); err != nil {
			return nil, err
		}
		for _, shop := range s.shops {
			if _, err := w.PutShop(shop); err != nil {
				return nil, err
			}
		}
		if f.Company != nil {
			if err := w.PutSetting(CompanyKey, s.company); err != nil {
				return nil, err
			}
		}
		if f.Judge != nil && !sameJSON(was, s.judge) {
			if err := w.PutSetting(judgeSettingsKey, s.judge); err != nil {
				return nil, err
			}
		}
		if f.Carriers != nil {
			return nil, w.PutSetting(CarriersKey, s.carriers)
		}
		return nil, nil
	})
	return err
}

func sameJSON(a, b any) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}

// lay puts what the file says over the settings.
func (s *settings) lay(f SettingsFile) error {
	if f.Company != nil {
		if err := f.Company.lay(&s.company); err != nil {
			return err
		}
	}
	for _, p := range f.Shops {
		if err := p.lay(s.shops); err != nil {
			return err
		}
	}
	if f.Judge != nil {
		if err := f.Judge.lay(&s.judge); err != nil {
			return err
		}
	}
	for carrier, fields := range f.Carriers {
		if s.carriers == nil {
			s.carriers = map[string]map[string]string{}
		}
		all := maps.Clone(s.carriers[carrier])
		if all == nil {
			all = map[string]string{}
		}
		maps.Copy(all, fields)
		s.carriers[carrier] = all
	}
	return nil
}

var invoiceNumber = regexp.MustCompile(`^T[0-9]{13}$`) // 適格請求書発行事業者の登録番号 (消費税法57条の2, 国税庁)

func (p *CompanyPart) lay(c *Company) error {
	for _, x := range []struct {
		field string
		from  *string
		to    *string
		clean func(string) string // "" = can't be
		why   string
	}{
		{"company.name", p.Name, &c.Name, strings.TrimSpace, ""},
		{"company.zip", p.Zip, &c.Zip, normal.Zip, "郵便番号は7桁です。"},
		{"company.address", p.Address, &c.Address, strings.TrimSpace, ""},
		{"company.phone", p.Phone, &c.Phone, normal.Phone, "電話番号を確かめてください。"},
		{"company.email", p.Email, &c.Email, func(v string) string {
			if normal.Mail(v) == "" {
				return ""
			}
			return strings.TrimSpace(v)
		}, "メールアドレスを確かめてください。"},
		{"company.invoice_number", p.InvoiceNumber, &c.InvoiceNumber, func(v string) string { return invoiceNumber.FindString(strings.ToUpper(strings.TrimSpace(v))) }, "登録番号は T と13桁の数字です。"},
		{"company.message", p.Message, &c.Message, strings.TrimSpace, ""},
	} {
		if x.from == nil {
			continue
		}
		v := x.clean(*x.from)
		if v == "" && strings.TrimSpace(*x.from) != "" {
			return &SettingError{x.field, *x.from, x.why}
		}
		*x.to = v
	}
	return nil
}

func (p ShopPart) lay(shops []order.Shop) error {
	i := slices.IndexFunc(shops, func(s order.Shop) bool { return s.Name == p.Name })
	if i < 0 {
		return &SettingError{"shops.name", p.Name, "その名前の店舗はまだありません。"}
	}
	for _, x := range []struct {
		field string
		from  *string
		to    *jst.Date
	}{{"shops.todo_since", p.TodoSince, &shops[i].TodoSince}, {"shops.mail_since", p.MailSince, &shops[i].MailSince}} {
		if x.from == nil {
			continue
		}
		if *x.from == "" {
			*x.to = ""
			continue
		}
		day, err := jst.ParseDate(*x.from)
		if err != nil {
			return &SettingError{x.field, *x.from, "日付は 2026-11-24 の形です。"}
		}
		*x.to = day
	}
	if p.NoCommentOK != nil {
		shops[i].NoCommentOK = *p.NoCommentOK
	}
	if p.Rename != nil {
		name := strings.TrimSpace(*p.Rename)
		if name == "" || slices.ContainsFunc(shops, func(s order.Shop) bool { return s.Name == name && s.ID != shops[i].ID }) {
			return &SettingError{"shops.rename", *p.Rename, "店舗の名前は、空でなく、ほかの店舗と違うものにしてください。"}
		}
		shops[i].Name = name
	}
	return nil
}

func (p *JudgePart) lay(j *JudgeSettings) error {
	if p.Off != nil {
		for _, id := range *p.Off {
			if !slices.ContainsFunc(judge.Switchable(), func(k judge.Kind) bool { return k.ID == id }) {
				return &SettingError{"judge.off", id, "止めないことにできる確認の id ではありません。"}
			}
		}
		j.Off = slices.Compact(slices.Sorted(slices.Values(*p.Off)))
	}
	if p.CODLimit != nil {
		if *p.CODLimit <= 0 {
			return &SettingError{"judge.cod_limit", p.CODLimit.String(), "代金引換の上限は1円以上です。"}
		}
		j.CODLimit = *p.CODLimit
	}
	if p.NotGift != nil {
		j.NotGift = nil
		for _, n := range *p.NotGift {
			if n = strings.TrimSpace(n); n != "" && !slices.Contains(j.NotGift, n) {
				j.NotGift = append(j.NotGift, n)
			}
		}
	}
	return nil
}
