package dev.caravan.local.mail;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;

/** Takes one mail in, for whomever it is. */
final class Receiver implements MessageHandler {
    private final Mailbox mailbox;

    Receiver(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void from(String address) {
        // everybody may send
    }

    @Override
    public void recipient(String address) {
        // everybody has a mailbox here: this one
    }

    /** The sender is told that the mail was accepted when it is on disk. */
    @Override
    public @Nullable String data(InputStream content) throws IOException {
        mailbox.keep(content.readAllBytes());
        return null;
    }

    @Override
    public void done() {
        // nothing is held open
    }
}
