# What can be done here. Each target first installs what it needs and is missing (Go excepted); see scripts/need.

.DEFAULT_GOAL := help
.PHONY: help setup run build windows test vet cross race bench fuzz smoke smoke-window smoke-windows smoke-keychain ci clean

TAGS := -tags migrated_fynedo

help:
	@echo 'make run       starts 店番 (the first time takes minutes: the window has C parts)'
	@echo 'make build     build/miseban and build/miseban-cli for this computer'
	@echo 'make windows   build/miseban.exe and build/miseban-cli.exe, made on Linux'
	@echo 'make test      vet and all tests (no C compiler needed)'
	@echo 'make cross     checks what can be checked from here of the code for Windows and macOS'
	@echo 'make race      the tests under the race detector'
	@echo 'make bench     every benchmark, as one table'
	@echo 'make fuzz      every reader with made-up files, 20 seconds each'
	@echo 'make smoke     the real window, the Windows programs under wine, the real keychain'
	@echo 'make ci        all that CI does'
	@echo 'make setup     only installs what is missing for run, build, test and race'

setup:
	@scripts/need window test race

run:
	@scripts/need window
	CGO_ENABLED=1 go run -trimpath $(TAGS) ./cmd/miseban

build:
	@scripts/need window
	@mkdir -p build
	CGO_ENABLED=1 go build -trimpath $(TAGS) -ldflags '-s -w' -o build/ ./cmd/miseban
	CGO_ENABLED=0 go build -trimpath $(TAGS) -ldflags '-s -w' -o build/ ./cmd/miseban-cli

windows:
	@scripts/windows

test: vet
	@scripts/need test
	CGO_ENABLED=0 go test $(TAGS) $$(scripts/packages)

vet:
	CGO_ENABLED=0 go vet $(TAGS) $$(scripts/packages)

# Fyne's widgets need Apple's own headers, so for macOS only what is below the window can be checked from elsewhere.
cross:
	GOOS=windows CGO_ENABLED=0 go vet $(TAGS) $$(scripts/packages)
	GOOS=darwin CGO_ENABLED=0 go vet $(TAGS) $$(scripts/packages headless)

race:
	@scripts/need race test
	CGO_ENABLED=1 go test -race -timeout 30m $(TAGS) $$(scripts/packages)

bench:
	@scripts/bench

fuzz:
	@scripts/fuzz 20

smoke: smoke-window smoke-windows smoke-keychain

smoke-window smoke-windows smoke-keychain:
	scripts/$@

ci:
	.ci/run

clean:
	rm -rf build
