package mall

// Fault is something wrong with a file as a whole: nothing of it may be used, what was given out before included.
type Fault struct{ english, japanese string }

// Error is for logs and programs.
func (f *Fault) Error() string { return "mall: " + f.english }

// Japanese is the sentence for the owner.
func (f *Fault) Japanese() string { return f.japanese }

// The faults of a whole file.
var (
	ErrNoRows = &Fault{"header only", "見出しだけで、受注がありません。何も変更していません。ダウンロードする期間や条件を確かめてください。"}
	ErrExcel  = &Fault{"order numbers damaged by a spreadsheet",
		"Excelで保存し直したファイルです。注文番号が「1.23E+11」のような形に変わっていて、元に戻せません。" +
			"何も変更していません。モールからもう一度ダウンロードし、Excelで開かずにそのまま取り込んでください。"}
)
