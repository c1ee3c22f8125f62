package paging

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

type contextKey string

// The keys of what a context may say about a request.
const (
	ContextAccessToken     = contextKey("access token")     // a string
	ContextBasicAuth       = contextKey("basic auth")       // a BasicAuth
	ContextAPIKeys         = contextKey("API keys")         // a map[string]APIKey, by the name of the scheme
	ContextOAuth2          = contextKey("OAuth 2.0")        // an oauth2.TokenSource
	ContextServerIndex     = contextKey("server index")     // an int, for Configuration.Servers
	ContextServerVariables = contextKey("server variables") // a map[string]string
)

// BasicAuth is a name and a password.
type BasicAuth struct {
	UserName string
	Password string
}

// APIKey is a key, with a prefix such as Token if the server wants one.
type APIKey struct {
	Key    string
	Prefix string
}

// secretsOf returns the secrets in a context.
func secretsOf(ctx context.Context) []string {
	var secrets []string
	add := func(secret string) {
		if secret != "" {
			secrets = append(secrets, secret)
		}
	}
	token, _ := ctx.Value(ContextAccessToken).(string)
	add(token)
	basic, _ := ctx.Value(ContextBasicAuth).(BasicAuth)
	add(basic.Password)
	keys, _ := ctx.Value(ContextAPIKeys).(map[string]APIKey)
	for _, key := range keys {
		add(key.Key)
	}
	return secrets
}

// ServerConfiguration is a server. Its URL may end with a slash, and may have variables,
// which have default values.
type ServerConfiguration struct {
	URL       string
	Variables map[string]string
}

// ServerConfigurations are servers to choose from.
type ServerConfigurations []ServerConfiguration

// URL returns the URL of a server, without a slash at its end.
func (s ServerConfigurations) URL(index int, variables map[string]string) (string, error) {
	if index < 0 || len(s) <= index {
		return "", fmt.Errorf("there is no server %d: there are %d", index, len(s))
	}
	url := s[index].URL
	for name, value := range s[index].Variables {
		if given, ok := variables[name]; ok {
			value = given
		}
		url = strings.ReplaceAll(url, "{"+name+"}", value)
	}
	return strings.TrimRight(url, "/"), nil
}

// Configuration is what an APIClient needs.
type Configuration struct {
	Host          string
	Scheme        string
	DefaultHeader map[string]string
	UserAgent     string
	Debug         bool
	Servers       ServerConfigurations

	// OperationServers are those of operations that have their own, by names such as
	// OrdersAPIService.ListOrders.
	OperationServers map[string]ServerConfigurations

	// HTTPClient follows no redirect, unless it is replaced by another one that does.
	HTTPClient *http.Client
}

// NewConfiguration returns a configuration without servers.
func NewConfiguration(userAgent string, additions Additions) *Configuration {
	return &Configuration{
		DefaultHeader:    make(map[string]string),
		UserAgent:        userAgent,
		OperationServers: make(map[string]ServerConfigurations),
		HTTPClient:       NewHTTPClient(nil, additions),
	}
}

// AddServer adds a server, to those of an operation if it has a name.
func (c *Configuration) AddServer(operation, url string, variables map[string]string) {
	server := ServerConfiguration{URL: url, Variables: variables}
	if operation == "" {
		c.Servers = append(c.Servers, server)
		return
	}
	c.OperationServers[operation] = append(c.OperationServers[operation], server)
}

// AddDefaultHeader adds a header to every request.
func (c *Configuration) AddDefaultHeader(key string, value string) {
	c.DefaultHeader[key] = value
}

// ServerURLWithContext returns the URL of the server that a context names, or of the first
// one of the operation.
func (c *Configuration) ServerURLWithContext(ctx context.Context, operation string) (string, error) {
	servers := c.Servers
	if own := c.OperationServers[operation]; len(own) > 0 {
		servers = own
	}
	if ctx == nil {
		return servers.URL(0, nil)
	}
	index, _ := ctx.Value(ContextServerIndex).(int)
	variables, _ := ctx.Value(ContextServerVariables).(map[string]string)
	return servers.URL(index, variables)
}

// ForListings returns a copy whose HTTP client follows no redirect. Its transport is used
// unchanged if there is one: that of net/http may send a request a second time, without
// the pacer, when an idle connection turns out to be closed.
func (c *Configuration) ForListings(additions Additions) *Configuration {
	own := *c
	own.HTTPClient = NewHTTPClient(c.HTTPClient, additions)
	return &own
}
