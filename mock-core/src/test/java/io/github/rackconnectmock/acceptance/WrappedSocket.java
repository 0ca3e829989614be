package io.github.rackconnectmock.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection below TLS that keeps what it receives, and may send something together with TLS's first bytes. */
final class WrappedSocket extends Socket {
    /** The type of a record of TLS that says an error, or the end. */
    static final int ALERT = 21;

    private final Socket real;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private byte[] first = {};
    private boolean answerDue;

    WrappedSocket(Socket real) {
        this.real = real;
    }

    /**
     * Sends this request in one packet with what is sent first, and reads the answer's head before what is received
     * first.
     */
    WrappedSocket beginningWith(String request) {
        first = request.getBytes(StandardCharsets.US_ASCII);
        answerDue = true;
        return this;
    }

    /** All that was received so far. */
    byte[] received() {
        return received.toByteArray();
    }

    /** The type of the last record of TLS that was received. TLS 1.3 hides it; TLS 1.2 shows it. */
    int lastRecordOfTls() {
        byte[] bytes = received();
        int type = -1;
        for (int at = 0; at + 5 <= bytes.length; at += 5 + ((bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff))) {
            type = bytes[at];
        }
        return type;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(real.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(first);
                all.write(bytes, offset, length);
                first = new byte[0];
                out.write(all.toByteArray());
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(real.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (answerDue) {
                    answerDue = false;
                    Wire.Answer answer = Wire.read(in, true);
                    if (answer.status() != 200) {
                        throw new IOException("no tunnel: " + answer);
                    }
                }
                int count = in.read(bytes, offset, length);
                if (count > 0) {
                    received.write(bytes, offset, count);
                }
                return count;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }
        };
    }

    @Override
    public boolean isConnected() {
        return real.isConnected();
    }

    @Override
    public boolean isClosed() {
        return real.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return real.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return real.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return real.getInetAddress();
    }

    @Override
    public int getPort() {
        return real.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return real.getRemoteSocketAddress();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        real.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return real.getSoTimeout();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        real.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return real.getSoLinger();
    }

    @Override
    public void shutdownInput() throws IOException {
        real.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        real.shutdownOutput();
    }

    @Override
    public synchronized void close() throws IOException {
        real.close();
    }
}
