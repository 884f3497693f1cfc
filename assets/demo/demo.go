// Package demo carries what the demo shop is made of: headings of the malls' files, goods, and the parts of which its
// fictional people are put together. It knows nothing of orders. Names and places are common ones, set beside each other
// at random: nobody is meant by them.
package demo

import "embed"

// Files are the lists, as UTF-8 text with LF: NAME.header.txt (one line, as in the mall's file), and the tab-separated
// families.tsv (name, kana, perhaps an older spelling), givens.tsv (name, kana), places.tsv (prefecture, city, town,
// postal code, area code), goods.tsv (its first line names the columns).
//
//go:embed *.txt *.tsv
var Files embed.FS
