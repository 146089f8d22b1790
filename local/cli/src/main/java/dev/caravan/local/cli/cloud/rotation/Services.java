package dev.caravan.local.cli.cloud.rotation;

import java.util.Map;

/** What logs in. Each step may be done again, and leaves alone what none of the logins is for. */
public interface Services {

    /**
     * Hands new logins over to where services and jobs find them when they start; returns when they are there.
     *
     * @param logins by their secrets
     */
    void handOver(Map<String, Login> logins);

    /**
     * Restarts whatever uses these logins; returns when all run with what was handed over.
     *
     * @param logins by their secrets
     */
    void restart(Map<String, Login> logins);
}
