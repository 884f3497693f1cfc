package look

import (
	_ "embed"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

//go:embed japanese.json
var japanese []byte

// SpeakJapanese makes Fyne's own words (the menu of an entry, dialogs, week days) Japanese
// whatever language the computer speaks: Fyne chooses its catalogue by the system's locale and
// offers no way to set one, so the Japanese catalogue is registered under that locale's name, and
// under English, which it falls back to when no catalogue fits.
// Call it once, before the first window. An error leaves those few words in another language.
func SpeakJapanese() error {
	own := lang.SystemLocale().LanguageString()
	var errs []error
	for _, name := range []string{"en", own} {
		r := fyne.NewStaticResource(name+".json", japanese)
		if err := lang.AddTranslations(r); err != nil {
			errs = append(errs, fmt.Errorf("register Japanese for %q: %w", name, err))
		}
	}
	return errors.Join(errs...)
}
