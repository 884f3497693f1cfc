// Package picking asks the owner for files and folders with the system's own dialogs.
package picking

import (
	"errors"

	"github.com/ncruces/zenity"
)

// Files asks for files; none when she closes the dialog.
func Files(title string) ([]string, error) {
	files, err := zenity.SelectFileMultiple(zenity.Title(title), zenity.FileFilters{
		{Name: "受注ファイル", Patterns: []string{"*.csv", "*.txt", "*.tsv", "*.xlsx"}, CaseFold: true},
		{Name: "すべてのファイル", Patterns: []string{"*"}},
	})
	if errors.Is(err, zenity.ErrCanceled) {
		return nil, nil
	}
	return files, err
}

// Folder asks for a folder; empty when she closes the dialog.
func Folder(title, start string) (string, error) {
	folder, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Filename(start))
	if errors.Is(err, zenity.ErrCanceled) {
		return "", nil
	}
	return folder, err
}
