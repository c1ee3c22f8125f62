package io.github.segments4j.contract;

import java.io.IOException;

/** A program that starts Prism, says which process that is, and leaves it behind when its standard input ends. */
final class PrismStarter {
    private PrismStarter() {}

    @SuppressWarnings("resource") // That nobody closes it is the point.
    public static void main(String[] args) throws IOException {
        System.out.println(Prism.mock(Prism.CONTRACT).pid());
        System.in.transferTo(System.out);
    }
}
