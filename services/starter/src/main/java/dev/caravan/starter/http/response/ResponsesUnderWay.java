package dev.caravan.starter.http.response;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The responses that are being sent and that a client may take slowly. */
public final class ResponsesUnderWay {
    private final Set<PacedOutput> responses = ConcurrentHashMap.newKeySet();

    void add(PacedOutput response) {
        responses.add(response);
    }

    void remove(PacedOutput response) {
        responses.remove(response);
    }

    /** Breaks off those that a client has taken too slowly. */
    public void cutSlow(long now) {
        responses.stream().filter(response -> response.isTooSlow(now)).forEach(PacedOutput::cut);
    }
}
