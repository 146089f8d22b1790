package dev.caravan.local.cli.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the mails that the platform has sent to customers. */
@Command(
        name = "mail",
        mixinStandardHelpOptions = true,
        description = "Look at the mails that customers got.",
        footer = {"", "They are files as well: .caravan/data/mail. No mail leaves this machine."})
public final class MailCommand implements Runnable {

    @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "Print this mail; without it they are listed.")
    private @Nullable Integer number;

    @Option(names = "--to", paramLabel = "TEXT", description = "Only those whose recipient's address holds this text.")
    private String to = "";

    @Override
    public void run() {
        var mails = new Mailbox(new Supervisor(Installation.current(), Progress.standard()).platform()).to(to);
        System.out.print(number == null ? list(mails) : show(mails, number));
    }

    private static String list(List<JsonNode> mails) {
        if (mails.isEmpty()) {
            return "No mails.\n";
        }
        var table = new Table("NUMBER", "DATE", "TO", "SUBJECT");
        mails.forEach(
                mail -> table.row(text(mail, "number"), text(mail, "date"), text(mail, "to"), text(mail, "subject")));
        return table.toString();
    }

    private static String show(List<JsonNode> mails, int number) {
        var mail = mails.stream()
                .filter(one -> one.path("number").asInt() == number)
                .findFirst()
                .orElseThrow(() -> new Failure("There is no mail " + number + ". ./caravan mail lists them."));
        return "From: %s%nTo: %s%nDate: %s%nSubject: %s%n%n%s%n"
                .formatted(
                        text(mail, "from"),
                        text(mail, "to"),
                        text(mail, "date"),
                        text(mail, "subject"),
                        text(mail, "text"));
    }

    private static String text(JsonNode mail, String member) {
        return mail.path(member).asText();
    }
}
