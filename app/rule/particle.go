package rule

// The small words between the names. What they mean depends on where they stand, so each place has its own.
var (
	headerWords    = saying(true, header, "miseban_rules")
	ruleOffWords   = saying(true, "停止中", "停止", "off")
	everyWords     = saying(true, everyOrder, "every_order")
	switchOffWords = saying(true, "オフ", "off")
	todayWords     = saying(true, "今日", "本日", "today")
	fromWords      = saying(true, "から", "~")
	betweenWords   = saying(true, "から", "~", "and", "と")
	notWords       = saying(true, "でない", "ではない") // behind a field that is yes or no
	takeOffWords   = saying(true, "を外す", "を消す", "off")
	taxWords       = saying(true, "税", "税率", "tax")
	isWords        = saying(true, "は", "is")

	// expectTails may stand behind what a test wants; true says that it must not be so.
	expectTails = saying(false, "が当たる", "がある", "である").and(true, "が当たらない", "がない", "でない", "ではない", "not")

	// tails may follow a value without a space.
	tails = saying(true, "から", "まで", "を外す", "を消す", "が当たる", "が当たらない", "がある", "がない", "ではない", "でない", "である")
)

func saying(value bool, names ...string) *dictionary[bool] {
	return newDictionary[bool]().and(value, names...)
}

func (d *dictionary[V]) and(value V, names ...string) *dictionary[V] {
	d.add(value, names...)
	return d
}
