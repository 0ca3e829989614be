package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Passes the signals that this program gets on to its child, as what they are. QUIT can't be: the JVM keeps it for itself,
 * and prints its threads. A signal that is ignored from the start, as after {@code nohup}, stays so for both.
 */
final class SignalRelay {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP", "USR1", "USR2");
    private static final Path PROCESS = Path.of("/proc/self/stat");
    private static final int PROCESS_GROUP = 2;
    private static final int GROUP_AT_THE_TERMINAL = 5;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    private SignalRelay() {}

    /** Takes all signals from now on, to be passed on as soon as there is a child. */
    static SignalRelay listening() {
        SignalRelay relay = new SignalRelay();
        for (String name : SIGNALS) {
            // To the end: nothing else takes them back.
            Runnable unused = handle(name, () -> relay.received(name));
        }
        return relay;
    }

    /** Passes signals on, those that came before too, by a thread of its own. */
    void passOnTo(Child child) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            child.signal(received.take());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "signals");
        thread.setDaemon(true);
        thread.start();
    }

    private void received(String name) {
        if (!(name.equals("INT") && isSentToTheChildToo())) {
            received.add(name);
        }
    }

    /**
     * Has a signal do something instead of ending this program. By reflection, since the compiler warns of the only class
     * that can do this. On a JVM that lacks it the signal ends this program, and with it its child.
     *
     * @return makes the signal do again what it did before
     */
    static Runnable handle(String name, Runnable action) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlers.getClassLoader(), new Class<?>[] {handlers}, (self, method, args) -> {
                        action.run();
                        return null;
                    });
            Method handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            return () -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            // Such a JVM, or a signal that it keeps, as with -Xrs.
            return () -> {};
        }
    }

    /** Whether this is the foreground of a terminal, whose Ctrl-C goes to every process of the group. */
    private static boolean isSentToTheChildToo() {
        try {
            String text = Files.readString(PROCESS);
            // The name, in brackets, may have anything in it.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return fields[PROCESS_GROUP].equals(fields[GROUP_AT_THE_TERMINAL]);
        } catch (IOException e) {
            return false;
        }
    }
}
