//go:build !windows

package part

// placeConversion does nothing here: macOS and Linux place the candidates by themselves or not at all.
func placeConversion(any, int32, int32) {}
