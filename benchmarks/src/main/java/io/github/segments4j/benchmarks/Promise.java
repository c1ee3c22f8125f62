package io.github.segments4j.benchmarks;

import java.util.Locale;

/**
 * What we say of ourselves, held against what was measured.
 *
 * @param says the promise
 * @param measured what came out
 */
record Promise(String says, String measured, boolean isKept) {
    static Promise atLeast(String says, double wanted, double measured) {
        return new Promise(says, number(measured), measured >= wanted);
    }

    static Promise atMost(String says, double wanted, double measured) {
        return new Promise(says, number(measured), measured <= wanted);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }
}
