package pay

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"miseban/app/bank"
	"miseban/app/flow/desk"
	"miseban/app/flow/learn"
	"miseban/app/mapping"
	"miseban/app/table"
)

// sure is the confidence from which a column's meaning is taken without asking.
const sure = 0.7

// sampled is how many records are looked at to know the layout.
const sampled = 200

// statement is a bank's file, read.
type statement struct {
	bank.Statement
	file    string
	account string // the owner's name, or the name of her format; may be empty
	format  string
}

// unknownLayout is a file of which it is not known what its columns mean.
type unknownLayout struct{ file string }

func (u *unknownLayout) Error() string { return "unknown layout of a statement" }

// Japanese says what to do.
func (u *unknownLayout) Japanese() string {
	return "「" + u.file + "」は、どの列が日付・お名前・入金額なのかが、はっきりわかりませんでした。列の意味を教えてください（次からは自動で読めます）。何も変更していません。"
}

// notStatement is a file that is about something else.
type notStatement struct {
	file string
	kind mapping.Kind
}

func (n *notStatement) Error() string { return "no statement: " + string(n.kind) }

// Japanese says what it seems to be.
func (n *notStatement) Japanese() string {
	return "「" + n.file + "」は、入金明細ではなく、" + n.kind.Name() + "のファイルのようです。何も変更していません。"
}

// CanExplain says whether a file was refused only because it is not known what its columns mean: the owner can say so.
func CanExplain(err error) bool {
	var u *unknownLayout
	return errors.As(err, &u)
}

// IsStatement says whether a file is a bank's statement: by one of the owner's own formats, or by its content. A file that
// can't be read is none.
func IsStatement(ctx context.Context, d *desk.Desk, path string) bool {
	f, err := learn.Open(path, "")
	if err != nil {
		return false
	}
	saved, err := learn.Saved(ctx, d, "")
	if err != nil {
		return false
	}
	if m, ok := mapping.Recognise(saved, f.Glance.Records); ok {
		return m.Kind == mapping.Statement
	}
	return f.Kind == mapping.Statement && f.Sure >= 0.5
}

