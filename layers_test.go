package miseban_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The layers of the program, outermost first:
//
//	cmd → ui → app/flow → store → app/<noun>
//
// An arrow may be skipped, never turned round. What follows says it as rules over the graph of imports, so that an
// import that would let SQL into the judge, or the window into the headless commands, is found the day it is written.
// Tests (_test.go) may import what they like.

// module is the path that every package of the project begins with.
const module = "miseban"

// listed is one package as `go list -json` tells it.
type listed struct {
	ImportPath string
	Dir        string
	Name       string
	Doc        string
	Imports    []string
	Error      *struct{ Err string }
}

// graph has every package that the project reaches, by import path.
type graph map[string]listed

// rule forbids the packages chosen by from to reach any chosen by never.
type rule struct {
	says   string
	from   func(pkg string) bool
	never  func(dep string) bool
	direct bool // only imports written in the package itself count, not what its libraries use
}

// in tells whether pkg is one of the trees, or below one. A tree of the project is written without the module's name.
func in(trees ...string) func(pkg string) bool {
	return func(pkg string) bool {
		own, isOwn := strings.CutPrefix(pkg, module+"/")
		for _, tree := range trees {
			if pkg == tree || strings.HasPrefix(pkg, tree+"/") {
				return true
			}
			if isOwn && (own == tree || strings.HasPrefix(own, tree+"/")) {
				return true
			}
		}
		return false
	}
}

func exactly(pkgs ...string) func(string) bool {
	return func(pkg string) bool { return slices.Contains(pkgs, strings.TrimPrefix(pkg, module+"/")) }
}

func not(f func(string) bool) func(string) bool { return func(pkg string) bool { return !f(pkg) } }

func anything(string) bool { return true }

// noun tells whether pkg is pure domain: below app/, and neither a use case nor the platform.
func noun(pkg string) bool { return in("app")(pkg) && !in("app/flow", "app/platform")(pkg) }

const (
	fyneTree  = "fyne.io/fyne/v2"
	fyneApp   = "fyne.io/fyne/v2/app"
	sqlite    = "modernc.org/sqlite"
	goMail    = "github.com/wneessen/go-mail"
	goSMTP    = "github.com/emersion/go-smtp"
	goKeyring = "github.com/zalando/go-keyring"
	zenity    = "github.com/ncruces/zenity"
	flock     = "github.com/gofrs/flock"
)

var rules = []rule{
	{
		says:  "the domain (app/<noun>) knows no layer above it",
		from:  noun,
		never: in("store", "app/flow", "app/platform", "ui", "cmd"),
	},
	{
		says:  "the domain (app/<noun>) has no SQL, no window, no mail server, no keychain, no dialogs, no locks",
		from:  noun,
		never: in(fyneTree, "database/sql", sqlite, "net/smtp", goMail, goSMTP, goKeyring, zenity, flock),
	},
	{
		// Only what it imports itself: libraries for spreadsheets and PDF bring os along without using it for us.
		says:   "the domain (app/<noun>) reads and writes through io only: no files, processes or sockets",
		from:   noun,
		never:  exactly("os", "os/exec", "os/signal", "os/user", "io/ioutil", "net", "net/http", "syscall"),
		direct: true,
	},
	{
		says:   "only the use cases (app/flow) import store",
		from:   not(in("app/flow", "store")),
		never:  in("store"),
		direct: true,
	},
	{
		says:   "SQL is written in store only",
		from:   not(in("store")),
		never:  in("database/sql", sqlite),
		direct: true,
	},
	{
		says:  "store knows the domain only",
		from:  in("store"),
		never: in("app/flow", "app/platform", "ui", "cmd"),
	},
	{
		says:  "the use cases (app/flow) know no face of the program",
		from:  in("app/flow"),
		never: in("ui", "cmd"),
	},
	{
		says:   "the platform (app/platform) is used by app/flow and cmd only",
		from:   not(in("app/flow", "app/platform", "cmd")),
		never:  in("app/platform"),
		direct: true,
	},
	{
		says:   "mail leaves through app/flow/send only",
		from:   not(in("app/flow/send")),
		never:  in(goMail, goSMTP, "net/smtp"),
		direct: true,
	},
	{
		says:  "only cmd/miseban reaches the window's driver: all else builds without a C compiler",
		from:  not(exactly("cmd/miseban")),
		never: exactly(fyneApp),
	},
	{
		says:  "the headless commands and all below them run without the window's library",
		from:  in("app", "store", "ui/command", "cmd/miseban-cli"),
		never: in(fyneTree),
	},
	{
		says:  "nothing imports a program",
		from:  anything,
		never: in("cmd"),
	},
}

// violations returns one line for each package and rule that it breaks, with the shortest chain of imports that does.
func violations(g graph, rules []rule) []string {
	var found []string
	for _, pkg := range ownPackages(g) {
		for _, r := range rules {
			if !r.from(pkg) {
				continue
			}
			if chain := shortest(g, pkg, r); chain != nil {
				found = append(found, fmt.Sprintf("%s: %s", r.says, strings.Join(chain, " → ")))
			}
		}
	}
	return found
}

