// Package icon holds the program's icon.
package icon

import _ "embed"

// PNG is the icon at 512 × 512.
//
//go:embed miseban.png
var PNG []byte
