# `make` alone lists what there is. `make demo` to look around, `make test` before every push.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# Between releases the version is that of the next one, which CHANGELOG names.
NEXT     := 0.2.0
VERSION  ?= $(shell git describe --tags --dirty 2>/dev/null || echo v$(NEXT)-dev)
DATE     ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
COMMIT   ?= $(shell git rev-parse --short=12 HEAD 2>/dev/null)
PREFIX   ?= $(HOME)/.local
DIST     ?= dist
FUZZTIME ?= 30s
PKG      ?= ./...

# One set of flags for everything, so that the build, vet, lint and the linter itself
# share what they compile. The version comes from the linker, so the build need not ask
# git again (which refuses in a checkout that belongs to another user).
export CGO_ENABLED := 0
export GOFLAGS := $(GOFLAGS) -trimpath -buildvcs=false
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.date=$(DATE)
GOBUILD := go build -ldflags "$(LDFLAGS)"
RELEASE  = VERSION=$(VERSION) LDFLAGS="$(LDFLAGS)" TOOLS="$(CURDIR)/bin/tools" SOURCE_DATE_EPOCH=$(DATE)

BINDIR  = $(DESTDIR)$(PREFIX)/bin
MANDIR  = $(DESTDIR)$(PREFIX)/share/man/man1
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISHDIR = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

LINT_VERSION := 2.15.0
LINT := bin/tools/golangci-lint-$(LINT_VERSION)
NFPM := bin/tools/nfpm
SBOM := bin/tools/cyclonedx-gomod
WORKFLOWS := bin/tools/actionlint

##@ Use

.PHONY: help
help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} \
		/^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: build ## build and start the dashboard on the embedded sandbox: no account needed
	@bin/btalk --demo

.PHONY: build
build: ## build bin/btalk, one static file
	@$(GOBUILD) -o bin/btalk .

.PHONY: install
install: build ## copy btalk, its manual pages and completions below PREFIX (default ~/.local); DESTDIR for packagers
	@install -d "$(BINDIR)" "$(MANDIR)" "$(BASHDIR)" "$(ZSHDIR)" "$(FISHDIR)"
	@install -m 755 bin/btalk "$(BINDIR)/btalk"
	@bin/btalk man --dir "$(MANDIR)"
	@bin/btalk completion bash > "$(BASHDIR)/btalk"
	@bin/btalk completion zsh > "$(ZSHDIR)/_btalk"
	@bin/btalk completion fish > "$(FISHDIR)/btalk.fish"
	@echo "installed $(BINDIR)/btalk, its manual pages and completions"

.PHONY: uninstall
uninstall: ## remove what install put below PREFIX
	@rm -f "$(BINDIR)/btalk" "$(MANDIR)"/btalk.1 "$(MANDIR)"/btalk-*.1 "$(BASHDIR)/btalk" "$(ZSHDIR)/_btalk" "$(FISHDIR)/btalk.fish"
	@echo "removed btalk from $(DESTDIR)$(PREFIX); settings, drafts and the journal stay where they are"

.PHONY: dist
dist: $(NFPM) $(SBOM) ## make dist/: archives, deb, rpm, apk, bills of materials, Homebrew formula, SHA256SUMS
	@$(RELEASE) tools/dist/dist $(DIST)
	@echo "made $(DIST)/"

##@ Check

.PHONY: test
test: modules vet lint unit packages ## everything that CI checks, in one go

.PHONY: modules
modules: ## go.mod and go.sum are tidy and the modules unaltered
	@echo "== modules"
	@go mod tidy -diff
	@go mod verify

.PHONY: vet
vet: ## go vet
	@echo "== vet"
	@go vet ./...

.PHONY: lint
lint: $(LINT) ## format check (gofumpt, gci), golangci-lint, and the size of types
	@echo "== format and lint"
	@$(LINT) run $(PKG)
	@go run ./tools/typesize internal tools

# The packages that drive the real binary come after the others: what they
# measure is how it behaves on a machine that has time for it.
ALONE  = ./internal/e2e ./internal/measure
BESIDE = $(shell go list $(PKG) | grep -v -e internal/e2e -e internal/measure)

