package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;

/** Counts the bytes that a thread allocates: a measure of work that is the same on a busy machine. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * More than twice what is measured for each byte of the densest file, of steps alone, while nothing is compiled yet: the
     * compiler leaves out what isn't used. What is quadratic takes ten times that of the smallest of the files.
     */
    private static final long FOR_EACH_BYTE = 1_000;

    /** Whatever the file: buffers, and the lines of a hundred mistakes. */
    private static final long FOR_ANY = 4_000_000;

    /** The names and addresses of the most servers that there may be, which a few bytes can ask for. */
    private static final long FOR_A_BURST = 200_000_000;

    private static final Pattern LARGE_COUNT = Pattern.compile("\"count\"\\s*:\\s*\\d{4,}");

    private Allocation() {}

    /** The bytes that this thread has allocated until now. */
    static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    static void assertLinear(byte[] file, long allocated) {
        boolean burst = LARGE_COUNT.matcher(new String(file, UTF_8)).find();
        assertThat(allocated)
                .as("bytes allocated for a file of %s bytes", file.length)
                .isLessThan((burst ? FOR_A_BURST : FOR_ANY) + FOR_EACH_BYTE * file.length);
    }
}
