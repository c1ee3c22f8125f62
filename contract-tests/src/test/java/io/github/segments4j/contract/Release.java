package io.github.segments4j.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of this project, by semantic versioning; a snapshot counts as what it is going to be. */
record Release(int major, int minor, int patch) {
    private static final Pattern FORMAT = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-SNAPSHOT)?");

    static Release parse(String version) {
        Matcher matcher = FORMAT.matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The version must be like 1.2.3 or 1.2.3-SNAPSHOT, not " + version);
        }
        return new Release(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /** The first one after this that may break who uses it: before 1.0.0 the next minor, then the next major. */
    Release nextBreaking() {
        return major == 0 ? new Release(0, minor + 1, 0) : new Release(major + 1, 0, 0);
    }

    boolean mayBreak(Release earlier) {
        Release next = earlier.nextBreaking();
        return major > next.major || (major == next.major && minor >= next.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