.PHONY: unit
unit: ## every test once: unit, golden, end to end, fuzz seeds; with the race detector where there is a C compiler
	@echo "== tests"
	@if command -v "$$(CGO_ENABLED=1 go env CC)" >/dev/null; then \
		CGO_ENABLED=1 go test -race -shuffle=on $(BESIDE) && CGO_ENABLED=1 go test -race -shuffle=on $(ALONE); \
	elif [ "$$CI" = true ]; then \
		echo "error: no C compiler, so no race detector, and CI insists on it; install gcc and libc6-dev" >&2; exit 1; \
	else \
		go test -shuffle=on $(BESIDE) && go test -shuffle=on $(ALONE) || exit 1; \
		echo "WARNING: ran WITHOUT the race detector: it needs a C compiler and there is none ($$(go env CC)). Install gcc to check what CI checks." >&2; \
	fi
	@command -v redis-server >/dev/null || \
		echo "WARNING: the shared budget was NOT tested: there is no redis-server. Install it to check what CI checks." >&2

.PHONY: race
race: ## the tests with the race detector, fresh (PKG=./internal/cache/... for a part)
	@CGO_ENABLED=1 go test -race -shuffle=on -count=1 $(PKG)

.PHONY: soak
soak: ## random keys and signals for 20 minutes (BTALK_SOAK=10m for less): memory, threads and descriptors stay flat
	@BTALK_SOAK=$${BTALK_SOAK:-20m} go test -count=1 -timeout 0 -v -run TestSoak ./internal/e2e

.PHONY: packages
packages: $(NFPM) $(SBOM) $(WORKFLOWS) ## build for linux and darwin, amd64 and arm64; packages are the same twice, install and run
	@echo "== packages for linux and darwin"
	@$(RELEASE) tools/dist/check

.PHONY: cover
cover: ## coverage of the tests: summary, and bin/cover.html
	@mkdir -p bin
	@go test -coverpkg=./internal/... -coverprofile=bin/cover.out ./...
	@go tool cover -html=bin/cover.out -o bin/cover.html
	@go tool cover -func=bin/cover.out | tail -n 1

.PHONY: bench
bench: ## the benchmarks
	@go test -run='^$$' -bench=. -benchmem $(PKG)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME=30s each
	@grep -rHoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' internal tools | \
	while IFS=: read -r file func; do \
		go test "./$$(dirname "$$file")" -run='^$$' -fuzz="^$${func#func }$$" -fuzztime=$(FUZZTIME) </dev/null || exit 1; \
	done

##@ Change

.PHONY: fmt
fmt: $(LINT) ## format the code (gofumpt, gci)
	@$(LINT) fmt

.PHONY: golden
golden: ## write the golden files anew; review the diff like code
	@go test $$(grep -rlE --include='*_test.go' 'flag\.Bool\("update"' internal tools | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

.PHONY: pictures
pictures: build ## make docs/pictures/*.svg from the demo
	@go run ./tools/pictures -btalk bin/btalk -out docs/pictures

.PHONY: hooks
hooks: ## let git run .githooks/pre-commit
	@git config core.hooksPath .githooks

.PHONY: clean
clean: ## remove what was built
	@rm -rf bin

# The one tool that is not Go itself: taken from the PATH when it is the right version, else built once.
$(LINT):
	@mkdir -p $(@D)
	@if golangci-lint version 2>/dev/null | grep -qF 'version $(LINT_VERSION) '; then \
		ln -sf "$$(command -v golangci-lint)" $@; \
	else \
		echo "building golangci-lint $(LINT_VERSION), once"; \
		GOBIN="$(CURDIR)/$(@D)" go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(LINT_VERSION) && \
		mv "$(@D)/golangci-lint" $@; \
	fi

# What makes and checks releases, each at its exact version.
$(NFPM): TOOL = github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2
$(SBOM): TOOL = github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
$(WORKFLOWS): TOOL = github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
$(NFPM) $(SBOM) $(WORKFLOWS):
	@echo "building $(TOOL), once"
	@GOBIN="$(CURDIR)/$(@D)" go install $(TOOL)
