package dev.caravan.local.cli.cloud.rotation;

import java.util.Map;

/** What uses the logins: the database that lets them in, and the services. Each step may be done again. */
public interface Services {

    /** Hands new logins over to where services and jobs find them when they start; returns when they are there. */
    void handOver(Map<String, Login> logins);

    /** Lets the handed over logins into the database; the others stay as they are. */
    void letIn();

    /** Restarts every service that logs in, one pod after the other; returns when all run with what was handed over. */
    void restart();

    /** Shuts out every login that was not handed over. Fails, and changes nothing, while somebody still uses one. */
    void shutOut();
}
