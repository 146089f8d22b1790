package dev.caravan.starter.messaging;

import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has LZ4's native code at hand for the Kafka clients. They would take it by themselves only from the class path that a
 * process starts with, and a service's libraries are inside its jar.
 */
final class NativeLz4 {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLz4.class);

    private NativeLz4() {}

    /** Once loaded, it is what the clients find. */
    static void load() {
        try {
            LOG.debug("Kafka clients compress with {}", LZ4Factory.nativeInstance());
        } catch (LinkageError | AssertionError | UnsupportedOperationException e) {
            LOG.info("LZ4 has no native code here, so compressing records takes more CPU time: {}", e.toString());
        }
    }
}