// read reads a statement to its end, without keeping anything.
func read(ctx context.Context, d *desk.Desk, path string, o Options, now time.Time) (statement, error) {
	out := statement{file: filepath.Base(path), account: strings.TrimSpace(o.Account)}
	file, err := learn.Open(path, mapping.Statement)
	if err != nil {
		return out, err
	}
	m, at, err := layout(ctx, d, file, o.Mapping)
	if err != nil {
		return out, err
	}
	out.format = m.Name
	if out.account == "" {
		out.account = m.Name
	}
	f, err := os.Open(path)
	if err != nil {
		return out, fmt.Errorf("open statement: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return out, fmt.Errorf("open statement: %w", err)
	}
	opened := table.Options{}
	if file.Glance.Kind != table.XLSX {
		opened.Encoding, opened.Delimiter = file.Glance.Encoding, file.Glance.Delimiter
	}
	if at > 0 {
		opened.HeaderRow = file.Glance.HeaderRow(at - 1)
	}
	t, err := table.OpenAs(f, info.Size(), out.file, opened)
	if err != nil {
		return out, fmt.Errorf("open statement: %w", err)
	}
	defer t.Close()
	header := t.Header()
	rows := &rows{ctx: ctx, t: t}
	if at == 0 { // the first record is a row like all others
		header, rows.first, rows.line = mapping.Unnamed(len(header)), file.Glance.Records[0], file.Glance.Lines[0]
	}
	columns := rows.columns(m, header)
	out.Statement, err = bank.ReadStatement(accountID(o.Account, header), columns, rows.next, now)
	if err != nil {
		return out, faulty(err)
	}
	out.Rows += len(rows.broken)
	out.Problems = append(out.Problems, rows.broken...)
	slices.SortStableFunc(out.Problems, func(a, b bank.Problem) int { return a.Row - b.Row })
	if m.Name == "" {
		out.Notes = append([]string{took(m)}, out.Notes...)
	}
	return out, nil
}

// faulty keeps faults of the file as they are, and gives the sentence of bad columns to the owner.
func faulty(err error) error {
	var told interface{ Japanese() string }
	if errors.As(err, &told) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &Error{err.Error(), strings.TrimSuffix(err.Error(), "何も取り込んでいません。")}
}

// layout finds what the columns mean, and the record (from 1) of the header; 0 = the file has none.
func layout(ctx context.Context, d *desk.Desk, file learn.File, given *mapping.Mapping) (mapping.Mapping, int, error) {
	records := file.Glance.Records
	if given != nil {
		if given.Kind != mapping.Statement {
			return *given, 0, &notStatement{given.Name, given.Kind}
		}
		if m, ok := mapping.Recognise([]mapping.Mapping{*given}, records); ok {
			return *m, m.HeaderRowIn(records), nil
		}
		return *given, 0, &Error{"mapping does not fit", "「" + file.Name + "」には、読み方「" + given.Name + "」の列がそろっていません。"}
	}
	saved, err := learn.Saved(ctx, d, mapping.Statement)
	if err != nil {
		return mapping.Mapping{}, 0, err
	}
	if m, ok := mapping.Recognise(saved, records); ok {
		return *m, m.HeaderRowIn(records), nil
	}
	if kind, likely := mapping.GuessKind(records); kind != mapping.Statement && kind != "" && likely >= 0.5 {
		return mapping.Mapping{}, 0, &notStatement{file.Name, kind}
	}
	m := file.Proposal.Mapping("", "")
	if !confident(file.Proposal, m) {
		return m, 0, &unknownLayout{file.Name}
	}
	return m, file.Proposal.HeaderRow, nil
}

// confident says whether a proposal can be used without asking: nothing that is needed is missing, and the columns that
// decide who paid how much, and when, are sure.
func confident(p mapping.Proposal, m mapping.Mapping) bool {
	if slices.ContainsFunc(mapping.Check(m), func(x mapping.Problem) bool { return x.Stops }) {
		return false
	}
	return !slices.ContainsFunc(p.Columns, func(c mapping.Column) bool {
		switch c.Means {
		case mapping.BankDate, mapping.Payer, mapping.Deposit, mapping.Withdrawal, mapping.Amount, mapping.InOut:
			return c.Confidence < sure
		}
		return false
	})
}

// took says which columns were taken for what.
func took(m mapping.Mapping) string {
	var parts []string
	for _, means := range []mapping.Meaning{mapping.BankDate, mapping.Payer, mapping.Deposit, mapping.Withdrawal, mapping.Amount, mapping.InOut} {
		var names []string
		for _, c := range m.Columns {
			if c.Means == means {
				names = append(names, "「"+c.Column+"」")
			}
		}
		if about, ok := mapping.AboutOf(mapping.Statement, means); ok && len(names) > 0 {
			parts = append(parts, about.Name+"は"+strings.Join(names, ""))
		}
	}
	return "列の意味を自動で決めました：" + strings.Join(parts, "、") + "。"
}

// accountID is the part of the deposits' keys that keeps accounts apart. Without the owner's name it is the layout: it is the
// same whether her own format or a guess reads the file, so that an overlapping statement brings nothing twice.
func accountID(name string, header []string) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	keys := make([]string, 0, len(header))
	for _, h := range header {
		if k := mapping.Key(h); k != "" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return "\x1e" + strings.Join(keys, "\x1f")
}

// rows gives a statement's rows to the bank's reader.
type rows struct {
	ctx    context.Context
	t      *table.Table
	first  []string // of a file without a header
	line   int
	date   []int // year, month and day in three cells that are not beside each other
	width  int
	broken []bank.Problem
}

// columns gives the places of what is read.
func (r *rows) columns(m mapping.Mapping, header []string) bank.Columns {
	at, _ := m.Places(header)
	place := func(means mapping.Meaning) int {
		if p := at[means]; len(p) > 0 {
			return p[0]
		}
		return -1
	}
	c := bank.Columns{Date: place(mapping.BankDate), Payer: place(mapping.Payer), Deposit: place(mapping.Deposit), Withdrawal: place(mapping.Withdrawal),
		Balance: place(mapping.Balance), Memo: place(mapping.BankMemo), Amount: place(mapping.Amount), InOut: place(mapping.InOut)}
	r.width = len(header)
	if d := at[mapping.BankDate]; len(d) == 3 {
		r.date, c.Date = d, r.width
	}
	return c
}

func (r *rows) next() ([]string, int, error) {
	if r.first != nil {
		cells := r.first
		r.first = nil
		return r.dated(cells), r.line, nil
	}
	for {
		if err := r.ctx.Err(); err != nil {
			return nil, 0, err
		}
		row, err := r.t.Next()
		if err != nil {
			return nil, 0, err
		}
		// Cells too many shift amounts into other columns; a row that is too short is a line of its own below the table.
		var fault *table.RowError
		if errors.As(row.Problem(), &fault) && fault.Kind != table.FaultTooFewCells {
			r.broken = append(r.broken, bank.Problem{Row: row.Line, Column: "行", Message: fault.Japanese()})
			continue
		}
		cells := make([]string, row.Len())
		for i := range cells {
			cells[i] = row.Cell(i)
		}
		return r.dated(cells), row.Line, nil
	}
}

// dated puts a date out of three cells behind the others.
func (r *rows) dated(cells []string) []string {
	if r.date == nil {
		return cells
	}
	out := make([]string, r.width+1)
	copy(out, cells[:min(len(cells), r.width)])
	var parts []string
	for _, i := range r.date {
		parts = append(parts, strings.TrimSpace(out[i]))
	}
	if strings.Join(parts, "") != "" {
		out[r.width] = strings.Join(parts, "/")
	}
	return out
}
