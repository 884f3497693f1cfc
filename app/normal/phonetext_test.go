package normal_test

import (
	"testing"

	"pgregory.net/rapid"

	"miseban/app/normal"
)

// The telephone rings and she reads the number back: in the groups in which everybody says it.
func TestTelephoneNumbersAsTheyAreReadOut(t *testing.T) {
	for typed, want := range map[string]string{
		"09000001001": "090-0000-1001", "０９０ー００００ー１００１": "090-0000-1001", "+819000001001": "090-0000-1001", "06000001001": "060-0000-1001",
		"05000001001": "050-0000-1001", "0300001001": "03-0000-1001", "0600001001": "06-0000-1001", "0120000100": "0120-000-100",
		"0570000100": "0570-000-100", "08009990000": "0800-999-0000", "08000001001": "080-0000-1001", "0450001001": "045-000-1001", "0110001001": "011-000-1001",
		// 046 or 0466: only the exchange knows.
		"0466001001": "0466001001", "": "", "あとで聞く": "あとで聞く", "123": "123",
	} {
		if got := normal.PhoneText(typed); got != want {
			t.Errorf("%q reads %q, want %q", typed, got, want)
		}
	}
}

// Whatever is shown with hyphens is still the same number, also when it is typed over.
func TestHyphensChangeNoNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`0[0-9]{9,10}`).Draw(t, "number")
		if d := normal.Phone(s); normal.Phone(normal.PhoneText(s)) != d {
			t.Fatalf("%s is shown as %s, which is %s", s, normal.PhoneText(s), normal.Phone(normal.PhoneText(s)))
		}
		if twice := normal.PhoneText(normal.PhoneText(s)); twice != normal.PhoneText(s) {
			t.Fatalf("%s becomes %s", normal.PhoneText(s), twice)
		}
	})
}

func TestPostalCodesAsTheyAreWritten(t *testing.T) {
	for typed, want := range map[string]string{"1500001": "〒150-0001", "〒150-0001": "〒150-0001", "１５０−０００１": "〒150-0001", "150": "150", "": ""} {
		if got := normal.ZipText(typed); got != want {
			t.Errorf("%q reads %q, want %q", typed, got, want)
		}
	}
}
