// Package page bounds what one query may ask for.
package page

import "github.com/cosmos/cosmos-sdk/types/query"

// MaxLimit is the most items one page may hold.
const MaxLimit = 1_000

// Bounded returns the request with a limit of at most MaxLimit. A nil request stays nil, which means the SDK's default page.
func Bounded(request *query.PageRequest) *query.PageRequest {
	if request == nil || request.Limit <= MaxLimit {
		return request
	}
	bounded := *request
	bounded.Limit = MaxLimit
	return &bounded
}
