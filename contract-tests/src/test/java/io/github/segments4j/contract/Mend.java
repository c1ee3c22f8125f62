package io.github.segments4j.contract;

import java.util.List;

/**
 * One mistake of an example in somebody's documentation.
 *
 * @param mistake what is wrong
 * @param from the words of the example
 * @param to what they should be
 * @param tenant whose segments show it
 * @param symptom what comes of it, as a pattern: exit code, number of rows, and the last words
 */
record Mend(String mistake, String from, String to, String tenant, String symptom) {
    static String apply(List<Mend> mends, String example) {
        String mended = example;
        for (Mend mend : mends) {
            if (!mended.contains(mend.from)) {
                throw new AssertionError("The example does not say: " + mend.from);
            }
            mended = mended.replace(mend.from, mend.to);
        }
        return mended;
    }

    @Override
    public String toString() {
        return mistake;
    }
}
