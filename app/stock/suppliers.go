package stock

import (
	"errors"
	"fmt"
	"net/mail"
)

// ReadSuppliers reads a file of suppliers: 仕入先 must be there; メールアドレス, 担当者, 最低発注額 (税抜), リードタイム and 備考 may be. Problems and
// errors are as with ReadProducts.
func ReadSuppliers(titles []string, next Next) ([]Supplier, []Problem, error) {
	h, err := readHeading(titles, supplierColumns)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := h.at[colSupplier]; !ok {
		return nil, nil, errors.New("仕入先の列（見出しが 仕入先・仕入先名・会社名 のどれか）が見つかりません。何も取り込んでいません。1行目が見出しになっているか確かめてください。")
	}
	var list []Supplier
	var problems []Problem
	first := map[string]int{}
	err = h.each(next, func(r row) {
		s := Supplier{
			Name:          read(&r, colSupplier, text),
			Email:         read(&r, colEmail, address),
			Contact:       read(&r, colContact, text),
			MinimumAmount: maybe(&r, colMinimum, amount),
			LeadDays:      maybe(&r, colLeadDays, days),
			Note:          read(&r, colNote, text),
		}
		if s.Name == "" {
			r.refuse(colSupplier, "仕入先が空欄です。")
		} else if before, twice := first[Key(s.Name)]; twice {
			r.refuse(colSupplier, fmt.Sprintf("同じ仕入先が%d行目にもあります。", before))
		}
		if r.problem != nil {
			problems = append(problems, *r.problem)
			return
		}
		first[Key(s.Name)] = r.number
		list = append(list, s)
	})
	if err != nil {
		return nil, nil, err
	}
	return list, problems, nil
}

// address reads one plain e-mail address.
func address(s string) (string, error) {
	t, _ := text(s)
	if a, err := mail.ParseAddress(t); err != nil || a.Address != t {
		return "", errors.New("メールアドレスとして読めません。")
	}
	return t, nil
}
