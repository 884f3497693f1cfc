package desk

import (
	"context"
	"fmt"
	"time"

	"miseban/store"
)

// CompanyKey is the settings document of the owner's company.
const CompanyKey = "company"

// Company is the owner's business as slips, purchase orders and mails show it.
type Company struct {
	Name          string `json:"name"`
	Zip           string `json:"zip"`
	Address       string `json:"address"`
	Phone         string `json:"phone"`
	Email         string `json:"email"`
	InvoiceNumber string `json:"invoice_number"` // T and 13 digits; empty = none
	Message       string `json:"message"`        // at the foot of the slip
}

// Company gives the owner's business; empty when she has not entered it.
func (d *Desk) Company(ctx context.Context) (Company, error) {
	var c Company
	err := d.st.Read(ctx, func(r *store.Reader) error { return r.Setting(CompanyKey, &c) })
	return c, err
}

// SetCompany changes the owner's business. Her own telephone and mail never make two orders one customer's.
func (d *Desk) SetCompany(ctx context.Context, c Company, now time.Time) (int64, error) {
	return d.Act(ctx, "company", "会社の情報を変更", now, AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, w.PutSetting(CompanyKey, c)
	})
}

// JudgeSettings gives the owner's switches for the built-in judgements.
func (d *Desk) JudgeSettings(ctx context.Context) (JudgeSettings, error) {
	var s JudgeSettings
	err := d.st.Read(ctx, func(r *store.Reader) error { return r.Setting(judgeSettingsKey, &s) })
	return s, err
}

// SetJudgeSettings changes them; every open order is judged again.
func (d *Desk) SetJudgeSettings(ctx context.Context, s JudgeSettings, now time.Time) (int64, error) {
	return d.Act(ctx, "judge_settings", "判定の設定を変更", now, AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, w.PutSetting(judgeSettingsKey, s)
	})
}

// Phrases gives the sentences in comments that need no look, as the customers wrote them.
func (d *Desk) Phrases(ctx context.Context) ([]store.Phrase, error) {
	var out []store.Phrase
	err := d.st.Read(ctx, func(r *store.Reader) error {
		var err error
		out, err = r.Phrases()
		return err
	})
	return out, err
}

// DropPhrase revokes a released sentence: comments with it stop again.
func (d *Desk) DropPhrase(ctx context.Context, p store.Phrase, now time.Time) (int64, error) {
	return d.Act(ctx, "phrase", fmt.Sprintf("確認不要の文を取り消し：「%s」", p.Shown), now, AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, w.DropPhrase(p.Text)
	})
}

// PaymentWords gives the owner's own payment wordings with their classes.
func (d *Desk) PaymentWords(ctx context.Context) (map[string]string, error) {
	var out map[string]string
	err := d.st.Read(ctx, func(r *store.Reader) error {
		var err error
		out, err = r.PaymentWords()
		return err
	})
	return out, err
}
