package io.github.segments4j.cli.output;

/**
 * Text that is safe to print: what controls a terminal, is invisible, or is not allowed in XML is escaped. The joiners
 * U+200C and U+200D stay, since emoji and some scripts need them.
 */
public final class PrintableText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PrintableText() {}

    /**
     * Escapes text for one line.
     *
     * @param text what a server, a file or an argument holds
     * @return the text with control characters, bidirectional marks and the like as JSON escapes
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> append(c, printable));
        return printable.toString();
    }

    static void append(int c, StringBuilder printable) {
        if (isPrintable(c)) {
            printable.appendCodePoint(c);
            return;
        }
        for (char unit : Character.toChars(c)) {
            printable.append(String.format("\\u%04x", (int) unit));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            // The last two code points of each Unicode plane are not characters.
            default -> (c & 0xFFFE) != 0xFFFE;
        };
    }
}
