/** Integrations on a real database, a real broker and receivers that behave as others' do. */
@NullMarked
package dev.caravan.service.integration;

import org.jspecify.annotations.NullMarked;
