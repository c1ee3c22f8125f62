// Reads a listing of the warehouse for each line of stdin, and prints its rows.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log"
	"os"
	"time"

	warehouse "github.com/warehouse/warehouse-go"
	"github.com/warehouse/warehouse-go/paging"
)

type options struct {
	BaseURL, AccessToken, Listing, StartToken string
}

type object = map[string]any

// walk yields the id of each row.
type walk func(ctx context.Context, token string) iter.Seq2[any, error]

func main() {
	var listings map[string]walk
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var options options
		if err := json.Unmarshal(in.Bytes(), &options); err != nil {
			log.Fatal(err)
		}
		if listings == nil { // the same ones for all lines, so that they keep to one pace
			listings = newListings(options.BaseURL)
		}
		ctx := context.WithValue(context.Background(), warehouse.ContextAccessToken, options.AccessToken)
		read(listings[options.Listing](ctx, options.StartToken))
	}
}

func read(ids iter.Seq2[any, error]) {
	for id, err := range ids {
		var failure *paging.ListingError
		if errors.As(err, &failure) {
			emit(object{"error": failure.Kind, "token": failure.Token, "message": failure.Error()})
			return
		}
		emit(object{"row": object{"id": fmt.Sprint(id)}})
	}
	emit(object{"end": "complete"})
}

// newListings returns the listings with their arguments: the examples of the contract.
func newListings(baseURL string) map[string]walk {
	configuration := warehouse.NewConfiguration()
	configuration.Servers[0].URL = baseURL
	instant := time.Date(2026, 1, 31, 23, 59, 59, 0, time.UTC)
	orders := warehouse.NewListOrders(configuration)
	returns := warehouse.NewListReturns(configuration)
	items := warehouse.NewListItems(configuration)
	movements := warehouse.NewFindMovements(configuration)
	suppliers := warehouse.NewSuppliers(configuration)
	events := warehouse.NewReadEvents(configuration)
	return map[string]walk{
		"listOrders": walkOf(orders.Listing, orders.Request("north/1").
			Status([]warehouse.OrderStatus{warehouse.ORDERSTATUS_OPEN, warehouse.ORDERSTATUS_SHIPPED}).
			CreatedAfter(instant).PageSize(10).Count(true)),
		"listReturns": walkOf(returns.Listing, returns.Request("north/1")),
		"list_items": walkOf(items.Listing, items.Request("north/1", 12).
			Condition(warehouse.CONDITION_NEW).Label([]string{"fragile", "cold"}).Limit(10)),
		"findMovements": walkOf(movements.Listing, movements.Request().
			From(instant).Type_("in").Day("2026-01-31").Max(10).WithTotal(true)),
		"suppliers": walkOf(suppliers.Listing, suppliers.Request().
			XTenant("acme").XTrace("3f2504e0-4f89-41d3-9a0c-0305e82c3301").Limit(10)),
		"readEvents": walkOf(events.Listing, events.Request().Kinds([]string{"created"})),
	}
}

type row[ID any] interface {
	GetId() ID
}

func walkOf[Row any, Page any, Request paging.Executable[Page]](
	listing *paging.Listing[Row, Page, Request], request Request,
) walk {
	return func(ctx context.Context, token string) iter.Seq2[any, error] {
		return func(yield func(any, error) bool) {
			for row, err := range listing.Rows(ctx, listing.StartingAt(request, token)) {
				if !yield(idOf(&row), err) {
					return
				}
			}
		}
	}
}

func idOf(given any) any {
	switch given := given.(type) {
	case row[string]:
		return given.GetId()
	case row[int64]:
		return given.GetId()
	}
	return nil
}

func emit(line object) {
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		log.Fatal(err)
	}
}
