package part

import (
	"unsafe"

	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var (
	imm32                   = windows.NewLazySystemDLL("imm32.dll")
	immGetContext           = imm32.NewProc("ImmGetContext")
	immReleaseContext       = imm32.NewProc("ImmReleaseContext")
	immSetCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
)

type point struct{ x, y int32 }

type rect struct{ left, top, right, bottom int32 }

// compositionForm and candidateForm are COMPOSITIONFORM and CANDIDATEFORM of imm.h.
type compositionForm struct {
	style uint32
	at    point
	area  rect
}

type candidateForm struct {
	index uint32
	style uint32
	at    point
	area  rect
}

const (
	compositionAtPoint = 0x0002 // CFS_POINT
	candidatesAtPoint  = 0x0040 // CFS_CANDIDATEPOS
)

// placeConversion tells the input method where the cursor is, in pixels of the window.
func placeConversion(context any, x, y int32) {
	w, ok := context.(driver.WindowsWindowContext)
	if !ok || imm32.Load() != nil {
		return
	}
	himc, _, _ := immGetContext.Call(w.HWND)
	if himc == 0 {
		return
	}
	defer immReleaseContext.Call(w.HWND, himc)
	composition := compositionForm{style: compositionAtPoint, at: point{x, y}}
	immSetCompositionWindow.Call(himc, uintptr(unsafe.Pointer(&composition)))
	candidates := candidateForm{style: candidatesAtPoint, at: point{x, y}}
	immSetCandidateWindow.Call(himc, uintptr(unsafe.Pointer(&candidates)))
}
