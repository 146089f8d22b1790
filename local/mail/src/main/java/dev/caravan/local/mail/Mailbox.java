package dev.caravan.local.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mails as files {@code <number>.eml} in a directory, which any mail program opens. */
final class Mailbox {
    private static final String SUFFIX = ".eml";
    private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,8})\\.eml");

    private final Path directory;
    private int last;

    private Mailbox(Path directory, int last) {
        this.directory = directory;
        this.last = last;
    }

    static Mailbox at(Path directory) throws IOException {
        Files.createDirectories(directory);
        var mailbox = new Mailbox(directory, 0);
        mailbox.last =
                mailbox.numbers().stream().mapToInt(Integer::intValue).max().orElse(0);
        return mailbox;
    }

    /** Writes a mail to disk; when this returns, it outlives a crash of the process and of the machine. */
    synchronized void keep(byte[] mail) throws IOException {
        var number = last + 1;
        var unfinished = directory.resolve(number + ".unfinished");
        try (var file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(mail);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(unfinished, file(number), StandardCopyOption.ATOMIC_MOVE);
        last = number;
    }

    /** The numbers of all mails, the oldest first. */
    List<Integer> numbers() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /** The mail of that number as it came, headers and all. */
    Optional<byte[]> mail(int number) throws IOException {
        var file = file(number);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private Path file(int number) {
        return directory.resolve(number + SUFFIX);
    }
}