// shortest returns the shortest chain of imports from pkg to something that r forbids, nil if there is none.
func shortest(g graph, pkg string, r rule) []string {
	cameFrom := map[string]string{pkg: ""}
	queue := []string{pkg}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at != pkg && r.never(at) {
			var chain []string
			for p := at; p != ""; p = cameFrom[p] {
				chain = append(chain, p)
			}
			slices.Reverse(chain)
			return chain
		}
		if r.direct && at != pkg {
			continue
		}
		for _, next := range g[at].Imports {
			if _, seen := cameFrom[next]; !seen {
				cameFrom[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// untidy returns a line for each package whose name says nothing, or that doesn't say what it is for.
func untidy(g graph) []string {
	empty := []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base"}
	var found []string
	for _, pkg := range ownPackages(g) {
		for _, word := range append(strings.Split(pkg, "/"), g[pkg].Name) {
			if slices.Contains(empty, word) {
				found = append(found, fmt.Sprintf("%s: %q is no name: say what is in it", pkg, word))
				break
			}
		}
		if strings.TrimSpace(g[pkg].Doc) == "" {
			found = append(found, pkg+": no package comment")
		}
	}
	return found
}

func ownPackages(g graph) []string {
	var own []string
	for pkg := range g {
		if pkg == module || strings.HasPrefix(pkg, module+"/") {
			own = append(own, pkg)
		}
	}
	slices.Sort(own)
	return own
}

// readClock returns where src, a Go file, reads the computer's clock.
func readClock(name string, src []byte) ([]string, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", name, err)
	}
	clock := ""
	for _, imp := range file.Imports {
		if imp.Path.Value == `"time"` {
			clock = "time"
			if imp.Name != nil {
				clock = imp.Name.Name
			}
		}
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		if ok && clock != "" && x.Name == clock && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) {
			found = append(found, fmt.Sprintf("%s: time.%s", files.Position(sel.Pos()), sel.Sel.Name))
		}
		return true
	})
	return found, nil
}

// list asks the go command for everything that the project reaches on that system. Without cgo the driver of the window
// can't be built, but it is listed all the same (-e).
func list(t *testing.T, system string) graph {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-test=false", "-tags", "migrated_fynedo",
		"-json=ImportPath,Dir,Name,Doc,Imports,Error", "./...")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", system, err, stderr.Bytes())
	}
	g := graph{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		g[p.ImportPath] = p
	}
	for _, pkg := range ownPackages(g) {
		if g[pkg].Error != nil {
			t.Fatalf("%s for %s: %s", pkg, system, g[pkg].Error.Err)
		}
	}
	return g
}

