package dev.caravan.http;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Sets the web server of the business port up: its errors are problem documents, and it is silent about itself. */
final class WebServer implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    private final Drain drain;
    private final PublicFace face;

    WebServer(Drain drain, PublicFace face) {
        this.drain = drain;
        this.face = face;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(this::customize);
    }

    private void customize(Server server) {
        var errors = new ServerErrors(face);
        server.setErrorHandler(errors);
        for (var context : server.getDescendants(ServletContextHandler.class)) {
            context.setErrorHandler(errors);
        }
        for (var connector : server.getConnectors()) {
            hideVersion(connector);
        }
        drain.attach(server);
    }

    private static void hideVersion(Connector connector) {
        for (var protocol : connector.getConnectionFactories()) {
            if (protocol instanceof HttpConfiguration.ConnectionFactory http) {
                http.getHttpConfiguration().setSendServerVersion(false);
            }
        }
    }
}
