import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway that is broken on purpose, to see that a load test notices: it passes requests on to a real one, and spoils
 * one read in eight. {@code java BrokenGateway.java errors|slow|wrong URL} prints the port that it listens on.
 */
public final class BrokenGateway {
    private static final Set<String> DROPPED = Set.of("connection", "content-length", "host", "upgrade", "transfer-encoding");
    private static final int EVERY = 8;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong reads = new AtomicLong();
    private final String fault;
    private final String target;

    private BrokenGateway(String fault, String target) {
        this.fault = fault;
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        var broken = new BrokenGateway(arguments[0], arguments[1]);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", broken::handle);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.out.flush();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            // without its shoppers, whom it looks up so, a run does not begin
            var read = exchange.getRequestMethod().equals("GET") && !exchange.getRequestURI().getPath().equals("/customers/me");
            var spoilt = read && reads.incrementAndGet() % EVERY == 0;
            if (spoilt && fault.equals("errors")) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (spoilt && fault.equals("slow")) {
                Thread.sleep(3000);
            }
            var body = exchange.getRequestBody().readAllBytes();
            var request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!DROPPED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!name.startsWith(":") && !DROPPED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            var content = spoilt && fault.equals("wrong") ? "{\"data\":[]}".getBytes() : answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
