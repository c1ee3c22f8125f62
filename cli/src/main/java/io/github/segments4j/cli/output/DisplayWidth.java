package io.github.segments4j.cli.output;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many columns of a terminal a text takes. */
final class DisplayWidth {
    /** What a reader sees as one character, such as a letter with its accents, or an emoji of several code points. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /**
     * Characters that begin with what is wide or full-width in the East Asian Width of Unicode 14 (UAX 11), or with a
     * regional indicator, of which two make a flag; and those that a variation selector shows as an emoji.
     */
    private static final Pattern WIDE = Pattern.compile("[\\u1100-\\u115F\\u231A\\u231B\\u2329\\u232A\\u23E9-\\u23EC"
            + "\\u23F0\\u23F3\\u25FD\\u25FE\\u2614\\u2615\\u2648-\\u2653\\u267F\\u2693\\u26A1\\u26AA\\u26AB\\u26BD"
            + "\\u26BE\\u26C4\\u26C5\\u26CE\\u26D4\\u26EA\\u26F2\\u26F3\\u26F5\\u26FA\\u26FD\\u2705\\u270A\\u270B"
            + "\\u2728\\u274C\\u274E\\u2753-\\u2755\\u2757\\u2795-\\u2797\\u27B0\\u27BF\\u2B1B\\u2B1C\\u2B50\\u2B55"
            + "\\u2E80-\\u303E\\u3041-\\u3247\\u3250-\\u4DBF\\u4E00-\\uA4CF\\uA960-\\uA97F\\uAC00-\\uD7A3\\uF900-\\uFAFF"
            + "\\uFE10-\\uFE19\\uFE30-\\uFE6F\\uFF01-\\uFF60\\uFFE0-\\uFFE6\\x{16FE0}-\\x{1B2FF}\\x{1F004}\\x{1F0CF}"
            + "\\x{1F18E}\\x{1F191}-\\x{1F19A}\\x{1F1E6}-\\x{1F320}\\x{1F32D}-\\x{1F335}\\x{1F337}-\\x{1F37C}"
            + "\\x{1F37E}-\\x{1F393}\\x{1F3A0}-\\x{1F3CA}\\x{1F3CF}-\\x{1F3D3}\\x{1F3E0}-\\x{1F3F0}\\x{1F3F4}"
            + "\\x{1F3F8}-\\x{1F43E}\\x{1F440}\\x{1F442}-\\x{1F4FC}\\x{1F4FF}-\\x{1F53D}\\x{1F54B}-\\x{1F54E}"
            + "\\x{1F550}-\\x{1F567}\\x{1F57A}\\x{1F595}\\x{1F596}\\x{1F5A4}\\x{1F5FB}-\\x{1F64F}\\x{1F680}-\\x{1F6C5}"
            + "\\x{1F6CC}\\x{1F6D0}-\\x{1F6D2}\\x{1F6D5}-\\x{1F6DF}\\x{1F6EB}-\\x{1F6EF}\\x{1F6F4}-\\x{1F6FF}"
            + "\\x{1F7E0}-\\x{1F7F0}\\x{1F90C}-\\x{1F93A}\\x{1F93C}-\\x{1F945}\\x{1F947}-\\x{1F9FF}"
            + "\\x{1FA70}-\\x{1FAFF}\\x{20000}-\\x{3FFFD}].*|.*\\uFE0F.*");

    /** Characters that begin with a mark, which a terminal puts on the character before, or with a joiner. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}].*");

    private DisplayWidth() {}

    static int of(String text) {
        return CHARACTER.matcher(text).results().mapToInt(DisplayWidth::of).sum();
    }

    private static int of(MatchResult match) {
        String character = match.group();
        if (WIDE.matcher(character).matches()) {
            return 2;
        }
        return INVISIBLE.matcher(character).matches() ? 0 : 1;
    }
}
