package dev.caravan.local.sftp;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Files and directories, and no links: by one of those a login would lead itself out of what it may see. */
final class NoLinks implements SftpFileSystemAccessor {

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
            throws AccessDeniedException {
        throw new AccessDeniedException(link.toString(), existing.toString(), "links are not made here");
    }
}
