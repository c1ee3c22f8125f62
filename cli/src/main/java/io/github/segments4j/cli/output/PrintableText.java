package io.github.segments4j.cli.output;

/** Text that is safe to print: characters that control a terminal, or that XML does not allow, are escaped. */
public final class PrintableText {
    private PrintableText() {}

    /**
     * Escapes text.
     *
     * @param text what a server sent
     * @return the text with control characters, bidirectional marks and the like as JSON escapes
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format("\\u%04x", c));
            }
        });
        return printable.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            // The last two code points of each Unicode plane are not characters.
            default -> (c & 0xFFFE) != 0xFFFE;
        };
    }
}
