package dev.caravan.gateway;

/** A service behind the gateway. */
public enum Upstream {
    PRODUCT_CATALOG("product-catalog", "openapi/product-catalog.yaml", "{{PRODUCT_CATALOG_URL:http://localhost:8081}}"),
    CUSTOMER("customer", "openapi/customer.yaml", "{{CUSTOMER_SERVICE_URL:http://localhost:8082}}"),
    ORDER("order", "openapi/order.yaml", "{{ORDER_SERVICE_URL:http://localhost:8083}}"),
    ACTIVITY("activity", "openapi/activity.yaml", "{{ACTIVITY_SERVICE_URL:http://localhost:8084}}"),
    INTEGRATION("integration", "openapi/integration.yaml", "{{INTEGRATION_SERVICE_URL:http://localhost:8085}}");

    private static final String OPTIONS = "?connectTimeout=1000&responseTimeout=3000";

    private final String serviceName;
    private final String contract;
    private final String url;

    Upstream(String serviceName, String contract, String url) {
        this.serviceName = serviceName;
        this.contract = contract;
        this.url = url;
    }

    /** Contract of the service, on the class path. */
    String contract() {
        return contract;
    }

    /** The route that calls the service. */
    String route() {
        return "upstream-" + serviceName;
    }

    /** Where the route that calls the service begins. */
    public String endpoint() {
        return "direct:" + route();
    }

    /** The service itself. */
    String service() {
        return "service:" + url + OPTIONS;
    }
}
