package printing

func view(path string) error { return openWith("/usr/bin/open", path) }
