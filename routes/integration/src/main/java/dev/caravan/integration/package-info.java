/**
 * Integrations: how other systems are told of what happens in the shop. One route for each operation of
 * {@code contracts/openapi/integration.yaml}, and the message routes that deliver.
 */
@NullMarked
package dev.caravan.integration;

import org.jspecify.annotations.NullMarked;
