// Package main draws the pictures of the README: it starts the demo in a
// pseudo-terminal, types a short script, and writes what the screen shows as
// SVG. It knows the program only from outside, as a user does; nothing imports
// it. `make pictures` runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	btalk := flag.String("btalk", "bin/btalk", "the binary to draw")
	out := flag.String("out", "docs/pictures", "the directory to write to")
	flag.Parse()

	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	err := draw(ctx, *btalk, *out)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// draw plays the script on the program at path and writes a file for every
// picture into dir.
func draw(ctx context.Context, path, dir string) error {
	program, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("find %s: %w", path, err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the directory of the pictures: %w", err)
	}
	home, err := os.MkdirTemp("", "btalk-pictures-")
	if err != nil {
		return fmt.Errorf("make a home for the demo: %w", err)
	}
	defer func() { _ = os.RemoveAll(home) }()

	s, err := start(ctx, program, home)
	if err != nil {
		return err
	}
	defer s.close()
	for _, st := range script {
		if err := s.play(ctx, st); err != nil {
			return err
		}
		if st.picture == "" {
			continue
		}
		svg := SVG(s.frame().masked(), st.title)
		file := filepath.Join(dir, st.picture+".svg")
		if err := os.WriteFile(file, svg, 0o644); err != nil {
			return fmt.Errorf("write a picture: %w", err)
		}
		fmt.Println(file)
	}
	return nil
}
