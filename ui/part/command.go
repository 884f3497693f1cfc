package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/unicode/norm"

	"miseban/ui/look"
)

// Command is one line of the palette. What it does can be undone or asks first: Enter runs it.
type Command struct {
	Title string // 受注: 印刷待ちを開く
	Key   string // its own shortcut, or ""
	// Words are other ways to find it, apart by spaces: readings, romaji.
	Words string
	Do    func()
}

// CommandPalette is the list of everything that can be done, found by typing: for those who don't
// know the key yet.
type CommandPalette struct {
	sheet    *sheet
	entry    *Entry
	list     *commandList
	commands []Command
}

// NewCommandPalette makes the palette over a canvas; it is built each time it is opened, so that
// the commands can follow the screen.
func NewCommandPalette(c fyne.Canvas, commands []Command) *CommandPalette {
	p := &CommandPalette{commands: commands, entry: NewEntry("何をしますか")}
	p.list = newCommandList(p.run)
	p.filter("")
	p.entry.OnChanged = p.filter
	p.entry.OnEnter = func() { p.run(p.list.cursor) }
	p.entry.OnKey = p.list.key
	p.sheet = &sheet{canvas: c, size: fyne.NewSize(520, 0), top: 72, key: p.key,
		content: Inset(10, 10, 10, 10, Dock(Inset(0, 0, 8, 0, p.entry), nil, nil, nil, p.list))}
	p.sheet.outside = p.sheet.hide
	return p
}

// Show opens the palette.
func (p *CommandPalette) Show() { p.sheet.show(p.entry) }

// Close closes it without doing anything.
func (p *CommandPalette) Close() { p.sheet.hide() }

func (p *CommandPalette) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		p.sheet.hide()
		return
	}
	p.list.key(ev)
}

func (p *CommandPalette) run(i int) {
	if i < 0 || i >= len(p.list.shown) {
		return
	}
	do := p.list.shown[i].Do
	p.sheet.hide()
	if do != nil {
		do()
	}
}

func (p *CommandPalette) filter(text string) {
	words := strings.Fields(fold(text))
	var shown []Command
	for _, c := range p.commands {
		if all(fold(c.Title+" "+c.Words+" "+c.Key), words) {
			shown = append(shown, c)
		}
	}
	p.list.set(shown)
}

func all(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// fold makes full and half width, capitals and hiragana and katakana alike.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// commandRows is how many commands are seen at once.
const commandRows = 10

// commandList shows a window of commandRows rows that follows the cursor.
type commandList struct {
	widget.BaseWidget
	shown       []Command
	cursor, top int
	run         func(int)
}

func newCommandList(run func(int)) *commandList {
	l := &commandList{run: run}
	l.ExtendBaseWidget(l)
	return l
}

func (l *commandList) set(shown []Command) {
	l.shown, l.cursor, l.top = shown, 0, 0
	l.Refresh()
}

func (l *commandList) key(ev *fyne.KeyEvent) bool {
	last := len(l.shown) - 1
	switch ev.Name {
	case fyne.KeyUp:
		l.cursor = max(0, l.cursor-1)
	case fyne.KeyDown:
		l.cursor = max(0, min(last, l.cursor+1))
	case fyne.KeyPageUp:
		l.cursor = max(0, l.cursor-commandRows)
	case fyne.KeyPageDown:
		l.cursor = max(0, min(last, l.cursor+commandRows))
	default:
		return false
	}
	l.top = min(max(l.top, l.cursor-commandRows+1), l.cursor)
	l.Refresh()
	return true
}

// Tapped is Fyne's.
func (l *commandList) Tapped(ev *fyne.PointEvent) {
	l.run(l.top + int(ev.Position.Y/look.RowHeight))
}

// MouseIn is Fyne's.
func (l *commandList) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (l *commandList) MouseMoved(ev *desktop.MouseEvent) {
	if i := l.top + int(ev.Position.Y/look.RowHeight); i != l.cursor && i < len(l.shown) {
		l.cursor = i
		l.Refresh()
	}
}

// MouseOut is Fyne's.
func (l *commandList) MouseOut() {}

// CreateRenderer is Fyne's.
func (l *commandList) CreateRenderer() fyne.WidgetRenderer {
	cursor, none := canvas.NewRectangle(nil), &canvas.Text{}
	cursor.CornerRadius = look.Radius
	d := &drawing{part: l, objects: []fyne.CanvasObject{cursor, none}}
	var titles, keys [commandRows]*canvas.Text
	for i := range titles {
		titles[i], keys[i] = &canvas.Text{}, &canvas.Text{Alignment: fyne.TextAlignTrailing}
		d.objects = append(d.objects, titles[i], keys[i])
	}
	d.paint = func() {
		cursor.FillColor, cursor.Hidden = look.Color(look.Selection), len(l.shown) == 0
		text := ""
		if len(l.shown) == 0 {
			text = "見つかりません。言葉を短くしてみてください。"
		}
		Quiet.write(none, text)
		for i := range titles {
			title, key := "", ""
			if at := l.top + i; at < len(l.shown) {
				title, key = l.shown[at].Title, l.shown[at].Key
			}
			if w := l.Size().Width; w > 0 {
				title = look.Shorten(title, w-30-look.TextWidth(key, look.SizeSecondary, false), look.SizeText, false)
			}
			Body.write(titles[i], title)
			Caption.write(keys[i], key)
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(360, commandRows*look.RowHeight) }
	d.layout = func(s fyne.Size) {
		d.paint() // titles are cut to the width
		h := Body.lineHeight()
		place(none, 10, Body.top(look.RowHeight), s.Width-20, h)
		place(cursor, 0, look.RowHeight*float32(l.cursor-l.top), s.Width, look.RowHeight)
		for i := range titles {
			y := look.RowHeight*float32(i) + Body.top(look.RowHeight)
			place(titles[i], 10, y, s.Width-20, h)
			place(keys[i], 10, y+Body.baseline()-Caption.baseline(), s.Width-20, Caption.lineHeight())
		}
	}
	d.paint()
	return d
}
