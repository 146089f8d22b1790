package dev.caravan.starter.http.server;

import dev.caravan.starter.http.RequestPath;
import dev.caravan.starter.http.edge.EdgePolicies;
import dev.caravan.starter.http.response.ResponsesUnderWay;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Sets the web server of the business port up: its errors are problem documents, and it is silent about itself. */
final class JettyCustomizer implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    /** {@link RequestPath} decides about paths, in words that a caller understands. */
    private static final UriCompliance PATHS = UriCompliance.RFC3986.with(
            "caravan",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.BAD_UTF8_ENCODING,
            UriCompliance.Violation.BAD_PERCENT_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
            UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS);

    private final GracefulShutdown shutdown;
    private final EdgePolicies policies;
    private final ResponsesUnderWay responses;

    JettyCustomizer(GracefulShutdown shutdown, EdgePolicies policies, ResponsesUnderWay responses) {
        this.shutdown = shutdown;
        this.policies = policies;
        this.responses = responses;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(this::customize);
    }

    private void customize(Server server) {
        var errors = new JettyErrorHandler(policies);
        server.setErrorHandler(errors);
        for (var context : server.getDescendants(ServletContextHandler.class)) {
            context.setErrorHandler(errors);
            // there are no files: a path is a path, whatever it is called
            context.setProtectedTargets(new String[0]);
            // what is not said of paths here is said by RequestPath
            context.getServletHandler().setDecodeAmbiguousURIs(true);
        }
        for (var connector : server.getConnectors()) {
            configure(connector);
        }
        server.addBean(new SlowClients(server, responses));
        shutdown.attach(server);
    }

    private static void configure(Connector connector) {
        for (var protocol : connector.getConnectionFactories()) {
            if (protocol instanceof HttpConfiguration.ConnectionFactory http) {
                http.getHttpConfiguration().setSendServerVersion(false);
                http.getHttpConfiguration().setUriCompliance(PATHS);
            }
        }
        if (connector instanceof AbstractConnector served) {
            var http = served.getConnectionFactory(HttpConnectionFactory.class);
            // takes the place of the one with the same protocol
            served.addConnectionFactory(new StrictConnectionFactory(http.getHttpConfiguration()));
        }
    }
}
