// SPDX-License-Identifier: MIT
//
// @NAME@: refuses @WHAT@, and lets another pass at once. For [@SECTION@].
//
// build: go build -o @NAME@ @NAME@.go
//
// Reads   @VARIABLE@   @MEANING@
// Prints  E   refuses, with a reply of its own: codes with 5 mean never, those with 4 later
//         N   accepts; the plugins behind it in this section are not asked (A: no plugin is, to the session's end)
//         nothing   no opinion: the next plugin is asked, and at last the server itself decides

package main

import (
	"fmt"
	"os"
	"strings"
)

const refused = "@REFUSED@"
const passed = "@PASSED@"

// Standard output is for commands; what is for people goes to standard error, and from there into the server's log. The client chose the
// value: the log gets no control characters from it.
func log(value, what string) {
	shown := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, value)
	fmt.Fprintf(os.Stderr, "@NAME@: %s: %s\n", shown, what)
}

func main() {
	value := os.Getenv("@VARIABLE@")
	switch value {
	case refused:
		fmt.Println("E@REPLY@")
		log(value, "refused")
	case passed:
		fmt.Println("N")
		log(value, "passes at once")
	default:
		log(value, "no opinion")
	}
}
