package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;

import io.github.segments4j.cli.verify.report.NotChecked;

/** How many pages may still be requested. The first page always is. */
final class PageBudget {
    /**
     * Pages outside the listing: for a second total, the same page again, a smaller page with a token, the version as a
     * parameter, and a slash at the end.
     */
    private static final int OTHER_PAGES = 5;

    /** A shorter listing shows too little to be shortened for the other pages. */
    private static final int SHORTEST_LISTING = 3;

    private final int maxPages;
    private int requested = 1;

    PageBudget(int maxPages) {
        this.maxPages = maxPages;
    }

    int requested() {
        return requested;
    }

    void take() throws NotChecked {
        if (requested == maxPages) {
            throw new NotChecked(SKIPPED, "--max-pages allows no more than " + maxPages);
        }
        requested++;
    }

    int pagesForListing() {
        int left = maxPages - requested;
        return Math.max(Math.min(left, SHORTEST_LISTING), left - OTHER_PAGES);
    }
}
