package printing

func view(path string) error { return openWith("xdg-open", path) }
