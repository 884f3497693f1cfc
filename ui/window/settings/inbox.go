package settings

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/inbox"
	"miseban/ui/part"
)

// inboxCard is the watched folder: off until she wants it.
func (s *Screen) inboxCard() fyne.CanvasObject {
	in := s.read.inbox
	if !in.On {
		return part.NewCard(part.CardPlain, part.VStack(6, title("受信フォルダ", "ダウンロードした受注ファイルを、自動で取り込みます", button("見るフォルダを決める", s.chooseInbox)),
			part.NewNote("フォルダに新しく入ったファイルのうち、受注ファイルだけを中身で見分けて、1回ずつ取り込みます。ほかのファイルには触りません。", part.Quiet)))
	}
	kept := "そのまま残す"
	if in.File {
		kept = "「" + inbox.Filed + "」フォルダに移す"
	}
	return part.NewCard(part.CardPlain, part.VStack(6, title("受信フォルダ", "新しい受注ファイルを、自動で取り込みます",
		button("やめる", func() {
			off := in
			off.On = false
			s.setInbox("受信フォルダを見るのをやめました", off, false)
		}), button("フォルダを変える", s.chooseInbox)),
		part.Beside(fact("見るフォルダ", in.Folder), button("今あるファイルも取り込む", func() { s.setInbox("今あるファイルも取り込みます", in, true) })),
		part.Beside(fact("取り込んだファイル", kept), button("切り替える", func() {
			next := in
			next.File = !in.File
			s.setInbox("取り込んだファイルの置き場所を変えました", next, false)
		}))))
}

func (s *Screen) chooseInbox() {
	s.w.Folder("見るフォルダ（ダウンロード）", cmp.Or(s.read.inbox.Folder, s.w.Downloads()), func(path string) {
		next := s.read.inbox
		next.On, next.Folder = true, path
		s.setInbox("これから入る受注ファイルを、自動で取り込みます", next, false)
	})
}

func (s *Screen) setInbox(said string, next inbox.Settings, present bool) {
	s.act(said, func(ctx context.Context, now time.Time) (int64, error) {
		return inbox.Set(ctx, s.f.Desk, next, present, now)
	})
}
