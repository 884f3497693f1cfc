package printing

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// send uses the verb that the PDF program has registered: printto with a printer's name, print for the default one.
// Many computers have none (Edge shows PDFs and registers neither); there the file is opened instead.
func send(ctx context.Context, path, printer string) error {
	verb, args := "print", ""
	if printer != "" {
		if names := printers(ctx); !slices.Contains(names, printer) {
			return fmt.Errorf("%w: %s", ErrNoPrinter, printer)
		}
		verb, args = "printto", `"`+strings.ReplaceAll(printer, `"`, "")+`"`
	}
	refused := shell(verb, path, args, windows.SW_HIDE)
	if refused == nil {
		return nil
	}
	if err := view(path); err != nil {
		return fmt.Errorf("%w: %w: %w", ErrNoPrinter, refused, err)
	}
	return ErrOpened
}

func view(path string) error {
	if err := shell("open", path, "", windows.SW_SHOWNORMAL); err != nil {
		return fmt.Errorf("%w: %w", ErrNoViewer, err)
	}
	return nil
}

// shell calls ShellExecuteW on a thread of its own with COM ready, since a verb may be served by a shell extension.
func shell(verb, path, args string, show int32) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	var a *uint16
	if args != "" {
		if a, err = windows.UTF16PtrFromString(args); err != nil {
			return err
		}
	}
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		const alreadyThere = windows.Errno(1) // S_FALSE, which also wants its CoUninitialize
		if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE); err == nil || errors.Is(err, alreadyThere) {
			defer windows.CoUninitialize()
		}
		done <- windows.ShellExecute(0, v, p, a, nil, show)
	}()
	return <-done
}

var (
	winspool          = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters      = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter = winspool.NewProc("GetDefaultPrinterW")
)

// printerInfo4 is PRINTER_INFO_4W of winspool.h: the level that asks no print server and so never hangs.
type printerInfo4 struct {
	name, server *uint16
	attributes   uint32
}

const (
	enumLocal       = 0x2 // PRINTER_ENUM_LOCAL
	enumConnections = 0x4 // PRINTER_ENUM_CONNECTIONS
)

func printers(context.Context) []string {
	if enumPrinters.Find() != nil {
		return nil
	}
	var needed, count uint32
	call := func(buf []byte) bool {
		var first *byte
		if len(buf) > 0 {
			first = &buf[0]
		}
		ok, _, _ := enumPrinters.Call(enumLocal|enumConnections, 0, 4, uintptr(unsafe.Pointer(first)), uintptr(len(buf)),
			uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
		return ok != 0
	}
	call(nil)
	if needed == 0 {
		return nil
	}
	// The structures hold pointers into the same buffer, so it is aligned like one and kept until the names are copied.
	words := make([]uintptr, (needed+uint32(unsafe.Sizeof(uintptr(0)))-1)/uint32(unsafe.Sizeof(uintptr(0))))
	buf := unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), len(words)*int(unsafe.Sizeof(uintptr(0))))
	if !call(buf) {
		return nil // a printer was added in between; the next call will see it
	}
	var names []string
	for _, p := range unsafe.Slice((*printerInfo4)(unsafe.Pointer(&words[0])), count) {
		names = append(names, windows.UTF16PtrToString(p.name))
	}
	return defaultFirst(names, defaultPrinter())
}

func defaultPrinter() string {
	if getDefaultPrinter.Find() != nil {
		return ""
	}
	var n uint32 = 512
	buf := make([]uint16, n)
	ok, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&n)))
	if ok == 0 {
		return ""
	}
	return windows.UTF16ToString(buf)
}
