package command

// Version is the program's version, as in FyneApp.toml.
const Version = "0.1.0"

var versionCommands = []*command{
	{name: "version", does: "店番の版です。", run: func(c *call) error {
		if c.json {
			return c.writeJSON(map[string]string{"version": Version})
		}
		c.print("店番 %s", Version)
		return nil
	}, help: `JSON: {"version":"…"}`},
}
