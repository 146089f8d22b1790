package dev.caravan.local.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cable to a port of this machine, which can be cut: then nothing passes any more, in either direction, and nobody is told.
 * What was on its way passes once it is mended. It can also be made slow.
 */
public final class Cable implements AutoCloseable {

    private static final int BUFFER = 16 << 10;

    private final ServerSocket near;
    private final int farPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean isCut;
    private volatile Duration delay = Duration.ZERO;
    private final AtomicLong passed = new AtomicLong();

    private Cable(ServerSocket near, int farPort) {
        this.near = near;
        this.farPort = farPort;
    }

    /**
     * Lays a cable.
     *
     * @param nearPort the port at its near end, 0 for any that is free
     * @param farPort the port that it leads to
     * @return the cable
     * @throws IOException if the port is taken
     */
    public static Cable lay(int nearPort, int farPort) throws IOException {
        var near = new ServerSocket();
        near.setReuseAddress(true);
        near.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nearPort));
        var cable = new Cable(near, farPort);
        Thread.ofVirtual().name("cable").start(cable::accept);
        return cable;
    }

    /** The port at the near end. */
    public int port() {
        return near.getLocalPort();
    }

    /** Cuts it. */
    public synchronized void cut() {
        isCut = true;
    }

    /** Mends it. */
    public synchronized void mend() {
        isCut = false;
        notifyAll();
    }

    /** How many bytes have passed so far to the far end. */
    public long passed() {
        return passed.get();
    }

    /** From now on what passes takes so much longer, each part of it. */
    public void delay(Duration longer) {
        delay = longer;
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = near.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
            closeAll();
        }
    }

    private void connect(Socket client) {
        try {
            awaitWhole();
            var server = new Socket(InetAddress.getLoopbackAddress(), farPort);
            sockets.add(server);
            Thread.ofVirtual().start(() -> pump(server, client, new AtomicLong()));
            pump(client, server, passed);
        } catch (IOException e) {
            close(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(client);
        }
    }

    private void pump(Socket from, Socket to, AtomicLong count) {
        var buffer = new byte[BUFFER];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Thread.sleep(delay);
                awaitWhole();
                out.write(buffer, 0, length);
                count.addAndGet(length);
            }
        } catch (IOException e) {
            // One end is gone: so is the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    private void closeAll() {
        sockets.forEach(this::close);
    }

    @Override
    public void close() throws IOException {
        near.close();
        closeAll();
        mend();
    }
}
