package printing

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The list comes from the spooler of the computer that runs the test, which may have no printer; what must hold is that
// no name is empty or twice, and that a printer which is not in it is refused before anything is opened.
func TestPrinterThatIsNotInstalledIsAskedFor(t *testing.T) {
	names := Printers(context.Background())
	t.Logf("printers: %q", names)
	seen := slices.Clone(names)
	slices.Sort(seen)
	if slices.Contains(seen, "") || len(slices.Compact(seen)) != len(names) {
		t.Errorf("bad names: %q", names)
	}
	path := filepath.Join(t.TempDir(), "slip.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Print(context.Background(), path, "ない プリンター"); !errors.Is(err, ErrNoPrinter) {
		t.Errorf("got %v, want ErrNoPrinter", err)
	}
}
