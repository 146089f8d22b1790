package dev.caravan.service.integration.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that behaves as badly as the test says. */
final class PlayedMailServer implements AutoCloseable {
    private final SMTPServer server;
    private final Behaviour behaviour;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> mails = new CopyOnWriteArrayList<>();

    /** What the server does where others say yes. */
    interface Behaviour {
        /** Refuses who sends. */
        default void from() throws RejectException {}

        /** Refuses who gets it. */
        default void recipient(String address) throws RejectException {}

        /** Refuses the mail; or says never whether it was taken. */
        default boolean answersMail(String address) throws RejectException {
            return true;
        }
    }

    PlayedMailServer(int port, Behaviour behaviour) {
        this.behaviour = behaviour;
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandlerFactory(context -> new Handler())
                .build();
        server.start();
    }

    /** All that it was handed, whatever it said. */
    List<String> mails() {
        return mails;
    }

    private final class Handler implements MessageHandler {
        private String address = "";

        @Override
        public void from(String sender) throws RejectException {
            behaviour.from();
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            address = recipient;
            behaviour.recipient(recipient);
        }

        @Override
        public @Nullable String data(InputStream content) throws RejectException, IOException {
            mails.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            if (!behaviour.answersMail(address)) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return null;
        }

        @Override
        public void done() {
            // nothing is held open
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop();
    }
}
