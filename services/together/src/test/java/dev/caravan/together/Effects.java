package dev.caravan.together;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;

/**
 * What orders have led to.
 *
 * @param erp the files on the ERP's server
 * @param receiver of a webhook
 */
record Effects(ErpFiles erp, ReceiverProcess receiver) {

    /** The orders of which the webhook was told this. */
    List<Long> told(String type) {
        return receiver.told().stream()
                .filter(told -> told.event().path("type").asText().equals(type))
                .map(told -> told.event().at("/data/id").asLong())
                .toList();
    }

    /** Events that came under more than one {@code webhook-id}, so that the receiver cannot know them again. */
    List<Set<String>> eventsWithSeveralIds() {
        return receiver.told().stream()
                .collect(groupingBy(
                        told -> told.event().path("type").asText()
                                + told.event().at("/data/id"),
                        mapping(ReceiverProcess.Told::id, toSet())))
                .values()
                .stream()
                .filter(ids -> ids.size() > 1)
                .toList();
    }
}
