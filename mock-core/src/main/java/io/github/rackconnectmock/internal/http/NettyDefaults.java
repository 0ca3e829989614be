package io.github.rackconnectmock.internal.http;

import io.netty.channel.DefaultChannelId;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.PlatformDependent;
import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.Map;

/** How this copy of Netty is set up before its first use. The published jar has a copy of its own, which nobody else uses. */
final class NettyDefaults {
    /**
     * Netty reads these when it is loaded, and there is no other way to tell it:
     *
     * <ul>
     *   <li>its JFR events pin the class loader that it was loaded by (seen on Netty 4.2);
     *   <li>it looks for a hardware address and the process's number to make ids of them, and warns where there are none, such
     *       as in a network namespace.
     * </ul>
     */
    private static final Map<String, String> READ_WHEN_LOADED = Map.of(
            "io.netty.jfr.enabled", "false",
            "io.netty.machineId", "02:00:00:00:00:01",
            "io.netty.processId", "1");

    static {
        // Netty would tell of each broken connection at length.
        InternalLoggerFactory.setDefaultFactory(new InternalLoggerFactory() {
            @Override
            protected InternalLogger newInstance(String name) {
                return new Silence(name);
            }
        });
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        load();
    }

    private NettyDefaults() {}

    /** Sets Netty up, once. */
    static void apply() {
        // The class's own initializer does it.
    }

    /** System properties are the whole JVM's: what is set here is taken back at once. */
    private static void load() {
        READ_WHEN_LOADED.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            PlatformDependent.javaVersion();
            DefaultChannelId.newInstance();
        } finally {
            READ_WHEN_LOADED.forEach((name, value) -> {
                if (value.equals(System.getProperty(name))) {
                    System.clearProperty(name);
                }
            });
        }
    }

    /** Says nothing. */
    private static final class Silence extends AbstractInternalLogger {
        private static final long serialVersionUID = 1L;

        Silence(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String message) {}

        @Override
        public void trace(String format, Object argument) {}

        @Override
        public void trace(String format, Object first, Object second) {}

        @Override
        public void trace(String format, Object... arguments) {}

        @Override
        public void trace(String message, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String format, Object argument) {}

        @Override
        public void debug(String format, Object first, Object second) {}

        @Override
        public void debug(String format, Object... arguments) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String format, Object argument) {}

        @Override
        public void info(String format, Object first, Object second) {}

        @Override
        public void info(String format, Object... arguments) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public void warn(String message) {}

        @Override
        public void warn(String format, Object argument) {}

        @Override
        public void warn(String format, Object first, Object second) {}

        @Override
        public void warn(String format, Object... arguments) {}

        @Override
        public void warn(String message, Throwable cause) {}

        @Override
        public boolean isErrorEnabled() {
            return false;
        }

        @Override
        public void error(String message) {}

        @Override
        public void error(String format, Object argument) {}

        @Override
        public void error(String format, Object first, Object second) {}

        @Override
        public void error(String format, Object... arguments) {}

        @Override
        public void error(String message, Throwable cause) {}
    }
}
