package dev.caravan.testing.hostile;

import java.net.http.HttpRequest;
import java.util.Set;

/**
 * A request that must be refused.
 *
 * @param name what it tries
 * @param request the request, ready to be sent
 * @param expected the statuses that are right responses to it
 */
record Attack(String name, HttpRequest request, Set<Integer> expected) {}
