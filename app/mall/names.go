package mall

import (
	"embed"
	"strings"
)

// The column names of the layouts that have been seen, one file each, in the order of the mall's full template.
//
//go:embed names/*.txt
var nameFiles embed.FS

// layout gives the column names of a file in names/, by its name without the extension.
func layout(name string) []string {
	b, err := nameFiles.ReadFile("names/" + name + ".txt")
	if err != nil {
		return nil // a name that is not embedded; TestEveryFormatKnowsItsColumns would tell
	}
	text := strings.TrimRight(string(b), "\r\n")
	if strings.Contains(text, "\t") {
		return strings.Split(text, "\t")
	}
	return strings.Split(text, ",")
}
