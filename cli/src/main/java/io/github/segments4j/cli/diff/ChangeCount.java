package io.github.segments4j.cli.diff;

import java.util.Set;

/** How many segments were added, removed and changed. */
public final class ChangeCount {
    long added;
    long removed;
    private long changed;
    private long names;
    private long statuses;

    ChangeCount() {}

    void changed(Set<String> fields) {
        changed++;
        names += fields.contains("name") ? 1 : 0;
        statuses += fields.contains("status") ? 1 : 0;
    }

    /** {@return whether there are any} */
    public boolean isEmpty() {
        return added + removed + changed == 0;
    }

    /** {@return one line for people} */
    @Override
    public String toString() {
        String which = changed == 0 ? "" : " (" + names + " renamed, " + statuses + " with another status)";
        return added + " added, " + removed + " removed, " + changed + " changed" + which;
    }
}
