package dev.caravan.local.routes;

import java.util.List;

/**
 * A route, as it is listed.
 *
 * @param context the context that it belongs to
 * @param id its id
 * @param from where it begins: the operation's method and path, or an endpoint
 * @param type the class that defines it
 * @param to the endpoints that it sends to
 */
record ListedRoute(String context, String id, String from, String type, List<String> to) {

    /** Copies the endpoints. */
    ListedRoute {
        to = List.copyOf(to);
    }
}
