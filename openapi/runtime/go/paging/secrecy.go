package paging

import (
	"net/url"
	"slices"
	"strings"
)

// shortestToken is the length of the shortest page token that is hidden: any text may hold
// a shorter one by chance (our choice).
const shortestToken = 8

// repeatsAny reports whether a text has 12 characters of a secret in a row, in any case.
func repeatsAny(text string, secrets []string) bool {
	decoded, _ := url.PathUnescape(text) // empty if it is not percent-encoded
	haystack := strings.ToLower(text + "\n" + decoded)
	return slices.ContainsFunc(secrets, func(secret string) bool {
		needle := strings.ToLower(secret)
		piece := min(12, len(needle))
		for start := 0; start+piece <= len(needle); start++ {
			if strings.Contains(haystack, needle[start:start+piece]) {
				return true
			}
		}
		return false
	})
}

// containsAny reports whether a page token has a whole secret in it, as it is or
// percent-encoded. Two tokens may have the same first part, so a part is allowed.
func containsAny(token string, secrets []string) bool {
	decoded, _ := url.PathUnescape(token)
	return slices.ContainsFunc(secrets, func(secret string) bool {
		if len(secret) < 8 {
			return token == secret
		}
		return strings.Contains(token, secret) || strings.Contains(decoded, secret)
	})
}
