package dev.caravan.local.cli.cloud.rotation;

import java.util.List;
import java.util.Map;

/** Where logins log in: the database, the brokers. Each step may be done again. */
public interface Store {

    /** The secrets that name its present logins, one for each role or user, as the cluster calls them. */
    List<String> secrets();

    /**
     * Lets logins in, beside all that are let in already; returns when they can log in.
     *
     * @param logins one for each of {@link #secrets}
     */
    void letIn(Map<String, Login> logins);

    /**
     * Shuts out the logins previous to these. Where it can tell that somebody still uses one, it fails and changes nothing.
     *
     * @param logins one for each of {@link #secrets}
     */
    void shutOut(Map<String, Login> logins);
}
