package segments

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// AccessTokenResponse is an access token and its lifetime.
type AccessTokenResponse struct {
	AccessToken string

	// ExpiresIn is the number of seconds until the token expires, or 0 if the server does
	// not say it. A string or a decimal fraction is read as a number.
	ExpiresIn int64

	TokenType string
}

// UnmarshalJSON reads an answer of the token endpoint.
func (r *AccessTokenResponse) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return errors.New("the answer is not a JSON object")
	}
	if json.Unmarshal(fields["access_token"], &r.AccessToken) != nil || r.AccessToken == "" {
		return errors.New("the answer has no access_token")
	}
	_ = json.Unmarshal(fields["token_type"], &r.TokenType) // empty if there is none
	seconds, err := strconv.ParseFloat(strings.Trim(string(fields["expires_in"]), `"`), 64)
	if err == nil {
		r.ExpiresIn = int64(min(max(seconds, 0), 1<<62))
	}
	return nil
}

// String does not show the token.
func (r AccessTokenResponse) String() string {
	return "an access token for " + strconv.FormatInt(r.ExpiresIn, 10) + " seconds"
}

// GoString does not show the token.
func (r AccessTokenResponse) GoString() string { return r.String() }
