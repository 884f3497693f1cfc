// Package buy keeps the catalogue and buys for it (商品・在庫・仕入): it takes files of products, stock and suppliers in,
// proposes what to order from whom, writes the order forms (発注書), and books what comes in (入荷), each as one act that
// can be taken back. What is short and who waits is the desk's; the arithmetic is app/purchase's. It knows no window.
package buy

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"miseban/app/stock"
)

// ErrNothing says that there is nothing to issue or to receive.
var ErrNothing = errors.New("nothing to buy or to receive")

// Problem is a row or a cell that was not taken. Row is the line of the file (in a workbook the sheet's row); 0 = the
// heading itself.
type Problem struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"` // Japanese
}

func problemOf(p stock.Problem) Problem {
	return Problem{Row: p.Row, Column: p.Column, Value: p.Value, Message: p.Reason}
}

// Text is the problem as the owner reads it.
func (p Problem) Text() string {
	return stock.Problem{Row: p.Row, Column: p.Column, Value: p.Value, Reason: p.Message}.Text()
}

// fault is what keeps an act from being done, in words for the owner.
type fault struct {
	text string
	err  error // the cause beneath; may be nil
}

func (f *fault) Error() string {
	if f.err != nil {
		return f.err.Error()
	}
	return f.text
}
func (f *fault) Unwrap() error    { return f.err }
func (f *fault) Japanese() string { return f.text }

func tell(format string, args ...any) error { return &fault{text: fmt.Sprintf(format, args...)} }

// Sentence words a fault of this package, or of the file that it read, for the owner; ok is false when it is another's,
// such as the shop file's.
func Sentence(err error) (text string, ok bool) {
	var told interface{ Japanese() string }
	if errors.As(err, &told) {
		return told.Japanese(), true
	}
	return "", false
}

// unreadable words what the system says about a file that is to be read.
func unreadable(path string, err error) error {
	text := "ファイルを最後まで読めませんでした。もう一度お試しください。何も変更していません。"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = "ファイルが見つかりません。名前と場所を確かめてください。何も変更していません。"
	case errors.Is(err, fs.ErrPermission), strings.Contains(err.Error(), "being used by another process"):
		text = "ファイルを開けません。Excelなどほかのプログラムで開いているときは、閉じてからもう一度お試しください。何も変更していません。"
	}
	return &fault{text, fmt.Errorf("read %s: %w", path, err)}
}

// unwritable words what the system says about a file that is to be written.
func unwritable(path string, err error) error {
	text := "「" + path + "」に書き込めません。フォルダの場所、アクセス権、ディスクの空きを確かめてください。何も変更していません。"
	if strings.Contains(err.Error(), "being used by another process") {
		text = "「" + path + "」に書き込めません。Excelなどで開いているときは、閉じてからもう一度お試しください。何も変更していません。"
	}
	return &fault{text, fmt.Errorf("write %s: %w", path, err)}
}
