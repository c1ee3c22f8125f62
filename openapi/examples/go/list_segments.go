package main

import (
	"context"
	"fmt"
	"log"
	"os"

	segments "github.com/segments4j/segments-go"
)

func main() {
	configuration := segments.NewConfiguration()
	configuration.Servers = segments.ServerConfigurations{{URL: os.Getenv("AMPERITY_BASE_URL")}}
	ctx := context.WithValue(
		context.Background(), segments.ContextAccessToken, os.Getenv("AMPERITY_ACCESS_TOKEN"))

	listing := segments.NewListSegments(configuration)
	request := listing.Request().AmperityTenant(os.Getenv("AMPERITY_TENANT"))
	for segment, err := range listing.Rows(ctx, request) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(segment.Id, segment.Name)
	}
}
