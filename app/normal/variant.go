package normal

// variants lists characters that stand for one another in names and places: the form in use today first, then its old
// and vulgar forms. 斎 and 斉 stay apart, they are different names. Characters that Unicode itself calls compatible
// (神 U+FA19, 福 U+FA1B, 塚 U+FA10 …) are folded by NFKC and need no line here.
//
// Sources: the list of 常用漢字 with its old forms (2010 notice of the cabinet), the old forms that the 人名用漢字 list
// admits, and the vulgar forms that are common in surnames (髙, 﨑, 邉, 濵, 𠮷 …).
var variants = []string{
	"高髙", "崎﨑嵜", "斎齋", "斉齊", "辺邊邉", "浜濱濵", "徳德", "吉𠮷", "富冨", "島嶋嶌", "沢澤", "瀬瀨", "広廣", "淵渕渊",
	"国國", "恵惠", "真眞", "栄榮", "桜櫻", "関關", "滝瀧", "竜龍", "黒黑", "静靜", "豊豐", "弥彌", "万萬", "与與",
	"亜亞", "仏佛", "円圓", "剣劍劔劒", "労勞", "効效", "勲勳", "単單", "厳嚴", "参參", "双雙", "収收", "図圖", "団團",
	"塁壘", "塩鹽", "増增", "壮壯", "寿壽", "学學", "実實", "宝寶寳", "将將", "尭堯", "県縣", "岳嶽", "峰峯", "巌巖",
	"帯帶", "帰歸", "庁廳", "応應", "恒恆", "慎愼", "戸戶", "拝拜", "挙擧", "拡擴", "摂攝", "数數", "旧舊", "昼晝",
	"暁曉", "条條", "来來", "枢樞", "柳栁桺", "桑桒", "梅楳", "検檢", "楼樓", "楽樂", "槙槇", "様樣", "権權", "横橫",
	"桧檜", "歩步", "毎每", "気氣", "沖冲", "浅淺", "渋澁澀", "温溫", "満滿", "湾灣", "灯燈", "焼燒", "献獻", "瑶瑤",
	"画畫", "畳疊", "発發", "研硏", "礼禮", "禄祿", "秋穐", "秘祕", "称稱", "穂穗", "穣穰", "粛肅", "経經", "絵繪",
	"続續", "総總", "緑綠", "緒緖", "縁緣", "縄繩", "聡聰", "声聲", "芸藝", "荘莊", "蔵藏", "薫薰", "薮藪", "芦蘆",
	"蛍螢", "裏裡", "覚覺", "観觀", "訳譯", "誉譽", "読讀", "謡謠", "賛贊", "転轉", "軽輕", "遥遙", "郎郞", "郷鄕鄉",
	"釈釋", "鉄鐵鉃", "録錄", "隣鄰", "顕顯", "館舘", "駅驛", "駆驅", "鴎鷗", "鶴靏靍靎", "鶏鷄", "麦麥", "黄黃", "亀龜",
	"児兒", "当當", "会會", "伝傳", "価價", "余餘", "内內", "医醫", "区區", "巻卷", "即卽", "呉吳", "啓啟", "土圡",
	"奥奧", "姫姬", "嬢孃", "届屆", "峡峽", "巣巢", "弾彈", "強强", "彦彥", "従從", "悦悅", "懐懷", "曽曾", "杉杦",
	"柏栢", "歓歡", "浄淨", "清淸", "渓溪", "済濟", "状狀", "狭狹", "独獨", "稲稻", "粋粹", "糸絲", "衛衞", "辞辭",
	"鉱鑛", "鎮鎭", "頼賴", "顔顏", "点點", "籠篭", "鯵鰺", "砺礪", "涛濤", "蛎蠣", "壺壷", "靭靱", "凛凜", "煕熙",
	"晋晉", "亘亙", "祢禰", "鴬鶯", "桝枡", "舗舖", "闘鬪", "盗盜", "隠隱", "険險", "残殘", "暦曆", "歴歷", "歳歲",
	"戦戰", "抜拔", "霊靈", "麺麵", "黙默", "触觸", "随隨", "髄髓", "脳腦", "鋳鑄", "錬鍊", "薬藥", "予豫", "台臺",
	"号號", "両兩", "乗乘", "乱亂", "争爭", "為爲", "仮假", "体體", "勧勸", "処處", "励勵", "堕墮", "売賣", "変變",
	"奨奬", "専專", "対對", "尽盡", "属屬", "弐貳", "壱壹", "徴徵", "恋戀", "戯戲", "択擇", "担擔", "晩晚", "桟棧",
	"焔焰", "犠犧", "猟獵", "産產", "瓶甁", "番畨", "砕碎", "税稅", "絶絕", "繊纖", "聴聽", "胆膽", "臓臟", "茎莖",
	"蚕蠶", "装裝", "証證", "説說", "譲讓", "践踐", "輌輛", "逓遞", "遅遲", "酔醉", "銭錢", "鋭銳", "閲閱", "陥陷",
	"雑雜", "騒騷", "験驗", "髪髮", "齢齡", "歯齒", "竃竈", "侭儘", "諌諫", "梼檮", "迩邇", "蝿蠅", "舎舍", "寛寬",
	"教敎", "青靑", "鎌鐮", "飲飮", "既旣", "概槪", "曳曵", "船舩", "野埜", "松枩", "橋𣘺", "市巿", "菟莵",
}

// kanjiFirst and kanjiLast bound the block of kanji that the lookup table covers.
const kanjiFirst, kanjiLast = 0x4E00, 0x9FFF

// modern gives for a kanji of the block the form in use today, 0 where it is that already. A table, since a map would
// be most of the cost of a key.
var modern, modernRare = buildModern()

func buildModern() (*[kanjiLast - kanjiFirst + 1]uint16, map[rune]rune) {
	table := new([kanjiLast - kanjiFirst + 1]uint16)
	rare := map[rune]rune{}
	for _, group := range variants {
		var today rune
		for i, r := range group {
			switch {
			case i == 0:
				today = r
			case r >= kanjiFirst && r <= kanjiLast:
				table[r-kanjiFirst] = uint16(today)
			default:
				rare[r] = today
			}
		}
	}
	return table, rare
}

// modernForm gives the form of r that is in use today.
func modernForm(r rune) rune {
	if r >= kanjiFirst && r <= kanjiLast {
		if m := modern[r-kanjiFirst]; m != 0 {
			return rune(m)
		}
		return r
	}
	if r >= 0xFA00 {
		if m, ok := modernRare[r]; ok {
			return m
		}
	}
	return r
}
