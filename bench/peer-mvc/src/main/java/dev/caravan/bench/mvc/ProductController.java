package dev.caravan.bench.mvc;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads products. */
@RestController
class ProductController {
    private static final String GET =
            "SELECT " + Product.COLUMNS + " FROM catalog.products WHERE id = ? AND deleted_at IS NULL";
    private static final String PAGE = "SELECT " + Product.COLUMNS
            + " FROM catalog.products WHERE deleted_at IS NULL ORDER BY id LIMIT ? OFFSET ?";

    private final JdbcClient database;

    ProductController(JdbcClient database) {
        this.database = database;
    }

    /** One product with its entity tag; Spring answers 304 where the caller has it already. */
    @GetMapping("/products/{id}")
    ResponseEntity<Product> get(@PathVariable @Min(1) long id) {
        var product = database.sql(GET)
                .param(id)
                .query(Product::of)
                .optional()
                .orElseThrow(() -> new ApiProblem(404, "not_found", "There is no such resource."));
        return ResponseEntity.ok().eTag("\"" + product.version() + "\"").body(product);
    }

    /** A page by its number, the usual way: the database counts off all rows before it. */
    @GetMapping("/products")
    Map<String, List<Product>> page(
            @RequestParam(defaultValue = "1") @Min(1) long page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return Map.of(
                "data",
                database.sql(PAGE)
                        .param(limit)
                        .param((page - 1) * limit)
                        .query(Product::of)
                        .list());
    }
}
