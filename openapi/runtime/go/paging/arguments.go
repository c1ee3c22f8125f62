package paging

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Parameters are those of a request, by name: a pointer to each one in the query, and the
// values of the others.
type Parameters struct {
	Query, Path, Headers map[string]any
}

type argumentsKey struct{}

// arguments are what a request has in its path and its headers. The generated code sends
// some in other forms than the contract says: times and arrays in the path, and of an
// array in a header the last value only.
type arguments struct {
	path string // such as /orders/{id}
	Parameters
}

var placeholder = regexp.MustCompile(`\{[^}]+}`)

// writeTo replaces what the generated code has written.
func (a arguments) writeTo(request *http.Request) {
	segments := strings.Split(request.URL.EscapedPath(), "/")
	templates := strings.Split(a.path, "/")
	base := len(segments) - len(templates) // the path of the server comes first
	for i, template := range templates {
		if strings.Contains(template, "{") {
			segments[base+i] = placeholder.ReplaceAllStringFunc(template, func(name string) string {
				texts := textsOf(reflect.ValueOf(a.Path[strings.Trim(name, "{}")]))
				for each, text := range texts {
					texts[each] = url.PathEscape(text)
				}
				return strings.Join(texts, ",")
			})
		}
	}
	request.URL.RawPath = strings.Join(segments, "/")
	request.URL.Path, _ = url.PathUnescape(request.URL.RawPath)
	for name, value := range a.Headers {
		if given := reflect.ValueOf(value); !given.IsNil() {
			for each := range request.Header {
				if strings.EqualFold(each, name) {
					delete(request.Header, each)
				}
			}
			request.Header.Set(name, strings.Join(textsOf(given), ","))
		}
	}
}

// textsOf returns the text of a value, or of each element of an array.
func textsOf(value reflect.Value) []string {
	switch value.Kind() {
	case reflect.Pointer:
		return textsOf(value.Elem())
	case reflect.Slice:
		var texts []string
		for i := range value.Len() {
			texts = append(texts, textsOf(value.Index(i))...)
		}
		return texts
	case reflect.Float32, reflect.Float64:
		return []string{strconv.FormatFloat(value.Float(), 'f', -1, value.Type().Bits())}
	}
	if instant, isTime := value.Interface().(time.Time); isTime {
		return []string{instant.Format(time.RFC3339Nano)}
	}
	return []string{fmt.Sprint(value.Interface())}
}
