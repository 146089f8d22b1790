package dev.caravan.integration.erp;

import java.time.Duration;

/**
 * The SFTP server of the ERP, as endpoints. Who logs in, and by which key the server is known, are beans, so that no secret stands in a
 * URI: {@code erpUser}, {@code erpPassword}, {@code erpPrivateKey}, {@code erpKnownHosts}.
 *
 * @param host its name
 * @param port its port
 * @param outDirectory where files go
 * @param inDirectory where acknowledgements come from
 * @param poll how often they are looked for
 * @param keyLogin whether there is a private key to log in with
 */
public record ErpServer(
        String host, int port, String outDirectory, String inDirectory, Duration poll, boolean keyLogin) {
    /** A server that is silent counts as away; one that is not the one that is known is not spoken to. */
    private static final String OPTIONS = "?username=#bean:erpUser&password=#bean:erpPassword"
            + "&knownHosts=#bean:erpKnownHosts&strictHostKeyChecking=yes&useUserKnownHostsFile=false"
            + "&preferredAuthentications=publickey,password"
            + "&connectTimeout=10000&soTimeout=30000&maximumReconnectAttempts=0&throwExceptionOnConnectFailed=true"
            + "&jschLoggingLevel=WARN&stepwise=false&disconnect=true";

    /**
     * A file that is there, with its content; none where it is not.
     *
     * @param directory where it is
     * @param name its name, as an expression
     */
    public String presentFile(String directory, String name) {
        return endpoint(directory) + "&fileName=" + name + "&noop=true&idempotent=false";
    }

    /** Takes a file in; what is there of a try before is replaced, and what is there of the same name is not. */
    String outbox() {
        return endpoint(outDirectory) + "&fileExist=Fail&tempFileName=.${file:onlyname}.part";
    }

    /** Where acknowledgements come from, each when it no longer grows, without its content; what was read is moved to where the route says. */
    public String inbox() {
        return endpoint(inDirectory) + "&filter=#bean:erpInbox&delay=" + poll.toMillis()
                + "&maxMessagesPerPoll=20&readLock=changed&readLockMinLength=0&readLockCheckInterval={{erp.settle:1000}}&readLockLoggingLevel=DEBUG"
                + "&download=false&move=${variable.ack_moved_to}&pollStrategy=#bean:erpPolls"
                + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures";
    }

    /** Takes in what was wrong with acknowledgements. */
    public String reports() {
        return endpoint(inDirectory) + "&fileExist=Override&tempFileName=.${file:onlyname}.part";
    }

    private String endpoint(String directory) {
        return "sftp:" + host + ":" + port + "/" + directory + OPTIONS
                + (keyLogin ? "&privateKey=#bean:erpPrivateKey" : "");
    }
}