// lookAtAllFolders opens each folder of the project. The go command keeps the result of a test until a file or folder that
// the test itself opened has changed; what its children (go list) read it does not see.
func lookAtAllFolders(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(".", func(at string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == "build" || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return filepath.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// On each system that the program is made for: files of one system only may import what others don't.
func TestLayers(t *testing.T) {
	lookAtAllFolders(t)
	for _, system := range []string{"linux", "windows", "darwin"} {
		t.Run(system, func(t *testing.T) {
			g := list(t, system)
			if len(ownPackages(g)) < 2 {
				t.Fatalf("only %v was listed", ownPackages(g))
			}
			for _, v := range violations(g, rules) {
				t.Error(v)
			}
			for _, v := range untidy(g) {
				t.Error(v)
			}
		})
	}
}

// The clock is a parameter in the domain: a day can be judged again, and a test can say what day it is.
func TestTheDomainReadsNoClock(t *testing.T) {
	lookAtAllFolders(t)
	g := list(t, "linux")
	for _, pkg := range ownPackages(g) {
		if !noun(pkg) {
			continue
		}
		files, err := filepath.Glob(filepath.Join(g[pkg].Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found, err := readClock(path.Join(pkg, filepath.Base(name)), src)
			if err != nil {
				t.Error(err)
			}
			for _, at := range found {
				t.Errorf("the domain takes the time as a parameter: %s", at)
			}
		}
	}
}

// made builds a graph from "package: imports" lines; each package has a comment.
func made(lines ...string) graph {
	g := graph{}
	for _, line := range lines {
		pkg, imports, _ := strings.Cut(line, ":")
		g[pkg] = listed{ImportPath: pkg, Name: path.Base(pkg), Doc: "Package " + path.Base(pkg) + ".", Imports: strings.Fields(imports)}
	}
	return g
}

// sound is a small project as it should be.
var sound = []string{
	"miseban/cmd/miseban: miseban/ui/window miseban/ui/command miseban/app/platform/keychain fyne.io/fyne/v2/app",
	"miseban/cmd/miseban-cli: miseban/ui/command",
	"miseban/ui/window: miseban/app/flow/review miseban/app/order fyne.io/fyne/v2/widget",
	"miseban/ui/command: miseban/app/flow/review os",
	"miseban/app/flow/review: miseban/store miseban/app/judge os",
	"miseban/app/flow/send: miseban/store miseban/app/platform/keychain github.com/wneessen/go-mail",
	"miseban/app/platform/keychain: github.com/zalando/go-keyring os/exec",
	"miseban/store: miseban/app/order database/sql modernc.org/sqlite",
	"miseban/app/judge: miseban/app/order miseban/assets",
	"miseban/app/order: github.com/xuri/excelize/v2",
	"miseban/assets: embed",
	"github.com/xuri/excelize/v2: os net",
	"github.com/wneessen/go-mail: net net/smtp",
	"fyne.io/fyne/v2/app: fyne.io/fyne/v2",
	"fyne.io/fyne/v2/widget: fyne.io/fyne/v2",
}

func TestASoundProjectHasNoViolations(t *testing.T) {
	g := made(sound...)
	if got := append(violations(g, rules), untidy(g)...); len(got) != 0 {
		t.Errorf("nothing is wrong here, but:\n%s", strings.Join(got, "\n"))
	}
}

// Each of these is one import too many in the sound project; the chain that breaks the rule must be named.
func TestABrokenLayerIsNamed(t *testing.T) {
	for _, c := range []struct{ pkg, imports, chain string }{
		{"miseban/app/order", "miseban/store", "miseban/app/order → miseban/store"},
		{"miseban/app/order", "database/sql", "miseban/app/judge → miseban/app/order → database/sql"},
		{"miseban/app/order", "os/exec", "miseban/app/order → os/exec"},
		{"miseban/app/order", "os", "miseban/app/order → os"},
		{"miseban/app/order", "net", "miseban/app/order → net"},
		{"miseban/assets", "fyne.io/fyne/v2", "miseban/app/judge → miseban/assets → fyne.io/fyne/v2"},
		{"miseban/app/judge", "miseban/app/platform/keychain", "miseban/app/judge → miseban/app/platform/keychain → github.com/zalando/go-keyring"},
		{"miseban/app/judge", "miseban/app/flow/review", "miseban/app/judge → miseban/app/flow/review"},
		{"github.com/xuri/excelize/v2", "net/smtp", "miseban/app/order → github.com/xuri/excelize/v2 → net/smtp"},
		{"miseban/ui/window", "miseban/store", "miseban/ui/window → miseban/store"},
		{"miseban/ui/window", "miseban/app/platform/keychain", "miseban/ui/window → miseban/app/platform/keychain"},
		{"miseban/ui/window", "fyne.io/fyne/v2/app", "miseban/ui/window → fyne.io/fyne/v2/app"},
		{"miseban/ui/window", "database/sql", "miseban/ui/window → database/sql"},
		{"miseban/ui/command", "miseban/ui/window", "miseban/cmd/miseban-cli → miseban/ui/command → miseban/ui/window → fyne.io/fyne/v2/widget"},
		{"miseban/cmd/miseban", "miseban/store", "miseban/cmd/miseban → miseban/store"},
		{"miseban/store", "miseban/app/flow/review", "miseban/store → miseban/app/flow/review"},
		{"miseban/store", "miseban/app/platform/keychain", "miseban/store → miseban/app/platform/keychain"},
		{"miseban/app/flow/review", "miseban/ui/command", "miseban/app/flow/review → miseban/ui/command"},
		{"miseban/app/flow/review", "github.com/wneessen/go-mail", "miseban/app/flow/review → github.com/wneessen/go-mail"},
		{"miseban/ui/command", "miseban/cmd/miseban-cli", "miseban/ui/command → miseban/cmd/miseban-cli"},
	} {
		g := made(sound...)
		p := g[c.pkg]
		p.Imports = append(slices.Clone(p.Imports), c.imports)
		g[c.pkg] = p
		got := violations(g, rules)
		if !slices.ContainsFunc(got, func(v string) bool { return strings.HasSuffix(v, ": "+c.chain) }) {
			t.Errorf("%s imports %s: the chain %s is not named in\n%s", c.pkg, c.imports, c.chain, strings.Join(got, "\n"))
		}
	}
}

func TestAPackageWithoutNameOrCommentIsNamed(t *testing.T) {
	g := made("miseban/app/order:", "miseban/app/util/text:", "miseban/ui/window/misc:", "github.com/other/util:")
	p := g["miseban/app/order"]
	p.Doc = " \n"
	g["miseban/app/order"] = p
	want := []string{
		"miseban/app/order: no package comment",
		`miseban/app/util/text: "util" is no name: say what is in it`,
		`miseban/ui/window/misc: "misc" is no name: say what is in it`,
	}
	if got := untidy(g); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAClockInTheDomainIsFound(t *testing.T) {
	for src, want := range map[string][]string{
		"package judge\nimport \"time\"\nvar today = time.Now()\n":                                        {"judge.go:3:13: time.Now"},
		"package judge\nimport clock \"time\"\nvar f = clock.Since\n":                                     {"judge.go:3:9: time.Since"},
		"package judge\nimport \"time\"\nfunc f(now time.Time) time.Time { return now.Add(time.Hour) }\n": nil,
		"package judge\ntype t struct{ Now int }\nfunc f(time t) int { return time.Now }\n":               nil,
	} {
		got, err := readClock("judge.go", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %q: got %v, want %v", src, got, want)
		}
	}
}
