package paging

import "fmt"

// progress detects a listing that never ends.
type progress struct {
	seen          map[string]bool
	emptyPages    int
	maxEmptyPages int
}

func newProgress(start string, maxEmptyPages int) *progress {
	return &progress{seen: map[string]bool{start: true}, maxEmptyPages: maxEmptyPages}
}

// check takes the number of rows of a page, and the token of the next one.
func (p *progress) check(token string, rows int) *ListingError {
	p.emptyPages++
	if rows > 0 {
		p.emptyPages = 0
	}
	switch {
	case token == "":
	case p.seen[token]:
		return broken("the listing does not end: a token came a second time")
	case p.emptyPages > p.maxEmptyPages:
		return broken(fmt.Sprintf("the listing does not end: %d empty pages in a row", p.emptyPages))
	}
	p.seen[token] = true
	return nil
}

func broken(message string) *ListingError {
	return &ListingError{Kind: KindProtocol, Attempts: 1, message: message}
}
