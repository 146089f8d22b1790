package dev.caravan.integration.erp.acknowledgement;

import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files from the ERP are acknowledgements, by their names, and how many others lie there: nobody reads those, and nobody deletes
 * them. A file that is new may be on its way to its name, and is no such file yet.
 */
public final class ErpInbox implements GenericFileFilter<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(ErpInbox.class);
    private static final Pattern ACKNOWLEDGEMENT =
            Pattern.compile("ack-[a-z0-9._-]{1,100}\\.csv", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);
    private static final int LONGEST_NAME = 100;

    private final InstantSource clock;
    private long seen;
    private String example = "";
    private volatile double unread = Double.NaN;

    /** @param clock tells how old a file is */
    public ErpInbox(InstantSource clock) {
        this.clock = clock;
    }

    /** How many files were there at the last look that nobody will read; nothing is known while nobody can look. */
    public double unread() {
        return unread;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        if (ACKNOWLEDGEMENT.matcher(file.getFileNameOnly()).matches()) {
            return true;
        }
        if (file.getLastModified() < clock.instant().minus(ON_ITS_WAY).toEpochMilli()) {
            seen++;
            example = file.getFileNameOnly();
        }
        return false;
    }

    /** Before a look. */
    void begin() {
        seen = 0;
    }

    /** After a look: tells of what was seen when it is more or less than before. */
    void end() {
        if (seen > 0 && seen != unread) {
            LOG.warn(
                    "The ERP's directory has {} files whose names are not agreed on, and which are not read, such as {}",
                    seen,
                    printable(example));
        }
        unread = seen;
    }

    /** After a look that failed. */
    void forget() {
        unread = Double.NaN;
    }

    private static String printable(String name) {
        var text = UNPRINTABLE.matcher(name).replaceAll("?");
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }
}
