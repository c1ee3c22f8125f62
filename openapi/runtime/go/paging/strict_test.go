package paging

import (
	"context"
	"net/http"
	"reflect"
	"testing"
)

type order struct {
	ID     string         `json:"id"`
	Note   nullableString `json:"note"`
	Lines  []line         `json:"lines,omitempty"`
	Labels map[string]any `json:"labels,omitempty"`
	Data   any            `json:"data,omitempty"`
}

type line struct {
	Sku *string `json:"sku,omitempty"`
}

// nullableString is a type as the generator makes it.
type nullableString struct{ value *string }

func (n nullableString) Get() *string { return n.value }

func TestWhatBreaksTheContractIsRemoved(t *testing.T) {
	for given, expected := range map[string]string{
		`{"id":null}`:                          `{}`,
		`{"note":null}`:                        `{"note":null}`,
		`{"data":null}`:                        `{"data":null}`,
		`{"ID":"1"}`:                           `{}`,
		`{"id":"1","Id":"2"}`:                  `{"id":"1"}`,
		`{"lines":[{"SKU":"1"},{"sku":null}]}`: `{"lines":[{},{}]}`,
		`{"labels":{"ID":null,"id":"1"},"other":{}}`: `{"labels":{"ID":null,"id":"1"},"other":{}}`,
		`{"data":{"ID":1234567890123456789}}`:        `{"data":{"ID":1234567890123456789}}`,
	} {
		cleaned, err := clean([]byte(given), reflect.TypeFor[order](), []string{"order.note"})
		if err != nil || string(cleaned) != expected {
			t.Errorf("%s becomes %s, %v", given, cleaned, err)
		}
	}
}

func TestABodyThatIsNotJSONIsWorthARetry(t *testing.T) {
	for body, retryable := range map[string]bool{
		`<html>`:        true,
		`{"id":"1"`:     true,
		"\"\xff\"":      true,
		`null`:          false,
		`[]`:            false,
		`{"id":{}}`:     false,
		`{"lines":"1"}`: false,
	} {
		_, failure := decodePage[order]("GET /orders", []byte(body), nil)
		if failure == nil || failure.Kind != KindProtocol || failure.retryable != retryable {
			t.Errorf("%s: %+v", body, failure)
		}
	}
}

func TestATextThatRepeatsASecretIsNotShown(t *testing.T) {
	secrets := []string{"0123456789abcdef"}
	for text, isRepeated := range map[string]bool{
		"token 23456789ABCD is wrong": true,
		"token 23456789ab is wrong":   false,
		"%30123456789abc":             true,
	} {
		if repeatsAny(text, secrets) != isRepeated {
			t.Errorf("%s: %v", text, !isRepeated)
		}
	}
	if containsAny("0123456789abcde", secrets) || !containsAny("x%30123456789abcdef", secrets) {
		t.Error("a token may have a part of a secret, but not a whole one")
	}
}

func TestTheKindOfAnErrorSaysWhatACallerCanDo(t *testing.T) {
	for status, kind := range map[int]Kind{
		http.StatusUnauthorized:        KindAuthentication,
		http.StatusForbidden:           KindPermission,
		http.StatusNotFound:            KindInvalidRequest,
		http.StatusTooManyRequests:     KindRateLimited,
		http.StatusInternalServerError: KindServer,
		http.StatusNoContent:           KindProtocol,
	} {
		if kindOf(status, false) != kind {
			t.Errorf("%d: %s", status, kindOf(status, false))
		}
	}
}

func TestAServerIsTheOneOfTheOperation(t *testing.T) {
	configuration := NewConfiguration("agent", Additions{})
	configuration.AddServer("", "https://{region}.example/", map[string]string{"region": "eu"})
	configuration.AddServer("Orders.List", "https://orders.example", nil)
	for operation, expected := range map[string]string{
		"Orders.Get":  "https://eu.example",
		"Orders.List": "https://orders.example",
	} {
		if url, err := configuration.ServerURLWithContext(context.Background(), operation); err != nil || url != expected {
			t.Errorf("%s: %s, %v", operation, url, err)
		}
	}
}
