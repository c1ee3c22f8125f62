package paging

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// clean removes what encoding/json and the generated models would accept, although it
// breaks the contract: fields that are null but may not be, which they read as empty, and
// fields whose name differs from a known one in upper and lower case only.
func clean(body []byte, model reflect.Type, nullable []string) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	cleaner{nullable}.clean(value, model)
	return json.Marshal(value)
}

type cleaner struct{ nullable []string }

func (c cleaner) clean(value any, model reflect.Type) {
	switch value := value.(type) {
	case []any:
		if element, ok := elementOf(model); ok {
			for _, each := range value {
				c.clean(each, element)
			}
		}
	case map[string]any:
		switch model.Kind() {
		case reflect.Pointer:
			c.clean(value, model.Elem())
		case reflect.Map:
			for _, each := range value {
				c.clean(each, model.Elem())
			}
		case reflect.Struct:
			c.cleanFields(value, model)
		}
	}
}

func (c cleaner) cleanFields(value map[string]any, model reflect.Type) {
	var known []string
	for i := range model.NumField() {
		field := model.Field(i)
		name, isNamed := jsonName(field)
		if !isNamed {
			// What a Nullable wraps, an alternative of oneOf, or the base of a model.
			if field.Type.Kind() != reflect.Map {
				c.clean(value, field.Type)
			}
			continue
		}
		known = append(known, name)
		each, isThere := value[name]
		mayBeNull := field.Type.Kind() == reflect.Interface || slices.Contains(c.nullable, model.Name()+"."+name)
		if isThere && each == nil && !mayBeNull {
			delete(value, name)
		}
		c.clean(each, field.Type)
	}
	for name := range value {
		isOtherCase := func(other string) bool { return name != other && strings.EqualFold(name, other) }
		if !slices.Contains(known, name) && slices.ContainsFunc(known, isOtherCase) {
			delete(value, name)
		}
	}
}

// elementOf returns the type of the elements of an array, which may be optional or
// nullable.
func elementOf(model reflect.Type) (reflect.Type, bool) {
	switch model.Kind() {
	case reflect.Slice:
		return model.Elem(), true
	case reflect.Pointer:
		return elementOf(model.Elem())
	}
	return nil, false
}

// jsonName returns the name of a field in JSON.
func jsonName(field reflect.StructField) (string, bool) {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name, name != "" && name != "-"
}
