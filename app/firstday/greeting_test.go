package firstday_test

import (
	"testing"

	"pgregory.net/rapid"

	"miseban/app/habit/phrase"
)

// mannersOnly says whether a survey would take a whole comment for good manners.
func mannersOnly(comment string) bool {
	for _, s := range phrase.Cut(comment) {
		if !s.Courtesy {
			return false
		}
	}
	return true
}

// What customers write out of good manners, in the spellings of a year's comments.
func TestGoodMannersAreRecognised(t *testing.T) {
	for _, text := range []string{"よろしくお願いします", "宜しくお願い致します。", "ﾖﾛｼｸお願いします！", "どうぞよろしく お願いいたします。", "いつもありがとうございます", "先日はありがとうございました。", "大変お世話になっております",
		"お世話になります、よろしくお願いいたします。", "届くのを楽しみにしています。", "届くのを楽しみにしております！", "商品の到着を今から楽しみにしております", "はじめまして。よろしくお願いします。"} {
		if !mannersOnly(text) {
			t.Errorf("%q: %+v", text, phrase.Cut(text))
		}
	}
}

// Look-alikes: each begins, ends or goes like good manners, and each asks or tells something.
func TestLookAlikesAreNotGoodManners(t *testing.T) {
	for _, text := range []string{
		"置き配しないでください", "よろしくお願いします、置き配しないでください", "早めによろしくお願いします", "なるべく早くよろしくお願いします", "発送よろしくお願いします", "至急よろしくお願いいたします",
		"領収書よろしくお願いします", "いつもありがとうございます、領収書をお願いします", "ご連絡よろしくお願いします", "ラッピングよろしくお願いします", "前回と同じでよろしくお願いします",
		"ありがとうございます、でも前回は割れていました", "届くのを楽しみにしていました", "楽しみにしていたのに届きません", "楽しみにしていますので早めに送ってください", "楽しみにしています？", "届くのを楽しみにしています、20日までにお願いします",
		"お世話になっておりますが、先日の件はどうなりましたか", "いつもの", "いつものでよろしくお願いします", "よろしくお願いします？", "よろしくお願いしません", "ありがとうございません", "午前中によろしくお願いします", "2個よろしくお願いします",
		"よろしくお願いします 山田", "キャンセルよろしくお願いします", "お届けを早く楽しみにしています", "ありがとうございますが返品します", "よろしくお願いします090-0000-1001", "今回もよろしくお願いします（別送で）", "娘が楽しみにしています。誕生日です",
		"置き配希望です", "領収書は不要です",
	} {
		if mannersOnly(text) {
			t.Errorf("%q passed: %+v", text, phrase.Cut(text))
		}
	}
}

// Whatever is put into a courteous sentence that is not itself courteous, it is no longer good manners alone.
func TestOneForeignWordIsEnough(t *testing.T) {
	polite := []string{"いつもありがとうございます", "よろしくお願いいたします", "お世話になっております", "届くのを楽しみにしています", "先日はありがとうございました"}
	rapid.Check(t, func(t *rapid.T) {
		m := []rune(rapid.SampledFrom(polite).Draw(t, "manners"))
		at := rapid.IntRange(0, len(m)).Draw(t, "at")
		word := rapid.SampledFrom([]string{"早く", "不要", "領収書", "置き配", "割れ", "時", "箱", "返", "電話", "X", "3", "のし", "なし", "だけ", "以外", "ません", "？"}).Draw(t, "word")
		if text := string(m[:at]) + word + string(m[at:]); mannersOnly(text) {
			t.Fatalf("%q passed: %+v", text, phrase.Cut(text))
		}
	})
}
