package io.github.segments4j.sandbox.json;

/** Text that is safe on a terminal and in a log: characters that control one are escaped as in JSON. */
public final class PrintableText {
    private PrintableText() {}

    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                printable.appendCodePoint(c);
            } else {
                for (char each : Character.toChars(c)) {
                    printable.append(String.format("\\u%04x", (int) each));
                }
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
            default -> true;
        };
    }
}
