package dev.caravan.rules.violating.catalog;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Knows Spring's web layer. */
@RestController
public final class ServesTheWeb {
    @GetMapping("/products")
    String products() {
        return "[]";
    }
}
