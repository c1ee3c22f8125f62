package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.NotChecked.Skipped;

/** How many pages may still be asked for. */
final class PageBudget {
    /** Of those that are no part of the listing: the version as a parameter, a slash at the end, another total. */
    private static final int OTHERS = 3;

    /** Fewer pages of a listing tell too little to give one up for something else. */
    private static final int LEAST_LISTING = 3;

    private final int most;
    private int asked;

    PageBudget(int most) {
        this.most = most;
    }

    int asked() {
        return asked;
    }

    void take() throws Skipped {
        if (asked == most) {
            throw new Skipped("--max-pages allows no more than " + most);
        }
        asked++;
    }

    int ofListing() {
        int left = most - asked;
        return Math.max(Math.min(left, LEAST_LISTING), left - OTHERS);
    }
}
