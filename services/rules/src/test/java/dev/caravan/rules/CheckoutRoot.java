package dev.caravan.rules;

import java.nio.file.Path;

/** Where the checkout is that is being built. */
public final class CheckoutRoot {
    /** Its directory, absolute. */
    public static final Path PATH = Path.of(System.getProperty("caravan.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private CheckoutRoot() {}
}
