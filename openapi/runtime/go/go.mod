module github.com/segments4j/segments4j/openapi/runtime/go

go 1.23
