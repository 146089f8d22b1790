/** Products and events as a plain Spring MVC service, which the platform's services are measured against. */
@NullMarked
package dev.caravan.bench.mvc;

import org.jspecify.annotations.NullMarked;
