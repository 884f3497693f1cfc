package slip

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// keepPDF keeps the papers, to be looked at: go test ./app/slip -run TestPaper -pdf DIR
var keepPDF = flag.String("pdf", "", "folder to keep the printed examples in")

// pdfText writes the documents as PDF and reads the text back with pdftotext, as a viewer's search would.
func pdfText(t testing.TB, name string, docs ...Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, docs, Options{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if *keepPDF != "" {
		dir = *keepPDF
	}
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}
