package io.github.segments4j;

import io.github.segments4j.generated.Campaign;
import io.github.segments4j.generated.CampaignsApi;
import io.github.segments4j.generated.ListCampaignsResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All campaigns of a tenant, fetched page by page as they are asked for. */
public final class CampaignListing implements Iterable<Campaign> {
    private final Listing<Campaign, CampaignPage> listing;

    CampaignListing(PageFetcher fetcher, String tenant, String version, ListOptions options) {
        CampaignsApi api = fetcher.api(CampaignsApi.class);
        Endpoint<ListCampaignsResponse, CampaignPage> endpoint = new Endpoint<>(
                (page, deadline) -> api.listCampaigns(
                        tenant, version, options.limit(), page.encodedToken(), FeignApi.options(deadline)),
                (page, response) -> new CampaignPage(
                        response.body().data(), Page.token(response.body().nextToken())),
                UnaryOperator.identity());
        listing = new Listing<>(fetcher, endpoint, options);
    }

    /** One page of campaigns. */
    public record CampaignPage(List<Campaign> data, Optional<String> nextToken) implements Page<Campaign> {}

    @Override
    public CloseableIterator<Campaign> iterator() {
        return listing.rows();
    }

    /** {@return the listing page by page} */
    public Iterable<CampaignPage> pages() {
        return listing::pages;
    }
}
