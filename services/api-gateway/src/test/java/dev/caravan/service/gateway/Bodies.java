package dev.caravan.service.gateway;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What services answer, as their contracts say. */
final class Bodies {
    private static final String TIMES =
            "\"created_at\":\"2026-01-15T09:30:00Z\",\"updated_at\":\"2026-01-15T09:30:00Z\"";

    private Bodies() {}

    static String product(long id, String name) {
        return """
                {"id":%d,"sku":null,"name":"%s","description":null,"price":7.90,"currency":"EUR","category":null,\
                "stock_quantity":3,%s}""".formatted(id, name, TIMES);
    }

    static String customer(long id, String name) {
        return """
                {"id":%d,"name":"%s","email":"a@example.com","phone":null,"address":null,%s}""".formatted(id, name, TIMES);
    }

    static String order(long id, long customer, long... products) {
        var items = Arrays.stream(products)
                .mapToObj(
                        "{\"product_id\":%d,\"name\":\"x\",\"quantity\":1,\"unit_price\":7.90,\"line_total\":7.90}"
                                ::formatted)
                .collect(Collectors.joining(","));
        return """
                {"id":%d,"customer_id":%d,"status":"PENDING","items":[%s],"product_id":null,"quantity":null,\
                "total_price":7.90,"currency":"EUR",%s,"tracking_number":null}""".formatted(id, customer, items, TIMES);
    }

    static String page(String... entries) {
        return "{\"data\":[" + String.join(",", entries) + "],\"next_cursor\":null}";
    }

    static String totals(long customer, int orders) {
        return """
                {"customer_id":%d,"order_count":%d,\
                "orders_by_status":{"PENDING":%d,"CONFIRMED":0,"SHIPPED":0,"DELIVERED":0,"CANCELLED":0},"spent":[]}""".formatted(customer, orders, orders);
    }

    static PlayedService.Response problem(int status, String code) {
        var detail =
                switch (code) {
                    case "not_found" -> "There is no such resource.";
                    case "malformed_json" -> "The body is not UTF-8.";
                    default -> "Something that this operation needs is away. Try again shortly.";
                };
        return new PlayedService.Response(
                status, "application/problem+json", """
                {"type":"/problems/%s","title":"x","status":%d,"code":"%s","detail":"%s"}""".formatted(code, status, code, detail), Map.of());
    }
}
